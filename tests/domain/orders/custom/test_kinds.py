"""What a field of each kind takes, and how it is kept."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from wesupply_ui.domain.orders.custom.kinds import plain, read_value


def read(kind: str, raw: Any, options: tuple[str, ...] = ()) -> Any:
    return read_value(SimpleNamespace(kind=kind, options=list(options)), raw)


@pytest.mark.parametrize(
    ("kind", "raw", "kept", "told"),
    [
        ("text", "  PO-4711 ", "PO-4711", "PO-4711"),
        ("text", 4711, "4711", "4711"),
        ("number", "12.50", "12.5", 12.5),
        ("number", 7, "7", 7),
        ("number", "-0", "0", 0),
        ("number", 0.1, "0.1", 0.1),
        ("date", "2026-11-30", "2026-11-30", "2026-11-30"),
        ("yes_no", "Yes", "yes", True),
        ("yes_no", False, "no", False),
        ("yes_no", 1, "yes", True),
        ("link", "https://example.com/a?b=1", "https://example.com/a?b=1", "https://example.com/a?b=1"),
    ],
)
def test_a_value_is_kept_in_one_way_however_it_came(kind: str, raw: Any, kept: str, told: Any) -> None:
    value = read(kind, raw)
    assert value.text.startswith(kept[:4]) and plain(kind, value.text) == pytest.approx(told) if kind == "number" else value.text == kept
    assert plain(kind, value.text) == (pytest.approx(told) if kind == "number" else told)


def test_a_choice_is_kept_as_the_merchant_writes_it() -> None:
    assert read("choice", "gift wrap", ("None", "Gift-wrap")).text == "Gift-wrap"


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        ("number", "twelve", "is not a number"),
        ("number", True, "write a number"),
        ("number", "1e400", "is not a number"),
        ("number", "9" * 39, "is too large"),
        ("number", float("inf"), "is not a number"),
        ("date", "30/11/2026", "is not a day"),
        ("date", 20261130, "is not a day"),
        ("yes_no", "perhaps", "neither yes nor no"),
        ("choice", "purple", "is none of Red, Blue"),
        ("link", "javascript:alert(1)", "is not a web address"),
        ("link", 'https://example.com/"onclick=x', "is not a web address"),
        ("text", "a" * 2001, "2000 at most"),
        ("text", "nul\x00", "cannot be stored"),
        ("text", {"a": 1}, "write it as text"),
    ],
)
def test_what_a_kind_does_not_take_is_told_in_words(kind: str, raw: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read(kind, raw, ("Red", "Blue"))


@pytest.mark.parametrize("raw", [None, "", "   "])
def test_nothing_clears_a_field(raw: Any) -> None:
    assert read("number", raw) is None

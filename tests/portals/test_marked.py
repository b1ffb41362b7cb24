"""No screen of staff draws English that nobody can translate: texts handed to what draws are marked with `t`, `tn`, `_` or `ngettext`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.paths import PROJECT

PORTALS = PROJECT / "wesupply_ui" / "portals"
SCREENS = ("merchant", "store", "site", "kit")
EXEMPT = ("site/showcase",)
TEXTS = frozenset({"label", "title", "about", "placeholder", "aria_label", "alt", "hint", "told", "said", "before", "after", "unit"})
DRAWS = frozenset({"cond", "match", "toast"})
# Words for people: two of them, or one with a capital. Classes, addresses, tones and keys are neither.
WORDS = re.compile(r"[A-Za-z]{2,}[.,;:…]? +[A-Za-z]|^[A-Z][a-z]+[.:…]?$")
NAMES = frozenset({"WeSupply", "PNG", "CSV", "JSON", "Enter", "Esc"})


def _is_text(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(each, ast.Constant) and re.search(r"[A-Za-z]{3,} ", str(each.value)) for each in node.values)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in NAMES and bool(WORDS.search(node.value))


def _name(function: ast.expr) -> str:
    return ast.unparse(function)


def unmarked(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each literal that is drawn as it stands."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        name = _name(call.func)
        draws = name.startswith(("rx.el.", "kit.")) or name.rpartition(".")[2] in DRAWS
        if not draws or name in ("rx.el.script", "rx.el.link", "kit.icon", "kit.t", "kit.tn"):
            continue
        drawn = [*call.args, *(each.value for each in call.keywords if each.arg in TEXTS)]
        yield from ((each.lineno, ast.unparse(each)) for each in drawn if _is_text(each))


def _files() -> list[Path]:
    files = [path for folder in SCREENS for path in sorted((PORTALS / folder).rglob("*.py"))]
    return [path for path in files if not path.relative_to(PORTALS).as_posix().startswith(EXEMPT)]


def test_no_screen_draws_a_text_that_is_not_marked() -> None:
    found = {f"{path.relative_to(PROJECT)}:{line}": text for path in _files() for line, text in unmarked(path.read_text(encoding="utf-8"))}
    assert found == {}


def test_what_is_drawn_as_it_stands_is_found() -> None:
    assert [text for _, text in unmarked('kit.button("Save"); rx.el.p(f"Sent to {who}"); kit.card(title="Two words")')] == [
        "'Save'",
        "f'Sent to {who}'",
        "'Two words'",
    ]
    assert list(unmarked('kit.button(t("Save"), look="primary", class_name="Two words"); rx.el.a("x", href="/app")')) == []

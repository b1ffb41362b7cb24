"""What may a field of each kind hold? Pure: a raw value, from a shop, a file or a form, into the one way it is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from wesupply_ui.domain.orders.keys import word_key
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.intake import kind_of
from wesupply_ui.kernel.language import _

KINDS = ("text", "number", "date", "yes_no", "choice", "link")
MOST_CHARACTERS = 2_000
_YES = frozenset({"yes", "true", "1", "y", "on", "ja", "oui", "si", "sí"})
_NO = frozenset({"no", "false", "0", "n", "off", "nein", "non"})
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_MOST_WORDS = 8


class Shape(Protocol):
    """What reading a value depends on: a field, or something like one."""

    kind: str
    options: list[str]


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is kept: `text` canonical, `number` what it is sorted by where its kind has an order."""

    text: str
    number: float | None = None

    @property
    def key(self) -> str:
        """How it is compared: small letters and digits."""
        return word_key(self.text)

    @property
    def words(self) -> set[str]:
        """By which words an order is found that has it."""
        return {word_key(part) for part in self.text.split()[:_MOST_WORDS]} - {""}


def read_value(shape: Shape, raw: Any) -> Value | None:
    """The value; None for null and blank, which clear the field. ValueError whose words follow the field's name."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    return _READERS[shape.kind](raw, shape.options)


def plain(kind: str, text: str) -> Any:
    """A kept value as JSON has it: numbers are numbers, yes and no are true and false."""
    if kind == "yes_no":
        return text == "yes"
    if kind == "number":
        number = Decimal(text)
        return int(number) if number == number.to_integral_value() else float(number)
    return text


def _text(raw: Any, _options: Sequence[str]) -> Value:
    return Value(fields.text(MOST_CHARACTERS, numbers=True)(raw))


def _number(raw: Any, _options: Sequence[str]) -> Value:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise ValueError(_("is {what}; write a number such as 12.5", what=kind_of(raw)))
    given = str(raw).strip() if isinstance(raw, str) else format(raw, "d" if isinstance(raw, int) else "f")
    if len(given) > 40 or not given.isascii() or not _NUMBER.fullmatch(given):
        raise ValueError(_("is not a number; write it like 12.5"))
    try:
        number = Decimal(given)
    except InvalidOperation:
        raise ValueError(_("is not a number; write it like 12.5")) from None
    if abs(number) >= Decimal(10) ** 15:
        raise ValueError(_("is too large; a number has 15 digits at most before the point"))
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Value("0" if text in ("", "-0") else text, float(number))


def _date(raw: Any, _options: Sequence[str]) -> Value:
    try:
        day = date.fromisoformat(raw.strip()) if isinstance(raw, str) else None
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2200:
        raise ValueError(_("is not a day; write it like 2026-11-30"))
    return Value(day.isoformat(), float(day.toordinal()))


def _yes_no(raw: Any, _options: Sequence[str]) -> Value:
    word = str(raw).strip().lower() if isinstance(raw, bool | str | int) else ""
    if word in _YES:
        return Value("yes", 1.0)
    if word in _NO:
        return Value("no", 0.0)
    raise ValueError(_("is neither yes nor no"))


def _choice(raw: Any, options: Sequence[str]) -> Value:
    wanted = word_key(str(raw)) if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    for position, option in enumerate(options):
        if word_key(option) == wanted and wanted:
            return Value(option, float(position))
    raise ValueError(_("is none of {choices}", choices=", ".join(options)))


def _link(raw: Any, _options: Sequence[str]) -> Value:
    return Value(fields.web_address(raw))


_READERS = {"text": _text, "number": _number, "date": _date, "yes_no": _yes_no, "choice": _choice, "link": _link}

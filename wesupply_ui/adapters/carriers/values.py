"""What does this field of a carrier's answer hold? Values of the expected kind, or nothing; never an error.

For parsers: carriers leave fields out, send empty strings for "none", a text for a number, an object for a list of one.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

import orjson

_GRAMS = {"LB": 453.59237, "LBS": 453.59237, "KG": 1000.0, "KGS": 1000.0, "OZ": 28.349523125, "OZS": 28.349523125, "G": 1.0, "GRAM": 1.0}
_YEARS = range(2000, 2100)  # of scans and promises; anything else is a typing error and would break time arithmetic


def as_json_object(body: bytes) -> dict[str, Any] | None:
    """The JSON object in `body`, or None when it isn't one."""
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None


def as_dict(value: object) -> dict[str, Any]:
    """The object, or an empty one."""
    return value if isinstance(value, dict) else {}


def as_dicts(value: object) -> list[dict[str, Any]]:
    """The objects of a list; a lone object counts as a list of one; what isn't an object falls out."""
    if isinstance(value, list):
        return [item for item in value if isinstance(item, dict)]
    return [value] if isinstance(value, dict) else []


def as_text(value: object, longest: int = 500) -> str | None:
    """The text with its blanks tidied and unprintable characters gone, cut at `longest`; None when nothing is left."""
    if isinstance(value, str):
        return _tidy(value, longest)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return None


@lru_cache(maxsize=16_384)  # codes, cities and phrases come again and again
def _tidy(value: str, longest: int) -> str | None:
    text = " ".join(value.split())
    if not text.isprintable():
        text = "".join(character for character in text if character.isprintable())
    return text[:longest] or None


def as_country(value: object) -> str | None:
    """An ISO 3166-1 alpha-2 code in capitals, or None: names and three-letter codes are not guessed at."""
    if isinstance(value, str) and len(code := value.strip().upper()) == 2 and code.isascii() and code.isalpha():
        return code
    return None


def as_grams(value: object, unit: object) -> int | None:
    """Whole grams of a weight like ("2.5", "KGS"); None for zero, nonsense or an unknown unit."""
    factor = _GRAMS.get(unit.strip().upper()) if isinstance(unit, str) else None
    if factor is None or isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        grams = float(value) * factor
    except ValueError:
        return None
    return round(grams) if 0 < grams < 100_000_000 else None


def as_day(value: object) -> date | None:
    """A day written 20260131 or 2026-01-31 (a time after it is ignored); None if impossible or out of range."""
    return _day(value) if isinstance(value, str) and value.isascii() else None


@lru_cache(maxsize=2048)
def _day(value: str) -> date | None:
    text = value[:10].replace("-", "") if value[4:5] == "-" else value.strip()
    if len(text) != 8 or not text.isdigit():
        return None
    year = int(text[:4])
    try:
        return date(year, int(text[4:6]), int(text[6:])) if year in _YEARS else None
    except ValueError:
        return None


def as_moment(value: object) -> datetime | None:
    """An ISO 8601 date and time, aware if it names an offset, else naive; None if impossible, out of range or only a day."""
    if not isinstance(value, str) or len(value) < 16 or not value.isascii():
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    if at.year not in _YEARS:
        return None
    return at.replace(microsecond=0)


def as_offset(value: object) -> timezone | None:
    """A UTC offset written -05:00, +0530 or Z; None beyond 15 hours or when it isn't one."""
    if not isinstance(value, str):
        return None
    text = value.strip().replace(":", "")
    if text in ("Z", "z"):
        return timezone(timedelta(0))
    if len(text) != 5 or text[0] not in "+-" or not text.isascii() or not text[1:].isdigit():
        return None
    minutes = int(text[1:3]) * 60 + int(text[3:])
    if int(text[3:]) > 59 or minutes > 15 * 60:
        return None
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))

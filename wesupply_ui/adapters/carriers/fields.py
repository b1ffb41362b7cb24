"""What does a field of a carrier's answer hold, whatever odd thing was put there? Nothing here raises; what makes no sense is None."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

import orjson
from babel import Locale

_TAGS = re.compile(r"<[^>]{0,60}>")
_LONGEST = 500  # characters of one field worth keeping
_DAY = re.compile(r"(\d{4}-\d\d-\d\d(?=$|[T ])|\d{8}$)", re.ASCII)
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-]?)(\d{1,2})(?::?(\d\d))?$", re.ASCII | re.IGNORECASE)
_GRAMS = {"LB": 453.59237, "LBS": 453.59237, "KG": 1000.0, "KGS": 1000.0, "OZ": 28.349523125, "OZS": 28.349523125, "G": 1.0, "GRAM": 1.0}
YEARS = range(1990, 2101)  # parcels of other years are typing errors or placeholders


def parse_json(body: bytes) -> Any:
    """The answer as plain Python values, or None when it isn't JSON."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None


def mapping(value: Any, *path: str) -> dict[str, Any]:
    """The object at `path` below `value`; an empty one where there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> list[Any]:
    """A list as it is, one object as a list of itself (some carriers drop the brackets), anything else as an empty list."""
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, dict) else []


def dicts(value: Any) -> list[dict[str, Any]]:
    """As `objects`, without what isn't an object."""
    return [item for item in objects(value) if isinstance(item, dict)]


def text(value: Any, *path: str, longest: int = _LONGEST) -> str | None:
    """The words at `path`, tidied: one line, no markup, entities read, at most `longest` characters. Numbers count as words."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, str):
        return _tidy(value, longest)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


@lru_cache(maxsize=16_384)  # codes, cities and phrases come again and again
def _tidy(words: str, longest: int) -> str | None:
    words = words[: 4 * _LONGEST]
    if "<" in words or "&" in words:
        words = html.unescape(_TAGS.sub("", html.unescape(words)))
    words = " ".join(words.split())
    if not words.isprintable():
        words = "".join(mark for mark in words if mark.isprintable())
    return words[:longest].strip() or None


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as written: the clock's reading, and the offset from UTC if one stands there. `zulu`: it ends in a bare "Z"."""

    wall: datetime
    offset: timedelta | None = None
    zulu: bool = False

    @property
    def at(self) -> datetime:
        """Aware where a real offset stands there, else naive."""
        return self.wall if self.offset is None else self.wall.replace(tzinfo=timezone(self.offset))


@lru_cache(maxsize=4096)
def stamp(written: str | None) -> Stamp | None:
    """A time in ISO 8601 without its fractions of a second; a day alone counts as its midnight. Years outside 1990 to 2100 are None."""
    if not written or len(written) > 40:
        return None
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        return None
    if read.year not in YEARS:
        return None
    zulu = written[-1] in "Zz"
    return Stamp(read.replace(tzinfo=None, microsecond=0), None if zulu else _fixed(read.utcoffset()), zulu)


def _fixed(offset: timedelta | None) -> timedelta | None:
    return None if offset is None or abs(offset) > timedelta(hours=14) else offset


@lru_cache(maxsize=4096)
def day(written: str | None) -> date | None:
    """The day that a date or time begins with, also without dashes, taken as written: no offset moves it."""
    found = _DAY.match(written or "")
    read = stamp(found[1]) if found else None
    return read.wall.date() if read else None


def offset(written: str | None) -> timedelta | None:
    """An offset from UTC as carriers write it: -7:00, +0530, -05:00, 2. At most 14 hours either way."""
    found = _OFFSET.match((written or "").strip())
    if not found:
        return None
    hours, minutes = int(found[2]), int(found[3] or 0)
    if hours > 14 or minutes > 59:
        return None
    value = timedelta(hours=hours, minutes=minutes)
    return -value if found[1] == "-" else value


def grams(value: Any, unit: Any) -> int | None:
    """Whole grams of a weight like "2.5" and "KGS"; None for zero, nonsense or an unknown unit."""
    factor = _GRAMS.get((text(unit) or "").upper())
    try:
        weight = float(text(value) or 0) * factor if factor else 0.0
    except ValueError:
        return None
    return round(weight) if 0 < weight < 100_000_000 else None


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    territories = Locale("en").territories
    named = {name.casefold(): code for code, name in territories.items() if len(code) == 2 and code.isalpha()}
    return named | {
        "usa": "US", "united states of america": "US", "great britain": "GB", "great britain and northern ireland": "GB",
        "united kingdom of great britain and northern ireland": "GB", "uk": "GB", "korea, republic of": "KR", "korea, south": "KR",
        "republic of korea": "KR", "south korea": "KR", "netherlands, the": "NL", "the netherlands": "NL", "czech republic": "CZ",
        "russian federation": "RU", "viet nam": "VN", "hong kong": "HK", "macau": "MO", "taiwan, china": "TW",
        "china, people's republic": "CN", "turkey": "TR", "ivory coast": "CI", "china, mainland": "CN",
    }  # fmt: skip


def _codes() -> frozenset[str]:
    return frozenset(_names().values()) - {"ZZ", "EU", "UN", "EZ"}


@lru_cache(maxsize=1024)
def country(written: str | None) -> str | None:
    """A country's code (ISO 3166-1 alpha-2) from its code or English name."""
    if not written:
        return None
    code = written.strip().upper()
    if code in _codes():
        return code
    return _names().get(written.strip().casefold())


def unmapped(codes: Iterator[str]) -> tuple[str, ...]:
    """A note for each code that nobody mapped yet, once."""
    return tuple(f"unmapped code {code!r}" for code in dict.fromkeys(codes) if code)

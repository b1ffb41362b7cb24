"""A moment as carriers write it. Slices of one isoformat, because strftime would be most of what an answer costs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple


class Stamp(NamedTuple):
    """Parts of a local time: day 2026-11-04, clock 12:34:01, offset -07:00."""

    day: str
    clock: str
    offset: str


def stamp(at: datetime) -> Stamp:
    """`at` (aware) in its own offset, fractions of a second cut off."""
    text = at.isoformat(timespec="seconds")
    return Stamp(text[:10], text[11:19], text[19:])


def greenwich(at: datetime) -> Stamp:
    """`at` in UTC."""
    return stamp(at.astimezone(UTC))


def compact(part: str) -> str:
    """A day or a clock without its separators: 20261104, 123401."""
    return part.replace("-", "").replace(":", "")

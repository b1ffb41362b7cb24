"""Which time of an order is written without an offset from UTC? Whoever fills one in shall be able to say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

_OF_PARTS = (("lines", ("collected_at",)), ("shipments", ("shipped_at", "delivered_at")))


def first_without_offset(raw: dict[str, Any]) -> str | None:
    """The path of the first such field of a raw order; one is told for all, as a file has either all of them or none."""
    return next((path for path, value in _times(raw) if _is_naive(value)), None)


def _times(raw: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "placed_at", raw.get("placed_at")
    for part, names in _OF_PARTS:
        entries = raw.get(part)
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict):
                yield from ((f"{part}[{index}].{name}", entry.get(name)) for name in names)


def _is_naive(value: Any) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value.strip()).tzinfo is None
    except ValueError:  # no time at all, or one with a blank before its offset
        return False

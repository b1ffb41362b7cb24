"""How is a scan kept in a row, and how does it come back? The two directions of one translation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from wesupply_ui.domain.tracking.history import KeyedScan
from wesupply_ui.domain.tracking.reading import ClockSource, Place, ReadScan
from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone


def to_row(each: KeyedScan) -> dict[str, Any]:
    """The columns of a scan that come from the carrier's answer; one that differs under the same key is a correction.

    `at` in UTC; `offset_minutes` None where nothing is known of the place's clock.
    """
    scan, meaning, place = each.scan, each.scan.meaning or Meaning(), each.scan.place
    offset = scan.at.utcoffset() or timedelta(0)
    return {
        "at": scan.at.astimezone(UTC),
        "offset_minutes": None if scan.clock is ClockSource.ASSUMED else int(offset.total_seconds() // 60),
        "clock": scan.clock.value,
        "text": scan.text,
        "code": scan.code,
        "city": place.city,
        "region": place.region,
        "postcode": place.postcode,
        "country": place.country,
        "milestone": meaning.milestone.value if meaning.milestone else None,
        "condition": meaning.condition.value if meaning.condition else None,
        "reason": meaning.reason,
        "is_mapped": scan.meaning is not None,
    }


def from_row(row: Mapping[str, Any] | Any) -> KeyedScan:
    """A scan as it was read, from a row (anything with the columns as attributes)."""
    meaning = Meaning(Milestone(row.milestone) if row.milestone else None, Condition(row.condition) if row.condition else None, row.reason)
    place = Place(row.city, row.region, row.postcode, row.country)
    at = local(row.at, row.offset_minutes)
    return KeyedScan(row.key, ReadScan(at, row.text, row.code, place, meaning if row.is_mapped else None, ClockSource(row.clock)))


def is_corrected(row: Any, each: KeyedScan) -> bool:
    """Whether the carrier tells a stored scan (a row under the same key) otherwise now."""
    scan, meaning, place = each.scan, each.scan.meaning, each.scan.place
    if (row.text, row.code, row.clock) != (scan.text, scan.code, scan.clock) or row.at != scan.at:
        return True
    if (row.city, row.region, row.postcode, row.country) != (place.city, place.region, place.postcode, place.country):
        return True
    if meaning is None or not row.is_mapped:
        return row.is_mapped != (meaning is not None)
    return (row.milestone, row.condition, row.reason) != (meaning.milestone, meaning.condition, meaning.reason)


def local(at: datetime, offset_minutes: int | None) -> datetime:
    """An instant with the place's own offset; UTC where that is unknown."""
    return at.astimezone(timezone(timedelta(minutes=offset_minutes)) if offset_minutes else UTC)

"""Scans in one readable line, for the tests of tracking."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from wesupply_ui.domain.tracking.reading import ClockSource, Place, ReadScan
from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone

START = datetime(2026, 11, 16, 8, tzinfo=timezone(timedelta(hours=-6)))
ORIGIN, HUB, TOWN = Place("Columbus", "OH", "43004", "US"), Place("Memphis", "TN", None, "US"), Place("Austin", "TX", "78701", "US")

LABEL = Meaning(Milestone.LABEL_CREATED, Condition.OK)
ACCEPTED = Meaning(Milestone.ACCEPTED, Condition.OK)
MOVING = Meaning(Milestone.IN_TRANSIT, Condition.OK)
VAN = Meaning(Milestone.OUT_FOR_DELIVERY, Condition.OK)
DELIVERED = Meaning(Milestone.DELIVERED, Condition.OK)
COLLECT = Meaning(Milestone.AVAILABLE_FOR_PICKUP, Condition.OK, "waiting_for_collection")
NOBODY_HOME = Meaning(None, Condition.ATTEMPT_FAILED, "nobody_home")
DELAYED = Meaning(None, Condition.DELAYED, "weather")
RETURNING = Meaning(Milestone.IN_TRANSIT, Condition.RETURNING)
RETURNED = Meaning(Milestone.RETURNED, Condition.OK)
LOST = Meaning(None, Condition.LOST, "lost")
DAMAGED = Meaning(None, Condition.DAMAGED, "damaged")
NOTE = Meaning()


def at(hours: float) -> datetime:
    """So many hours after the label."""
    return START + timedelta(hours=hours)


def scan(hours: float, meaning: Meaning | None, place: Place = HUB, *, code: str = "", text: str = "", clock: str = "carrier") -> ReadScan:
    """A scan `hours` after the label; its code tells the meaning unless one is given."""
    said = f"{meaning.milestone}/{meaning.condition}/{meaning.reason}" if meaning else "??"
    return ReadScan(at(hours), text or said, code or said, place, meaning, ClockSource(clock))


def in_utc(scan: ReadScan) -> datetime:
    """When it happened, UTC."""
    return scan.at.astimezone(UTC)

"""Should the merchant's staff look at this parcel, and why? Pure. The kinds are those of the overview: see `KINDS`."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from wesupply_ui.domain.tracking.status import Condition, Milestone

KINDS = ("exception", "attempt_failed", "silent", "late")
"""The most pressing first: an order with several parcels shows the first kind that any of them has.

Silence comes before lateness: nearly every silent parcel grows late too, and asking where it is is more urgent than telling of the delay.
"""

_BY_CONDITION = {
    Condition.ATTEMPT_FAILED: "attempt_failed",
    Condition.DELAYED: "late",
    Condition.SILENT: "silent",
    Condition.HELD: "exception",
    Condition.RETURNING: "exception",
    Condition.DAMAGED: "exception",
    Condition.LOST: "exception",
    Condition.CANCELLED: "exception",
}


def late_from(due_on: date) -> datetime:
    """The instant from which a parcel due on that day is late: noon UTC of the next.

    By then the day is over in all of the Americas but Hawaii; a European parcel is called late in the afternoon instead of at midnight.
    """
    return datetime.combine(due_on + timedelta(days=1), time(12), tzinfo=UTC)


def is_late(milestone: Milestone, due_on: date | None, first_due_on: date | None, now: datetime) -> bool:
    """Not there although the day has passed that the carrier said last, or first when it took the later ones back."""
    due = due_on or first_due_on
    return due is not None and not _is_there(milestone) and now >= late_from(due)


def kind(milestone: Milestone, condition: Condition, due_on: date | None, first_due_on: date | None, now: datetime) -> str | None:
    """One of `KINDS`, or None. A returned parcel is back and told of by its milestone; trouble told after delivery still counts.

    What the condition says comes first; the calendar decides only where it says nothing.
    """
    if milestone is Milestone.RETURNED:
        return None
    told = _BY_CONDITION.get(condition)
    if told is None and is_late(milestone, due_on, first_due_on, now):
        return "late"
    return told


def _is_there(milestone: Milestone) -> bool:
    return milestone.is_final or milestone is Milestone.AVAILABLE_FOR_PICKUP

"""How long without news is too long? Pure: a table of the usual time between two scans, by what the last one said."""

from __future__ import annotations

from datetime import datetime, timedelta

from wesupply_ui.domain.tracking.status import Condition, Milestone

_DAY = timedelta(days=1)

# A weekend with a holiday fits into four days; a van is home by night; a pickup point keeps a parcel for a week or two.
_USUAL: dict[Milestone, timedelta] = {
    Milestone.LABEL_CREATED: 4 * _DAY,
    Milestone.ACCEPTED: 3 * _DAY,
    Milestone.IN_TRANSIT: 4 * _DAY,
    Milestone.OUT_FOR_DELIVERY: 1.5 * _DAY,
    Milestone.AVAILABLE_FOR_PICKUP: 14 * _DAY,
}
_WHEN_DELAYED = 2 * _DAY
"""A carrier that says it is late has told what there is to tell for that much longer."""

CAN_FALL_SILENT = frozenset({Condition.OK, Condition.DELAYED})
"""A parcel in any other trouble already asks for attention; silence would hide what it is."""


def silent_from(
    milestone: Milestone, condition: Condition, *, last_scan_at: datetime | None, registered_at: datetime, is_return: bool = False
) -> datetime | None:
    """From when on no news is too little; None where none is expected. Counts from the last scan, without one from the registration."""
    if condition not in CAN_FALL_SILENT or milestone not in _USUAL:
        return None
    if is_return and milestone is Milestone.LABEL_CREATED:  # shoppers post what they send back when they find the time
        return None
    since = last_scan_at or registered_at
    if milestone is Milestone.LABEL_CREATED:  # labels may be printed long before the shop ships with them
        since = max(since, registered_at)
    return since + usual(condition)[milestone]


def usual(condition: Condition) -> dict[Milestone, timedelta]:
    """How long no news is usual at each milestone; where none is expected it is missing."""
    more = _WHEN_DELAYED if condition is Condition.DELAYED else timedelta(0)
    return {milestone: length + more for milestone, length in _USUAL.items()}


def reason_of(milestone: Milestone) -> str:
    """Why it may be silent: before the first scan the carrier probably never got it."""
    return "not_handed_over" if milestone is Milestone.LABEL_CREATED else "no_news"

"""Which trouble is a parcel in, and since when? Pure. One kind at a time, the worst; a case is kept for each (`keep_cases`)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from wesupply_ui.domain.tracking import attention, silence
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Condition, Milestone, Party

KINDS = ("lost", "damaged", "returning", "action_needed", "attempt_failed", "held", "silent", "late", "cancelled")
"""The most urgent first: what cannot arrive any more, what goes back, what waits for somebody, what nobody knows of, what comes late."""

URGENCY = {kind: place for place, kind in enumerate(KINDS)}

_BY_CONDITION = {
    Condition.LOST: "lost",
    Condition.DAMAGED: "damaged",
    Condition.RETURNING: "returning",
    Condition.ATTEMPT_FAILED: "attempt_failed",
    Condition.HELD: "held",
    Condition.SILENT: "silent",
    Condition.DELAYED: "late",
    Condition.CANCELLED: "cancelled",
}


class Standing(Protocol):
    """What of a parcel is asked for."""

    @property
    def milestone(self) -> str: ...

    @property
    def condition(self) -> str: ...

    @property
    def reason(self) -> str | None: ...

    @property
    def due_on(self) -> date | None: ...

    @property
    def first_due_on(self) -> date | None: ...

    @property
    def last_scan_at(self) -> datetime | None: ...

    @property
    def registered_at(self) -> datetime: ...

    @property
    def is_return(self) -> bool: ...


def kind_of(parcel: Standing, now: datetime) -> str | None:
    """One of `KINDS`, or None. Held while somebody has to act is "action_needed"; the calendar says silent and late by itself."""
    milestone, condition = Milestone(parcel.milestone), Condition(parcel.condition)
    if milestone is Milestone.RETURNED:
        return None
    if condition is Condition.HELD and _somebody_must_act(parcel.reason):
        return "action_needed"
    if condition not in silence.CAN_FALL_SILENT:
        return _BY_CONDITION[condition]
    quiet_from = _silent_from(parcel)
    if quiet_from is not None and now >= quiet_from:
        return "silent"
    if condition is Condition.DELAYED or attention.is_late(milestone, parcel.due_on, parcel.first_due_on, now):
        return "late"
    return None


def since(parcel: Standing, kind: str, told_at: datetime | None, now: datetime) -> datetime:
    """When this trouble began: with the carrier's scan `told_at`, else by the calendar, else as we notice it; never after `now`."""
    begun = told_at
    if kind == "silent":
        begun = _silent_from(parcel) or told_at
    due = parcel.due_on or parcel.first_due_on
    if kind == "late" and parcel.condition != Condition.DELAYED and due is not None:
        begun = attention.late_from(due)
    return min(begun or now, now)


def responsible_for(kind: str, reason: str | None) -> str:
    """The party that caused it, a value of `Party`; what nobody explained is the carrier's only where the parcel is in its hands."""
    known = REASONS.get(reason or "")
    if known is not None and known.responsible is not Party.UNKNOWN:
        return known.responsible.value
    return Party.CARRIER.value if kind in ("late", "lost", "damaged") else Party.UNKNOWN.value


def _somebody_must_act(reason: str | None) -> bool:
    known = REASONS.get(reason or "")
    return known is not None and known.action is not None and known.action_by in (Party.SHOPPER, Party.MERCHANT)


def _silent_from(parcel: Standing) -> datetime | None:
    milestone, condition = Milestone(parcel.milestone), Condition(parcel.condition)
    condition = Condition.OK if condition is Condition.SILENT else condition
    return silence.silent_from(
        milestone, condition, last_scan_at=parcel.last_scan_at, registered_at=parcel.registered_at, is_return=parcel.is_return
    )

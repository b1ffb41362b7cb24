"""What is wrong with some parcels of an order? Which trouble is worse, and how it is said of one or more of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Condition, Milestone, Party
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals.shopper.tracking.saying import Saying
from wesupply_ui.portals.shopper.tracking.sentence import TRIED


class Trouble(IntEnum):
    """The higher, the worse. Those on their way back and those that are back count together."""

    LATE = 1
    DELAYED = 2
    SILENT = 3
    HELD = 4
    ATTEMPT_FAILED = 5
    BACK = 6
    DAMAGED = 7
    LOST = 8


_BY_CONDITION = {
    Condition.DELAYED: Trouble.DELAYED,
    Condition.SILENT: Trouble.SILENT,
    Condition.HELD: Trouble.HELD,
    Condition.ATTEMPT_FAILED: Trouble.ATTEMPT_FAILED,
    Condition.RETURNING: Trouble.BACK,
    Condition.DAMAGED: Trouble.DAMAGED,
    Condition.LOST: Trouble.LOST,
}
_ARRIVING = (Milestone.OUT_FOR_DELIVERY, Milestone.AVAILABLE_FOR_PICKUP)


def trouble_of(parcel: Parcel, saying: Saying) -> Trouble | None:
    """What is wrong with this one; a delivered parcel can only be damaged. None while all is well."""
    milestone, condition = Milestone(parcel.milestone), Condition(parcel.condition)
    if milestone is Milestone.RETURNED:
        return Trouble.BACK
    if milestone is Milestone.DELIVERED:
        return Trouble.DAMAGED if condition is Condition.DAMAGED else None
    is_late = bool(parcel.due_on and parcel.due_on < saying.today) and milestone not in _ARRIVING
    return _BY_CONDITION.get(condition) or (Trouble.LATE if is_late else None)


def trouble_said(trouble: Trouble, parcels: Sequence[Parcel], some: str, saying: Saying, *, of: int, shop: str) -> str:
    """The sentence, its first word in small letters. `parcels`, of an order's `of`, all have this trouble; `some`: how they are called."""
    number, is_all = len(parcels), len(parcels) == of
    if trouble is Trouble.LOST:
        return _lost(parcels, some, is_all=is_all)
    if trouble is Trouble.DAMAGED:
        has_arrived = all(parcel.milestone == Milestone.DELIVERED for parcel in parcels)
        if has_arrived:
            return ngettext("{some} arrived damaged", "{some} arrived damaged", number, some=some)
        return ngettext("{some} was damaged on the way", "{some} were damaged on the way", number, some=some)
    if trouble is Trouble.BACK:
        is_back = all(parcel.milestone == Milestone.RETURNED for parcel in parcels)
        if is_back:
            return ngettext("{some} went back to {shop}", "{some} went back to {shop}", number, some=some, shop=shop)
        return ngettext("{some} is on its way back to {shop}", "{some} are on their way back to {shop}", number, some=some, shop=shop)
    if trouble is Trouble.ATTEMPT_FAILED:
        return _tried(parcels, some)
    if trouble is Trouble.HELD:
        return _held(parcels, some)
    if trouble is Trouble.SILENT:
        return _silent(parcels, some, saying)
    return _late(trouble, parcels, some, saying)


def _lost(parcels: Sequence[Parcel], some: str, *, is_all: bool) -> str:
    if is_all:
        return _("{some} are lost", some=some)  # "can't find all parcels" could mean that some are found
    if carrier := _one_carrier(parcels):
        return _("{carrier} can't find {some}", carrier=carrier, some=some)
    return ngettext("{some} can't be found", "{some} can't be found", len(parcels), some=some)


def _tried(parcels: Sequence[Parcel], some: str) -> str:
    carrier, reason = _one_carrier(parcels), _one_reason(parcels)
    words = (
        _("{carrier} tried to deliver {some}", carrier=carrier, some=some)
        if carrier
        else ngettext("{some} could not be delivered", "{some} could not be delivered", len(parcels), some=some)
    )
    return f"{words}, {_(TRIED[reason])}" if reason in TRIED else words


def _held(parcels: Sequence[Parcel], some: str) -> str:
    reason = _one_reason(parcels)
    if reason == "customs_documents":
        return _("customs needs papers for {some}", some=some)
    if reason == "customs_duties":
        return _("duties or taxes are due for {some}", some=some)
    number = len(parcels)
    by = {each.responsible if (each := REASONS.get(parcel.reason or "")) else None for parcel in parcels}
    if by == {Party.CUSTOMS}:
        return ngettext("{some} is held up by customs", "{some} are held up by customs", number, some=some)
    if reason == "weather":
        return ngettext("{some} is held up by the weather", "{some} are held up by the weather", number, some=some)
    if carrier := _one_carrier(parcels):
        return _("{carrier} is holding {some}", carrier=carrier, some=some)
    return ngettext("{some} is on hold", "{some} are on hold", number, some=some)


def _silent(parcels: Sequence[Parcel], some: str, saying: Saying) -> str:
    scanned = [parcel.last_scan_at for parcel in parcels if parcel.last_scan_at]
    if not scanned:
        return ngettext("{some} waits for its first scan", "{some} wait for their first scan", len(parcels), some=some)
    if len(scanned) < len(parcels):
        return _("no news of {some}", some=some)
    since = saying.plain_day(max(scanned).astimezone(saying.zone).date())
    return _("no news of {some} since {day}", some=some, day=since)


def _late(trouble: Trouble, parcels: Sequence[Parcel], some: str, saying: Saying) -> str:
    number = len(parcels)
    if trouble is Trouble.LATE:
        return ngettext("{some} is running late", "{some} are running late", number, some=some)
    days = sorted({parcel.due_on for parcel in parcels if parcel.due_on and parcel.due_on >= saying.today})
    if not days or not all(parcel.due_on in days for parcel in parcels):
        return ngettext("{some} is delayed", "{some} are delayed", number, some=some)
    if len(days) == 1:
        arriving = {"some": some, "day": saying.near_day(days[-1])}
        return ngettext("{some} is delayed, now arriving {day}", "{some} are delayed, now arriving {day}", number, **arriving)
    return _("{some} are delayed, now arriving by {day}", some=some, day=saying.plain_day(days[-1]))


def _one_carrier(parcels: Sequence[Parcel]) -> str:
    names = {carrier_name(parcel.carrier) for parcel in parcels}
    return names.pop() if len(names) == 1 else ""


def _one_reason(parcels: Sequence[Parcel]) -> str | None:
    reasons = {parcel.reason for parcel in parcels}
    return reasons.pop() if len(reasons) == 1 else None

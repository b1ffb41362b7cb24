"""What is wrong with some parcels of an order? Which trouble is worse, and how it is said of one or more of them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Condition, Milestone, Party
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


def trouble_said(trouble: Trouble, parcels: Sequence[Parcel], some: str, saying: Saying, *, shop: str) -> str:
    """The sentence, its first word in small letters. `parcels` all have this trouble; `some` is how they are called ("2 of 3 parcels")."""
    number = len(parcels)
    if trouble is Trouble.LOST:
        return _lost(parcels, some)
    if trouble is Trouble.DAMAGED:
        has_arrived = all(parcel.milestone == Milestone.DELIVERED for parcel in parcels)
        return f"{some} arrived damaged" if has_arrived else f"{some} {_one_or_more(number, 'was', 'were')} damaged on the way"
    if trouble is Trouble.BACK:
        is_back = all(parcel.milestone == Milestone.RETURNED for parcel in parcels)
        are = _one_or_more(number, "is on its", "are on their")
        return f"{some} went back to {shop}" if is_back else f"{some} {are} way back to {shop}"
    if trouble is Trouble.ATTEMPT_FAILED:
        return _tried(parcels, some)
    if trouble is Trouble.HELD:
        return _held(parcels, some)
    if trouble is Trouble.SILENT:
        return _silent(parcels, some, saying)
    return _late(trouble, parcels, some, saying)


def _lost(parcels: Sequence[Parcel], some: str) -> str:
    if some.startswith(("both", "all")):
        return f"{some} are lost"  # "can't find all parcels" could mean that some are found
    return f"{carrier} can't find {some}" if (carrier := _one_carrier(parcels)) else f"{some} can't be found"


def _tried(parcels: Sequence[Parcel], some: str) -> str:
    carrier, reason = _one_carrier(parcels), _one_reason(parcels)
    words = f"{carrier} tried to deliver {some}" if carrier else f"{some} could not be delivered"
    return f"{words}, {TRIED[reason]}" if reason in TRIED else words


def _held(parcels: Sequence[Parcel], some: str) -> str:
    reason = _one_reason(parcels)
    if reason == "customs_documents":
        return f"customs needs papers for {some}"
    if reason == "customs_duties":
        return f"duties or taxes are due for {some}"
    are = _one_or_more(len(parcels), "is", "are")
    by = {each.responsible if (each := REASONS.get(parcel.reason or "")) else None for parcel in parcels}
    if by == {Party.CUSTOMS}:
        return f"{some} {are} held up by customs"
    if reason == "weather":
        return f"{some} {are} held up by the weather"
    return f"{carrier} is holding {some}" if (carrier := _one_carrier(parcels)) else f"{some} {are} on hold"


def _silent(parcels: Sequence[Parcel], some: str, saying: Saying) -> str:
    scanned = [parcel.last_scan_at for parcel in parcels if parcel.last_scan_at]
    if not scanned:
        return f"{some} {_one_or_more(len(parcels), 'waits for its', 'wait for their')} first scan"
    if len(scanned) < len(parcels):
        return f"no news of {some}"
    return f"no news of {some} since {saying.near_day(max(scanned).astimezone(saying.zone).date())}"


def _late(trouble: Trouble, parcels: Sequence[Parcel], some: str, saying: Saying) -> str:
    are = _one_or_more(len(parcels), "is", "are")
    if trouble is Trouble.LATE:
        return f"{some} {are} running late"
    days = sorted({parcel.due_on for parcel in parcels if parcel.due_on and parcel.due_on >= saying.today})
    if not days or not all(parcel.due_on in days for parcel in parcels):
        return f"{some} {are} delayed"
    return f"{some} {are} delayed, now arriving {'' if len(days) == 1 else 'by '}{saying.near_day(days[-1])}"


def _one_carrier(parcels: Sequence[Parcel]) -> str:
    names = {carrier_name(parcel.carrier) for parcel in parcels}
    return names.pop() if len(names) == 1 else ""


def _one_reason(parcels: Sequence[Parcel]) -> str | None:
    reasons = {parcel.reason for parcel in parcels}
    return reasons.pop() if len(reasons) == 1 else None


def _one_or_more(number: int, one: str, more: str) -> str:
    return one if number == 1 else more

"""What is happening to several parcels, in one sentence? The worst first, then what comes today, then the days of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.portals.shopper.tracking.saying import Saying
from wesupply_ui.portals.shopper.tracking.sentence import Sentence
from wesupply_ui.portals.shopper.tracking.troubles import trouble_of, trouble_said
from wesupply_ui.portals.shopper.tracking.way import way_of


def of_several(parcels: Sequence[Parcel], saying: Saying, *, shop: str) -> Sentence:
    """Two parcels or more, none of them a cancelled label."""
    return (
        _all_arrived(parcels, shop=shop)
        or _trouble(parcels, saying, shop=shop)
        or _same_stop(parcels, Milestone.AVAILABLE_FOR_PICKUP, "ready for you to collect")
        or _same_stop(parcels, Milestone.OUT_FOR_DELIVERY, "out for delivery today")
        or _on_their_way(parcels, saying)
    )


def some_of(number: int, count: int) -> str:
    """ "one of 3 parcels", "2 of 3 parcels", "both parcels", "all 3 parcels"."""
    if number == count:
        return "both parcels" if count == 2 else f"all {count} parcels"
    return f"{'one' if number == 1 else number} of {count} parcels"


def _all_arrived(parcels: Sequence[Parcel], *, shop: str) -> Sentence | None:
    """Nothing more is coming: all are delivered or back."""
    count, about = len(parcels), tuple(parcels)
    delivered = [parcel for parcel in parcels if parcel.milestone == Milestone.DELIVERED]
    back = [parcel for parcel in parcels if parcel.milestone == Milestone.RETURNED]
    damaged = tuple(parcel for parcel in delivered if parcel.condition == Condition.DAMAGED)
    if len(delivered) + len(back) < count or (damaged and back):
        return None
    if damaged:
        which = "all of them" if len(damaged) == count else f"{_number(len(damaged))} of them"
        return Sentence(f"{_first_upper(some_of(count, count))} are delivered, {which} damaged", "problem", "octagon-alert", damaged)
    if not back:
        return Sentence(f"{_first_upper(some_of(count, count))} are delivered", "done", "circle-check", about)
    if not delivered:
        return Sentence(f"{_first_upper(some_of(count, count))} went back to {shop}", "problem", "undo-2", about)
    return Sentence(f"{len(delivered)} of {count} parcels delivered, {_number(len(back))} went back to {shop}", "problem", "undo-2", about)


def _trouble(parcels: Sequence[Parcel], saying: Saying, *, shop: str) -> Sentence | None:
    """The worst trouble with the number of parcels that have it; others in other troubles are counted."""
    troubles = [(trouble, parcel) for parcel in parcels if (trouble := trouble_of(parcel, saying))]
    if not troubles:
        return None
    worst = max(trouble for trouble, _ in troubles)
    about = tuple(parcel for trouble, parcel in troubles if trouble == worst)
    words = trouble_said(worst, about, some_of(len(about), len(parcels)), saying, shop=shop)
    others = len(troubles) - len(about)
    if others:
        words += ", another has a problem too" if others == 1 else f", {others} others have problems too"
    way = way_of(Milestone(about[0].milestone), Condition(about[0].condition))
    is_only_late = about[0].condition == Condition.OK and about[0].milestone != Milestone.RETURNED
    return Sentence(_first_upper(words), "attention" if is_only_late else way.tone, "clock" if is_only_late else way.icon, about)


def _same_stop(parcels: Sequence[Parcel], milestone: Milestone, where: str) -> Sentence | None:
    """Those that have come to a stop where the shopper should know of them today."""
    there = tuple(parcel for parcel in parcels if parcel.milestone == milestone)
    if not there:
        return None
    way = way_of(milestone, Condition.OK)
    return Sentence(f"{_first_upper(some_of(len(there), len(parcels)))} {_are(len(there))} {where}", way.tone, way.icon, there)


def _on_their_way(parcels: Sequence[Parcel], saying: Saying) -> Sentence:
    """All is well, and something is still coming."""
    count, about = len(parcels), tuple(parcels)
    open_ones = [parcel for parcel in parcels if parcel.milestone != Milestone.DELIVERED]
    delivered = count - len(open_ones)
    days = sorted({parcel.due_on for parcel in open_ones if parcel.due_on and parcel.due_on >= saying.today})
    is_known = bool(days) and all(parcel.due_on for parcel in open_ones)
    words = f"{count} parcels on their way to you"
    if delivered:
        words = f"{delivered} of {count} parcels delivered, the rest {_by(days, saying) if is_known else 'on the way'}"
    elif is_known and len(days) == 1:
        words = f"{count} parcels arriving {saying.near_day(days[0])}"
    elif days:
        words = f"{count} parcels, the first arriving {saying.near_day(days[0])}"
        about = tuple(parcel for parcel in open_ones if parcel.due_on == days[0])
    return Sentence(words, "moving", "truck", about)


def _by(days: Sequence[date], saying: Saying) -> str:
    last = saying.near_day(days[-1])
    return last if last in ("today", "tomorrow") else f"by {last}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _number(number: int) -> str:
    return "one" if number == 1 else str(number)


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]

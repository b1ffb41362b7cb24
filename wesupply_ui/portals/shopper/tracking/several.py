"""What is happening to several parcels, in one sentence? The worst first, then what comes today, then the days of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals.shopper.tracking.saying import Saying
from wesupply_ui.portals.shopper.tracking.sentence import Sentence
from wesupply_ui.portals.shopper.tracking.troubles import trouble_of, trouble_said
from wesupply_ui.portals.shopper.tracking.way import way_of


def of_several(parcels: Sequence[Parcel], saying: Saying, *, shop: str) -> Sentence:
    """Two parcels or more, none of them a cancelled label."""
    return (
        _all_arrived(parcels, shop=shop)
        or _trouble(parcels, saying, shop=shop)
        or _same_stop(parcels, Milestone.AVAILABLE_FOR_PICKUP)
        or _same_stop(parcels, Milestone.OUT_FOR_DELIVERY)
        or _on_their_way(parcels, saying)
    )


def some_of(number: int, count: int) -> str:
    """ "one of 3 parcels", "2 of 3 parcels", "both parcels", "all 3 parcels"."""
    if number == count:
        return _("both parcels") if count == 2 else _("all {count} parcels", count=count)
    return _("one of {count} parcels", count=count) if number == 1 else _("{n} of {count} parcels", n=number, count=count)


def _all_arrived(parcels: Sequence[Parcel], *, shop: str) -> Sentence | None:
    """Nothing more is coming: all are delivered or back."""
    count, about = len(parcels), tuple(parcels)
    delivered = [parcel for parcel in parcels if parcel.milestone == Milestone.DELIVERED]
    back = [parcel for parcel in parcels if parcel.milestone == Milestone.RETURNED]
    damaged = tuple(parcel for parcel in delivered if parcel.condition == Condition.DAMAGED)
    if len(delivered) + len(back) < count or (damaged and back):
        return None
    all_ = some_of(count, count)
    if damaged:
        words = (
            _("{some} are delivered, all of them damaged", some=all_)
            if len(damaged) == count
            else ngettext(
                "{some} are delivered, one of them damaged", "{some} are delivered, {count} of them damaged", len(damaged), some=all_
            )
        )
        return Sentence(_first_upper(words), "problem", "octagon-alert", damaged)
    if not back:
        return Sentence(_first_upper(_("{some} are delivered", some=all_)), "done", "circle-check", about)
    if not delivered:
        return Sentence(
            _first_upper(ngettext("{some} went back to {shop}", "{some} went back to {shop}", count, some=all_, shop=shop)),
            "problem",
            "undo-2",
            about,
        )
    words = ngettext(
        "{delivered} of {all} parcels delivered, one went back to {shop}",
        "{delivered} of {all} parcels delivered, {count} went back to {shop}",
        len(back),
        delivered=len(delivered),
        all=count,
        shop=shop,
    )
    return Sentence(words, "problem", "undo-2", about)


def _trouble(parcels: Sequence[Parcel], saying: Saying, *, shop: str) -> Sentence | None:
    """The worst trouble with the number of parcels that have it; others in other troubles are counted."""
    troubles = [(trouble, parcel) for parcel in parcels if (trouble := trouble_of(parcel, saying))]
    if not troubles:
        return None
    worst = max(each[0] for each in troubles)
    about = tuple(parcel for trouble, parcel in troubles if trouble == worst)
    words = trouble_said(worst, about, some_of(len(about), len(parcels)), saying, of=len(parcels), shop=shop)
    others = len(troubles) - len(about)
    if others:
        more = ngettext(", another has a problem too", ", {count} others have problems too", others)
        words += more
    way = way_of(Milestone(about[0].milestone), Condition(about[0].condition))
    is_only_late = about[0].condition == Condition.OK and about[0].milestone != Milestone.RETURNED
    return Sentence(_first_upper(words), "attention" if is_only_late else way.tone, "clock" if is_only_late else way.icon, about)


def _same_stop(parcels: Sequence[Parcel], milestone: Milestone) -> Sentence | None:
    """Those that have come to a stop where the shopper should know of them today."""
    there = tuple(parcel for parcel in parcels if parcel.milestone == milestone)
    if not there:
        return None
    way = way_of(milestone, Condition.OK)
    some = some_of(len(there), len(parcels))
    words = (
        ngettext("{some} is ready for you to collect", "{some} are ready for you to collect", len(there), some=some)
        if milestone is Milestone.AVAILABLE_FOR_PICKUP
        else ngettext("{some} is out for delivery today", "{some} are out for delivery today", len(there), some=some)
    )
    return Sentence(_first_upper(words), way.tone, way.icon, there)


def _on_their_way(parcels: Sequence[Parcel], saying: Saying) -> Sentence:
    """All is well, and something is still coming."""
    count, about = len(parcels), tuple(parcels)
    open_ones = [parcel for parcel in parcels if parcel.milestone != Milestone.DELIVERED]
    delivered = count - len(open_ones)
    days = sorted({parcel.due_on for parcel in open_ones if parcel.due_on and parcel.due_on >= saying.today})
    is_known = bool(days) and all(parcel.due_on for parcel in open_ones)
    words = _("{n} parcels on their way to you", n=count)
    if delivered:
        words = _rest(delivered, count, days if is_known else [], saying)
    elif is_known and len(days) == 1:
        words = _("{n} parcels arriving {day}", n=count, day=saying.near_day(days[0]))
    elif days:
        words = _("{n} parcels, the first arriving {day}", n=count, day=saying.near_day(days[0]))
        about = tuple(parcel for parcel in open_ones if parcel.due_on == days[0])
    return Sentence(words, "moving", "truck", about)


def _rest(delivered: int, count: int, days: Sequence[date], saying: Saying) -> str:
    """Some have come; `days`: when the others will, the last one at the end, empty when not all of that is known."""
    known = {"n": delivered, "count": count}
    if not days:
        return ngettext(
            "{n} of {count} parcels delivered, the rest on the way",
            "{n} of {count} parcels delivered, the rest on the way",
            delivered,
            **known,
        )
    if (days[-1] - saying.today).days < 2:
        return ngettext(
            "{n} of {count} parcels delivered, the rest {day}",
            "{n} of {count} parcels delivered, the rest {day}",
            delivered,
            day=saying.near_day(days[-1]),
            **known,
        )
    return ngettext(
        "{n} of {count} parcels delivered, the rest by {day}",
        "{n} of {count} parcels delivered, the rest by {day}",
        delivered,
        day=saying.plain_day(days[-1]),
        **known,
    )


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]

"""What is happening, in one sentence: of one parcel, and of all parcels of an order together."""

from __future__ import annotations

from collections.abc import Sequence

from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.following import FollowedParcel
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.shopper.tracking.saying import Saying
from wesupply_ui.portals.shopper.tracking.sentence import TRIED, Sentence
from wesupply_ui.portals.shopper.tracking.several import of_several
from wesupply_ui.portals.shopper.tracking.way import way_of


def of_order(order: Order, lines: Sequence[OrderLine], parcels: Sequence[FollowedParcel], saying: Saying, *, shop: str) -> Sentence:
    """Several parcels are told as one story: trouble first, then what has come and when the rest will."""
    real = [each.parcel for each in parcels if each.parcel.condition != Condition.CANCELLED]
    if order.status == "cancelled" and not any(Milestone(parcel.milestone).rank > 0 for parcel in real):
        return Sentence(_("This order was cancelled"), "quiet", "ban")
    if not parcels:
        return _before_parcels(lines)
    if not real:
        return Sentence(_("A new label is being made for this order"), "quiet", "package")
    if len(real) == 1:
        return of_parcel(real[0], saying, shop=shop)
    return of_several(real, saying, shop=shop)


def of_parcel(parcel: Parcel, saying: Saying, *, shop: str) -> Sentence:
    """A trouble is said before any date, until the parcel has arrived."""
    milestone, condition = Milestone(parcel.milestone), Condition(parcel.condition)
    way = way_of(milestone, condition)
    if milestone.is_final or condition is Condition.OK:
        words = _as_planned(parcel, milestone, saying, shop=shop)
    else:
        words = _in_trouble(parcel, condition, saying, shop=shop)
    is_late = condition is Condition.OK and not milestone.is_final and bool(parcel.due_on and parcel.due_on < saying.today)
    return Sentence(words, "attention" if is_late else way.tone, "clock" if is_late else way.icon, (parcel,))


def _as_planned(parcel: Parcel, milestone: Milestone, saying: Saying, *, shop: str) -> str:
    if milestone is Milestone.DELIVERED:
        is_damaged, when = parcel.condition == Condition.DAMAGED, _when_delivered(parcel, saying)
        if not when:
            return _("Delivered, but damaged") if is_damaged else _("Delivered")
        return _("Delivered {when}, but damaged", when=when) if is_damaged else _("Delivered {when}", when=when)
    if milestone is Milestone.RETURNED:
        return _("This parcel went back to {shop}", shop=shop)
    if milestone is Milestone.AVAILABLE_FOR_PICKUP:
        return _("Ready for you to collect")
    hours = saying.span(parcel.estimated_from, parcel.estimated_to)
    if milestone is Milestone.OUT_FOR_DELIVERY:
        return (
            _("Out for delivery, arriving {hours}", hours=hours) if hours and parcel.due_on == saying.today else _("Out for delivery today")
        )
    if parcel.due_on and parcel.due_on < saying.today:
        return _("Running late: it was due {day}", day=saying.near_day(parcel.due_on))
    if parcel.due_on:
        day = f"{saying.near_day(parcel.due_on)} {hours}".strip()
        return _("Getting ready, expected {day}", day=day) if milestone is Milestone.LABEL_CREATED else _("Arriving {day}", day=day)
    if milestone is Milestone.LABEL_CREATED:
        return _("Packed and waiting for {carrier}", carrier=carrier_name(parcel.carrier))
    return _("On its way to you")


def _when_delivered(parcel: Parcel, saying: Saying) -> str:
    if parcel.delivered_at is None:
        return ""
    local = saying.local(parcel.delivered_at, parcel.delivered_offset)
    day = saying.near_day(local.date())
    is_near = abs((saying.today - local.date()).days) < 2
    return _("{day} at {time}", day=day, time=saying.clock(local)) if is_near else day


def _in_trouble(parcel: Parcel, condition: Condition, saying: Saying, *, shop: str) -> str:
    carrier, reason = carrier_name(parcel.carrier), REASONS.get(parcel.reason or "")
    if condition is Condition.DELAYED:
        due = parcel.due_on if parcel.due_on and parcel.due_on >= saying.today else None
        return _("Delayed, now arriving {day}", day=saying.near_day(due)) if due else _("Delayed, a new date will follow")
    if condition is Condition.SILENT:
        since = saying.plain_day(parcel.last_scan_at.astimezone(saying.zone).date()) if parcel.last_scan_at else ""
        return (
            _("No news from {carrier} since {day}", carrier=carrier, day=since)
            if since
            else _("{carrier} has not scanned this parcel yet", carrier=carrier)
        )
    if condition is Condition.ATTEMPT_FAILED:
        why = TRIED.get(parcel.reason or "")
        return (
            _("{carrier} tried to deliver, {why}", carrier=carrier, why=_(why)) if why else _("{carrier} tried to deliver", carrier=carrier)
        )
    if condition is Condition.HELD:
        is_told = reason is not None and reason.code != "other"
        return _(reason.words) if reason and is_told else _("{carrier} is holding this parcel", carrier=carrier)
    if condition is Condition.RETURNING:
        return _("This parcel is on its way back to {shop}", shop=shop)
    return {
        Condition.DAMAGED: _("This parcel was damaged on the way"),
        Condition.LOST: _("{carrier} can't find this parcel", carrier=carrier),
        Condition.CANCELLED: _("This parcel's label was cancelled"),
    }[condition]


def _before_parcels(lines: Sequence[OrderLine]) -> Sentence:
    kinds = {line.fulfilment for line in lines}
    if kinds == {"digital"}:
        return Sentence(_("Nothing to ship: it comes to you by mail"), "done", "mail")
    if kinds and kinds <= {"pickup", "digital"}:
        collected = all(line.collected_at for line in lines if line.fulfilment == "pickup")
        return Sentence(_("Collected") if collected else _("You collect this order in store"), "done" if collected else "moving", "store")
    return Sentence(_("We're getting your order ready"), "quiet", "package")

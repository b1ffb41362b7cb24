"""What is happening, in one sentence: of one parcel, and of all parcels of an order together."""

from __future__ import annotations

from collections.abc import Sequence

from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.following import FollowedParcel
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.reasons import REASONS
from wesupply_ui.domain.tracking.status import Condition, Milestone
from wesupply_ui.portals.shopper.tracking.saying import Saying
from wesupply_ui.portals.shopper.tracking.sentence import TRIED, Sentence
from wesupply_ui.portals.shopper.tracking.several import of_several
from wesupply_ui.portals.shopper.tracking.way import way_of


def of_order(order: Order, lines: Sequence[OrderLine], parcels: Sequence[FollowedParcel], saying: Saying, *, shop: str) -> Sentence:
    """Several parcels are told as one story: trouble first, then what has come and when the rest will."""
    real = [each.parcel for each in parcels if each.parcel.condition != Condition.CANCELLED]
    if order.status == "cancelled" and not any(Milestone(parcel.milestone).rank > 0 for parcel in real):
        return Sentence("This order was cancelled", "quiet", "ban")
    if not parcels:
        return _before_parcels(lines)
    if not real:
        return Sentence("A new label is being made for this order", "quiet", "package")
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
        damaged = ", but damaged" if parcel.condition == Condition.DAMAGED else ""
        return f"Delivered {_when_delivered(parcel, saying)}".strip() + damaged
    if milestone is Milestone.RETURNED:
        return f"This parcel went back to {shop}"
    if milestone is Milestone.AVAILABLE_FOR_PICKUP:
        return "Ready for you to collect"
    hours = saying.span(parcel.estimated_from, parcel.estimated_to)
    if milestone is Milestone.OUT_FOR_DELIVERY:
        return f"Out for delivery, arriving {hours}" if hours and parcel.due_on == saying.today else "Out for delivery today"
    if parcel.due_on and parcel.due_on < saying.today:
        return f"Running late: it was due {saying.near_day(parcel.due_on)}"
    if parcel.due_on:
        day = f"{saying.near_day(parcel.due_on)} {hours}".strip()
        return f"Getting ready, expected {day}" if milestone is Milestone.LABEL_CREATED else f"Arriving {day}"
    if milestone is Milestone.LABEL_CREATED:
        return f"Packed and waiting for {carrier_name(parcel.carrier)}"
    return "On its way to you"


def _when_delivered(parcel: Parcel, saying: Saying) -> str:
    if parcel.delivered_at is None:
        return ""
    local = saying.local(parcel.delivered_at, parcel.delivered_offset)
    day = saying.near_day(local.date())
    return f"{day} at {saying.clock(local)}" if day in ("today", "yesterday") else day


def _in_trouble(parcel: Parcel, condition: Condition, saying: Saying, *, shop: str) -> str:
    carrier, reason = carrier_name(parcel.carrier), REASONS.get(parcel.reason or "")
    if condition is Condition.DELAYED:
        due = parcel.due_on if parcel.due_on and parcel.due_on >= saying.today else None
        return f"Delayed, now arriving {saying.near_day(due)}" if due else "Delayed, a new date will follow"
    if condition is Condition.SILENT:
        since = saying.near_day(parcel.last_scan_at.astimezone(saying.zone).date()) if parcel.last_scan_at else ""
        return f"No news from {carrier} since {since}" if since else f"{carrier} has not scanned this parcel yet"
    if condition is Condition.ATTEMPT_FAILED:
        why = TRIED.get(parcel.reason or "")
        return f"{carrier} tried to deliver, {why}" if why else f"{carrier} tried to deliver"
    if condition is Condition.HELD:
        return reason.words if reason and reason.code != "other" else f"{carrier} is holding this parcel"
    if condition is Condition.RETURNING:
        return f"This parcel is on its way back to {shop}"
    return {
        Condition.DAMAGED: "This parcel was damaged on the way",
        Condition.LOST: f"{carrier} can't find this parcel",
        Condition.CANCELLED: "This parcel's label was cancelled",
    }[condition]


def _before_parcels(lines: Sequence[OrderLine]) -> Sentence:
    kinds = {line.fulfilment for line in lines}
    if kinds == {"digital"}:
        return Sentence("Nothing to ship: it comes to you by mail", "done", "mail")
    if kinds and kinds <= {"pickup", "digital"}:
        collected = all(line.collected_at for line in lines if line.fulfilment == "pickup")
        return Sentence("Collected" if collected else "You collect this order in store", "done" if collected else "moving", "store")
    return Sentence("We're getting your order ready", "quiet", "package")

"""How is one parcel told to staff? Its standing, its way, what is wrong and what would help, and how asking for it goes."""

from __future__ import annotations

from collections.abc import Collection

from wesupply_ui.domain.tracking.carrier_pages import carrier_name, carrier_page
from wesupply_ui.domain.tracking.following import FollowedParcel
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.status import Milestone
from wesupply_ui.kernel.language import N_, _, ngettext
from wesupply_ui.portals.merchant.order.rows import ParcelRow, StopRow
from wesupply_ui.portals.merchant.telling import Telling
from wesupply_ui.portals.merchant.trouble import failure_of, trouble_of
from wesupply_ui.portals.merchant.words import standing

_STOPS = (N_("Label"), N_("Shipped"), N_("In transit"), N_("Out for delivery"), N_("Delivered"))
_AT = {
    Milestone.LABEL_CREATED: 0,
    Milestone.ACCEPTED: 1,
    Milestone.IN_TRANSIT: 2,
    Milestone.OUT_FOR_DELIVERY: 3,
    Milestone.AVAILABLE_FOR_PICKUP: 3,
    Milestone.DELIVERED: 4,
    Milestone.RETURNED: 4,
}


def parcel_row(followed: FollowedParcel, tell: Telling, *, position: int, of: int, askable: Collection[str]) -> ParcelRow:
    """`askable`: codes of the carriers that can be asked."""
    parcel = followed.parcel
    word, tone = standing(parcel.milestone, parcel.condition)
    promise, promise_tone = tell.promise(parcel.milestone, parcel.due_on, parcel.first_due_on, parcel.delivered_at)
    moved = parcel.first_due_on and parcel.due_on and parcel.first_due_on != parcel.due_on and not parcel.delivered_at
    trouble, advice = trouble_of(parcel)
    unread = sum(not scan.is_mapped for scan in followed.scans)
    return ParcelRow(
        id=parcel.id,
        name=_("Parcel {n} of {all}", n=position, all=of) if of > 1 else _("Parcel"),
        carrier=carrier_name(parcel.carrier),
        carrier_url=carrier_page(parcel.carrier, parcel.number),
        number=parcel.number,
        service=parcel.service or "",
        word=word,
        tone=tone,
        milestone=parcel.milestone,
        promise=promise,
        promise_tone=promise_tone,
        former=_("first said {day}", day=tell.weekday(parcel.first_due_on)) if moved and parcel.first_due_on else "",
        stops=_stops(Milestone(parcel.milestone)),
        contents=[f"{inside.quantity} × {inside.line.title or inside.line.sku}" for inside in followed.contents],
        trouble=trouble,
        advice=advice,
        asked=_asked(parcel, tell),
        failure=failure_of(parcel.carrier, parcel.failure_code, parcel.failure_message, parcel.failures),
        signed_by=_("Signed by {name}", name=parcel.signed_by) if parcel.signed_by else "",
        unmapped=_unmapped(unread),
        can_be_asked=parcel.carrier in askable,
    )


def _stops(milestone: Milestone) -> list[StopRow]:
    names: list[str] = list(_STOPS)
    at = _AT[milestone]
    if milestone is Milestone.AVAILABLE_FOR_PICKUP:
        names[3:] = [N_("At pickup point"), N_("Collected")]
    elif milestone is Milestone.RETURNED:
        names[4] = N_("Back at sender")
    return [StopRow(_(name), "past" if index < at else "present" if index == at else "future") for index, name in enumerate(names)]


def _asked(parcel: Parcel, tell: Telling) -> str:
    """By the clock, not "8 minutes ago": a poll without news draws nothing anew."""
    last = _("Asked {when}", when=_lower(tell.moment(parcel.last_polled_at))) if parcel.last_polled_at else _("Not asked yet")
    if parcel.next_poll_at is None:
        return _("{last}; no longer asked", last=last)
    due = _("now") if parcel.next_poll_at <= tell.now else _lower(tell.moment(parcel.next_poll_at))
    return _("{last}; next {when}", last=last, when=due)


def _unmapped(scans: int) -> str:
    if not scans:
        return ""
    return ngettext(
        "{count} scan with a code that has no meaning yet; the carrier's text is shown",
        "{count} scans with a code that has no meaning yet; the carrier's text is shown",
        scans,
    )


def _lower(moment: str) -> str:
    return moment[:1].lower() + moment[1:]

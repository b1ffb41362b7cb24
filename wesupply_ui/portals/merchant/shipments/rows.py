"""Rows of the list of parcels, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.domain.tracking.listing import Inside, ParcelRow
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.order_address import order_href
from wesupply_ui.portals.merchant.telling import Telling
from wesupply_ui.portals.merchant.trouble import failure_of, trouble_of
from wesupply_ui.portals.merchant.words import standing


@dataclass(frozen=True)
class ShipmentRow:
    """One parcel of the list."""

    id: str
    number: str
    href: str
    carrier: str
    orders: str
    person: str
    status: str
    tone: str
    age: str
    promise: str
    promise_tone: str
    asked: str
    failure: str
    service: str = ""
    reason: str = ""
    news: str = ""
    registered: str = ""
    shipped: str = ""
    delivered: str = ""


def shipment_row(parcel: ParcelRow, inside: Sequence[Inside], tell: Telling, *, shared: set[str]) -> ShipmentRow:
    """`inside`: the orders in it; `shared`: numbers that several orders have."""
    status, tone = standing(parcel.milestone, parcel.condition)
    promise, promise_tone = tell.promise(parcel.milestone, parcel.due_on, parcel.first_due_on, parcel.delivered_at)
    first = inside[0] if inside else None
    more = len(inside) - 1
    numbers = first.number if first else _("Without an order")
    return ShipmentRow(
        id=parcel.id,
        number=parcel.number,
        href=order_href(first.number, first.id, is_shared=first.number in shared)
        if first
        else f"/app/shipments?{urlencode({'q': parcel.number})}",
        carrier=carrier_name(parcel.carrier),
        orders=_("{number} and {count} more", number=numbers, count=more) if more > 0 else numbers,
        person=(first.name or "") if first else "",
        status=status,
        tone=tone,
        age=tell.age(parcel.last_scan_at),
        promise=promise,
        promise_tone=promise_tone,
        asked=tell.away(parcel.last_polled_at) or _("not yet"),
        failure=failure_of(parcel.carrier, parcel.failure_code, None),
        service=parcel.service or "",
        reason=trouble_of(parcel)[0],
        news=tell.moment(parcel.last_scan_at),
        registered=tell.moment(parcel.registered_at),
        shipped=tell.moment(parcel.shipped_at),
        delivered=tell.moment(parcel.delivered_at),
    )

"""How is a return told to a machine? As the REST interface does it: money as text, instants with their offset, items with their tracks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.describe import iso
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.returns.amount_of import money_of, paid_out
from wesupply_ui.domain.returns.answer import money_json
from wesupply_ui.domain.returns.held import tracks_of
from wesupply_ui.domain.returns.links import return_url
from wesupply_ui.domain.returns.photos.links import SIZES, photo_link
from wesupply_ui.domain.returns.photos.models import ReturnPhoto
from wesupply_ui.domain.returns.photos.queries import photos_by_return
from wesupply_ui.domain.returns.queries import items_by_return, orders_by_return, parcels_by_return
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnParcel, ReturnRequest
from wesupply_ui.domain.returns.standing import state_of
from wesupply_ui.kernel import clock

_PLAIN = (
    "id", "quantity", "reason", "sub_reason", "comment", "resolution", "method", "destination", "authorisation", "logistics", "inspection",
    "settlement", "decision_note", "grade", "disposition", "inspection_note", "settlement_reference", "settlement_error", "estimated",
    "say",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whole:
    """A return with everything that is told of it."""

    request: ReturnRequest
    order: Order
    items: Sequence[tuple[ReturnItem, OrderLine]]
    parcels: Sequence[ReturnParcel]
    photos: Sequence[ReturnPhoto] = ()


async def wholes(db: AsyncSession, scope: Scope, requests: Sequence[ReturnRequest]) -> list[Whole]:
    """A page of returns in their order, in four statements."""
    ids = [each.id for each in requests]
    orders, items, parcels, photos = (
        await orders_by_return(db, scope, requests),
        await items_by_return(db, scope, ids),
        await parcels_by_return(db, scope, ids),
        await photos_by_return(db, scope, ids),
    )
    return [Whole(each, orders[each.order_id], items[each.id], parcels[each.id], photos[each.id]) for each in requests]


def return_json(whole: Whole, base: str = "") -> dict[str, Any]:
    """As JSON values. `money` sums up what is given back as things stand. `base`: what the shopper's link begins with."""
    request, currency = whole.request, whole.request.currency
    lines = {item.line_id: line.external_id for item, line in whole.items}
    return {
        "id": request.id,
        "number": request.number,
        "order_external_id": whole.order.external_id,
        "order_number": whole.order.number,
        "status": request.state,
        "next_step": request.step,
        "due_at": iso(request.due_at),
        "channel": request.channel,
        "assigned_to": request.assigned_to,
        "country": request.country,
        "resolution": request.resolution,
        "method": request.method,
        "destination": request.destination,
        "policy_version": request.policy_version,
        "currency": currency,
        "money": money_json(paid_out(item for item, _line in whole.items), currency),
        "items": [item_json(item, line, currency) for item, line in whole.items],
        "photos": [_photo_json(each, lines[each.line_id]) for each in whole.photos],
        "parcels": [{"carrier": each.carrier, "tracking_number": each.number, "source": each.source} for each in whole.parcels],
        "return_url": return_url(request, base),
        "created_at": iso(request.created_at),
        "updated_at": iso(request.updated_at),
        "approved_at": iso(request.approved_at),
        "expires_at": iso(request.expires_at),
        "closed_at": iso(request.closed_at),
    }


def _photo_json(photo: ReturnPhoto, line: str) -> dict[str, Any]:
    """`large`, `small`: paths that show it for half an hour."""
    told = {"id": photo.id, "line_external_id": line, "width": photo.width, "height": photo.height}
    return told | {size: photo_link(photo, size, now=clock.now()) for size in SIZES}


def item_json(item: ReturnItem, line: OrderLine, currency: str) -> dict[str, Any]:
    """One item of it. `money` is what it brings, frozen when it was asked for."""
    return {
        "line_external_id": line.external_id,
        "sku": line.sku,
        "title": line.title,
        "status": state_of(tracks_of(item)),
        "money": money_json(money_of(item), currency),
        "reasons": list(item.why),
        "window_ends_on": iso(item.window_ends_on),
        "decided_by": dict(item.decided_by),
        "decided_at": iso(item.decided_at),
        "received_at": iso(item.received_at),
        "received_at_location": item.received_at_location,
        "inspected_at": iso(item.inspected_at),
        "restock_at": item.disposition_at,
        "restocked_at": iso(item.restocked_at),
        "overruled_because": item.overruled_because,
        "settled_at": iso(item.settled_at),
    } | {name: getattr(item, name) for name in _PLAIN}

"""Which orders wait to be picked up at this store? For the store's own desk, and strictly of that store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.permissions import PICKUPS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.kernel.errors import NotAllowed
from wesupply_ui.kernel.language import _

MOST = 200


@dataclass(frozen=True, slots=True)
class WaitingPickup:
    """An order with what of it waits here."""

    number: str
    name: str
    placed_at: datetime
    items: Sequence[tuple[str, int]]


async def waiting_pickups(db: AsyncSession, scope: Scope) -> tuple[Location, list[WaitingPickup]]:
    """(the caller's store, its orders from the oldest on). NotAllowed for who holds no store."""
    scope.require(PICKUPS_READ)
    if scope.location_id is None:
        raise NotAllowed(_("The desk is for people of one store."))
    store = (
        await db.execute(select(Location).where(Location.id == scope.location_id, Location.merchant_id == scope.merchant_id))
    ).scalar_one_or_none()
    if store is None:
        raise NotAllowed(_("The desk is for people of one store."))
    here = (
        select(Order, OrderLine)
        .join(OrderLine, (col(OrderLine.order_id) == Order.id) & (col(OrderLine.merchant_id) == Order.merchant_id))
        .where(OrderLine.merchant_id == scope.merchant_id, OrderLine.location == store.external_id, OrderLine.fulfilment == "pickup")
        .where(col(OrderLine.collected_at).is_(None), Order.status != "cancelled")
        .order_by(col(Order.placed_at), col(Order.id), col(OrderLine.position))
        .limit(MOST * 5)
    )
    found: dict[str, WaitingPickup] = {}
    for order, line in (await db.execute(here)).all():
        waiting = found.setdefault(order.id, WaitingPickup(order.number, order.name or "", order.placed_at, []))
        waiting.items.append((line.title or line.sku, line.quantity))  # type: ignore[attr-defined]
    return store, list(found.values())[:MOST]

"""What was accepted to be sold again goes to stock, once; what turns out otherwise leaves it. Damaged goods never get there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.catalogue.restock import add_units
from wesupply_ui.domain.orders.models import OrderLine
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.kernel import outbox

Moved = list[tuple[ReturnItem, str | None, int]]
"""(item, where, units more or less)."""


async def keep_stock(db: AsyncSession, scope: Scope, held: Held, items: Sequence[ReturnItem], *, now: datetime) -> None:
    """Bring stock in line with how these items stand. Facts `return.restocked` and `return.unstocked` tell the shop what to book."""
    gone: Moved = []
    come: Moved = []
    for item in items:
        place = _place(item)
        belongs = item.logistics == "received" and item.inspection == "accepted" and item.disposition == "restock"
        if item.restocked_at is not None and (not belongs or place != item.restocked_to):
            gone.append((item, item.restocked_to, -item.quantity))
            item.restocked_at = item.restocked_to = None
        if belongs and item.restocked_at is None:
            item.restocked_at, item.restocked_to = now, place
            come.append((item, place, item.quantity))
    await book(db, scope, held, gone, now=now)
    await book(db, scope, held, come, now=now)


async def book(db: AsyncSession, scope: Scope, held: Held, moved: Moved, *, now: datetime) -> None:
    """In the catalogue, and as a fact; all of `moved` go the same way."""
    if not moved:
        return
    ids = {item.line_id for item, _place, _units in moved}
    skus = {line.id: line.sku for line in (await db.execute(select(OrderLine).where(col(OrderLine.id).in_(ids)))).scalars()}
    told = []
    for item, place, units in sorted(moved, key=lambda each: (skus.get(each[0].line_id, ""), each[0].id)):
        sku = skus.get(item.line_id, "")
        if sku:
            await add_units(db, scope, sku, place, units, now=now)
        told.append({"id": item.id, "line_id": item.line_id, "sku": sku, "quantity": abs(units), "location": place})
    name, request = ("return.restocked" if moved[0][2] > 0 else "return.unstocked"), held.request
    data = {"return_id": request.id, "number": request.number, "order_id": request.order_id, "items": told, "by": scope.actor}
    outbox.tell(db, merchant_id=request.merchant_id, name=name, subject=f"return:{request.id}", at=now, **data)


def _place(item: ReturnItem) -> str | None:
    """As it was said, else where it arrived."""
    return item.disposition_at or item.received_at_location

"""The orders behind a figure, in pages: as many as the figure says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import INSIGHTS_READ, ORDERS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.insights.behind import Behind, order_ids
from wesupply_ui.domain.orders.models import Order

_order: Any = Order.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class OrderBehind:
    """One of the orders. Amount in minor units."""

    id: str
    number: str
    name: str | None
    placed_at: datetime
    milestone: str | None
    condition: str
    delivered_at: datetime | None
    currency: str
    total_minor: int


async def orders_of(db: AsyncSession, scope: Scope, behind: Behind, zone: tzinfo, *, limit: int = 100) -> list[OrderBehind]:
    """The newest first."""
    scope.require(INSIGHTS_READ)
    scope.require(ORDERS_READ)
    mine = select(*(_order.c[name] for name in OrderBehind.__slots__)).where(_order.c.merchant_id == scope.merchant_id)
    these = mine.where(_order.c.id.in_(order_ids(scope, behind, zone))).order_by(_order.c.placed_at.desc(), _order.c.id.desc())
    return [OrderBehind(*row) for row in (await db.execute(these.limit(limit))).all()]

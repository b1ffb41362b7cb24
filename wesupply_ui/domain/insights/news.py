"""What just happened to the merchant's parcels, newest first? The facts of tracking with the orders they are about. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.facts import NAMES
from wesupply_ui.kernel.outbox import Fact
from wesupply_ui.kernel.planning import unled

_fact: Any = Fact.__table__  # type: ignore[attr-defined]
_order: Any = Order.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class News:
    """One fact. `name` without "parcel."; the order is None for a parcel without one, or one that is gone."""

    id: str
    name: str
    happened_at: datetime
    carrier: str
    reason: str | None
    order_id: str | None
    order_number: str | None
    person: str | None


async def recent_news(db: AsyncSession, scope: Scope, *, limit: int = 20) -> list[News]:
    """By when it happened, not by when we heard."""
    mine = select(_fact).where(_fact.c.merchant_id == scope.merchant_id, _fact.c.name.in_(NAMES))
    facts = list((await db.execute(mine.order_by(_fact.c.happened_at.desc(), _fact.c.id.desc()).limit(limit))).all())
    wanted = {order_id for fact in facts for order_id in fact.data.get("order_ids", ())[:1]}
    columns = (_order.c.id, _order.c.number, _order.c.name)
    known = select(*columns).where(unled(_order.c.merchant_id) == scope.merchant_id, _order.c.id.in_(wanted))
    orders = {row.id: row for row in await db.execute(known)} if wanted else {}
    return [_news(fact, orders) for fact in facts]


def _news(fact: Any, orders: dict[str, Any]) -> News:
    order = orders.get(next(iter(fact.data.get("order_ids", ())), ""))
    return News(
        id=fact.id,
        name=fact.name.removeprefix("parcel."),
        happened_at=fact.happened_at,
        carrier=fact.data.get("carrier", ""),
        reason=fact.data.get("reason"),
        order_id=order.id if order else None,
        order_number=order.number if order else None,
        person=order.name if order else None,
    )

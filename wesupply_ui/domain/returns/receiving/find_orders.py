"""Which orders can be meant by what somebody types at the bench? By number, name, mail address, or the number under which it went out."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.permissions import RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.search import words_meant
from wesupply_ui.kernel.planning import unled

MOST = 10


async def orders_meant(db: AsyncSession, scope: Scope, typed: str) -> list[Order]:
    """The newest first. None at a store's desk, which sees returns that come there and no orders."""
    scope.require(RETURNS_READ)
    words = words_meant(typed)
    if not words or scope.location_id:
        return []
    mine = select(Order).where(unled(Order.merchant_id) == scope.merchant_id)
    mine = mine.where(col(Order.id).in_(words[0].ids(scope.merchant_id)), *(each.is_of(Order.id) for each in words[1:]))
    return list((await db.execute(mine.order_by(col(Order.placed_at).desc(), col(Order.id).desc()).limit(MOST))).scalars())

"""All reads of refunds: one, a page of them by state, those of an order."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.kernel import paging
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _


async def refund_by_id(db: AsyncSession, scope: Scope, refund_id: str) -> Refund:
    """NotFound when it is none of the merchant's."""
    return _there((await db.execute(_mine(scope).where(Refund.id == refund_id[:64]))).scalar_one_or_none())


async def refund_to_change(db: AsyncSession, scope: Scope, refund_id: str) -> Refund:
    """As `refund_by_id`, its row locked until the transaction ends."""
    locked = _mine(scope).where(Refund.id == refund_id[:64]).with_for_update().execution_options(populate_existing=True)
    return _there((await db.execute(locked)).scalar_one_or_none())


async def refunds_page(
    db: AsyncSession, scope: Scope, *, states: Sequence[str] = (), way: str | None = None, cursor: str | None = None, limit: int = 50
) -> paging.Page[Refund]:
    """The oldest first, so that what waits longest comes first; of these states and this way."""
    query = _mine(scope)
    if states:
        query = query.where(col(Refund.state).in_(states))
    if way:
        query = query.where(Refund.way == way)
    if cursor:
        query = query.where(col(Refund.id) > paging.decode(cursor, 1)[0])
    rows = list((await db.execute(query.order_by(col(Refund.id)).limit(limit + 1))).scalars())
    return paging.Page(rows[:limit], paging.encode(rows[limit - 1].id) if len(rows) > limit else None)


async def refunds_of_order(db: AsyncSession, scope: Scope, order_id: str) -> Sequence[Refund]:
    """All of an order's, the oldest first."""
    return (await db.execute(_mine(scope).where(Refund.order_id == order_id).order_by(col(Refund.id)))).scalars().all()


def _mine(scope: Scope):
    mine = select(Refund).where(Refund.merchant_id == scope.merchant_id)
    return mine.where(Refund.order_id == scope.order_id) if scope.order_id else mine


def _there(refund: Refund | None) -> Refund:
    if refund is None:
        raise NotFound(_("There is no such refund."))
    return refund

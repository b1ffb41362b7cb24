"""Takes what nobody spent in time: a credit's rest goes to the merchant when its last day is over, held parts once they are free."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger import chart
from wesupply_ui.domain.ledger.cause import Cause
from wesupply_ui.domain.ledger.credit_models import StoreCredit
from wesupply_ui.domain.ledger.post import post
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.outbox import tell

AT_ONCE = 200


async def expired_credits(db: AsyncSession, *, now: datetime) -> list[tuple[str, str]]:
    """(merchant, credit) of those that are over and not empty. For jobs: not scoped to one merchant."""
    C = StoreCredit
    due = (col(C.expires_at) <= now) & (col(C.balance_minor) > col(C.held_minor))
    rows: Any = (await db.execute(select(col(C.merchant_id), col(C.id)).where(due).limit(AT_ONCE))).all()
    return [(row[0], row[1]) for row in rows]


async def expire_credit(db: AsyncSession, scope: Scope, credit_id: str, *, now: datetime) -> int:
    """How much expired; nothing when it is not over, or empty. Facts: `credit.expired`."""
    C = StoreCredit
    mine = (col(C.merchant_id) == scope.merchant_id) & (col(C.id) == credit_id) & (col(C.expires_at) <= now)
    locked = select(C).where(mine).with_for_update().execution_options(populate_existing=True)
    credit = (await db.execute(locked)).scalar_one_or_none()
    rest = credit.balance_minor - credit.held_minor if credit else 0
    if credit is None or rest <= 0:
        return 0
    await db.execute(update(C).where(mine).values(balance_minor=col(C.held_minor)))
    await post(
        db,
        scope,
        "credit_expired",
        Cause("credit", credit.id, f"expire:{new_id()}"),
        {chart.CREDIT_EXPIRED: rest, chart.BREAKAGE: -rest},
        currency=credit.currency,
        customer_id=credit.customer_id,
        data={"credit": credit.id},
        happened_at=credit.expires_at,
        now=now,
    )
    figures = {"amount_minor": rest, "currency": credit.currency}
    tell(db, merchant_id=scope.merchant_id, name="credit.expired", subject=f"credit:{credit.id}", at=now, **figures)
    return rest

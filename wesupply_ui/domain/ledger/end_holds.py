"""Ends holds: those whose time is up, and those that a checkout gives back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import CREDIT_SPEND
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.credit_models import CreditHold, StoreCredit
from wesupply_ui.domain.ledger.credit_queries import hold_by_id
from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.kernel.language import _

AT_ONCE = 200


async def release_hold(db: AsyncSession, scope: Scope, hold_id: str, *, now: datetime) -> CreditHold:
    """The checkout gives the hold back; again, or after its time: nothing more happens. Conflict when it was captured."""
    scope.require(CREDIT_SPEND)
    hold = await hold_by_id(db, scope, hold_id)
    if await _end(db, scope, hold.id, "released", now):
        await audit.note(db, scope, "credit.released", f"credit:{hold.credit_id}", at=now, after={"hold": hold.id})
    hold = await hold_by_id(db, scope, hold_id)
    if hold.state == "captured":
        raise Conflict(_("This was captured already; refund the purchase instead."))
    return hold


async def end_overdue(db: AsyncSession, scope: Scope, *, now: datetime, credit_id: str) -> int:
    """End a credit's holds whose time is up; how many."""
    H = CreditHold
    mine = (col(H.merchant_id) == scope.merchant_id) & (col(H.credit_id) == credit_id)
    due = select(col(H.id)).where(mine, col(H.state) == "held", col(H.expires_at) <= now).order_by(col(H.id)).limit(AT_ONCE)
    ids = (await db.execute(due)).scalars().all()
    return sum([await _end(db, scope, each, "expired", now) for each in ids])


async def overdue_credits(db: AsyncSession, *, now: datetime) -> list[tuple[str, str]]:
    """(merchant, credit) that have holds whose time is up. For jobs: not scoped to one merchant."""
    H = CreditHold
    due = (col(H.state) == "held") & (col(H.expires_at) <= now)
    rows: Any = (await db.execute(select(col(H.merchant_id), col(H.credit_id)).where(due).distinct().limit(AT_ONCE))).all()
    return [(row[0], row[1]) for row in rows]


async def _end(db: AsyncSession, scope: Scope, hold_id: str, state: str, now: datetime) -> bool:
    """Whoever changes the hold's state gives its amount back: so it is given back once."""
    H, C = CreditHold, StoreCredit
    mine = (col(H.merchant_id) == scope.merchant_id) & (col(H.id) == hold_id) & (col(H.state) == "held")
    ended = update(H).where(mine).values(state=state, ended_at=now).returning(col(H.credit_id), col(H.amount_minor))
    row = (await db.execute(ended)).first()
    if row is None:
        return False
    of_credit = (col(C.merchant_id) == scope.merchant_id) & (col(C.id) == row[0])
    await db.execute(update(C).where(of_credit).values(held_minor=col(C.held_minor) - row[1]))
    return True

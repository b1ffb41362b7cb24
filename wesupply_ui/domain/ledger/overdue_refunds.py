"""Refunds that the shop or the till should have paid by now: each gets an owner, and the fact of it is told once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from wesupply_ui.domain.ledger.book_refund import told
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.ledger.refund_states import WHO_LOOKS, State
from wesupply_ui.domain.ledger.request_refund import PROVIDERS


async def note_overdue(db: AsyncSession, *, now: datetime) -> int:
    """How many became overdue. For jobs: not scoped to one merchant. Facts: `refund.overdue`."""
    R = Refund
    due = (col(R.next_try_at) <= now) & (col(R.state) == State.PENDING.value) & col(R.way).not_in(PROVIDERS)
    moved = update(R).where(due).values(next_try_at=None, owner=WHO_LOOKS).returning(R).execution_options(populate_existing=True)
    found = (await db.execute(moved)).scalars().all()
    for each in found:
        told(db, each, "refund.overdue", now)
    return len(found)

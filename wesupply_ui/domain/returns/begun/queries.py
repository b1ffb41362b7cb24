"""All reads of drafts: one by its id, and those of an order that somebody may go on with. Each within a link's reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.begun.models import ReturnDraft
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _


async def draft_of(db: AsyncSession, scope: Scope, draft_id: str, *, now: datetime, lock: bool = False) -> ReturnDraft:
    """NotFound when it has lapsed, never was, or belongs to another order. `lock`: until the transaction ends."""
    mine = select(ReturnDraft).where(
        ReturnDraft.id == draft_id[:64],
        ReturnDraft.merchant_id == scope.merchant_id,
        ReturnDraft.order_id == scope.order_id,
        ReturnDraft.lapses_at > now,
    )
    if lock:
        mine = mine.with_for_update().execution_options(populate_existing=True)
    found = (await db.execute(mine)).scalar_one_or_none()
    if found is None:
        raise NotFound(_("What you had chosen is not kept any more. Please choose again."))
    return found


async def unfinished(db: AsyncSession, scope: Scope, *, now: datetime, limit: int = 10) -> Sequence[ReturnDraft]:
    """The order's drafts that have not become a return, the last touched first."""
    mine = select(ReturnDraft).where(
        ReturnDraft.order_id == scope.order_id,
        ReturnDraft.merchant_id == scope.merchant_id,
        ReturnDraft.lapses_at > now,
        col(ReturnDraft.return_id).is_(None),
    )
    return (await db.execute(mine.order_by(col(ReturnDraft.updated_at).desc(), col(ReturnDraft.id)).limit(limit))).scalars().all()

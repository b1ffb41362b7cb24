"""All reads of boxes that belong to no return yet, and of what one person received lately."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.permissions import RETURNS_READ, RETURNS_RECEIVE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.receiving.models import ReturnReceipt, StrayBox
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.kernel import paging
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.paging import Page

STATES = ("open", "matched", "disposed")
SITTING = timedelta(hours=12)
MOST = 20


async def box_by_key(db: AsyncSession, scope: Scope, key: str, *, locked: bool = False) -> StrayBox:
    """By number ("B-1") or id. NotFound when there is none, or when it is another merchant's."""
    key = str(key)[:64]
    mine = select(StrayBox).where(StrayBox.merchant_id == scope.merchant_id, (StrayBox.number == key.upper()) | (StrayBox.id == key))
    mine = mine.with_for_update().execution_options(populate_existing=True) if locked else mine
    found = (await db.execute(mine)).scalar_one_or_none()
    if found is None:
        raise NotFound(_("There is no such box."))
    return found


async def list_boxes(
    db: AsyncSession, scope: Scope, state: str | None = "open", *, limit: int = 50, cursor: str | None = None
) -> Page[StrayBox]:
    """Those that wait the oldest first, others the newest first. None: all. Invalid for a word that is no state."""
    scope.require(RETURNS_READ)
    if state is not None and state not in STATES:
        problem = FieldProblem("status", _("is none of {choices}", choices=", ".join(STATES)))
        raise Invalid(_("There is no such word for how a box stands."), problems=(problem,))
    limit = min(max(limit, 1), paging.MAX_LIMIT)
    mine = select(StrayBox).where(StrayBox.merchant_id == scope.merchant_id)
    mine = mine.where(StrayBox.state == state) if state else mine
    after = paging.decode(cursor, 1)[0] if cursor else None
    if state == "open":
        mine = mine.where(col(StrayBox.id) > after) if after else mine
        mine = mine.order_by(col(StrayBox.id))
    else:
        mine = mine.where(col(StrayBox.id) < after) if after else mine
        mine = mine.order_by(col(StrayBox.id).desc())
    rows = list((await db.execute(mine.limit(limit + 1))).scalars())
    return Page(rows[:limit], paging.encode(rows[limit - 1].id) if len(rows) > limit else None)


async def count_open(db: AsyncSession, scope: Scope) -> int:
    """How many boxes wait."""
    scope.require(RETURNS_READ)
    mine = select(func.count()).select_from(StrayBox).where(StrayBox.merchant_id == scope.merchant_id, StrayBox.state == "open")
    return (await db.execute(mine)).scalar_one()


async def receipts_of(db: AsyncSession, scope: Scope, *, now: datetime) -> Sequence[tuple[ReturnReceipt, ReturnRequest]]:
    """What the caller received in this sitting, the newest first, with its returns."""
    scope.require(RETURNS_RECEIVE)
    mine = select(ReturnReceipt, ReturnRequest).join(ReturnRequest, col(ReturnRequest.id) == ReturnReceipt.return_id)
    mine = mine.where(ReturnReceipt.merchant_id == scope.merchant_id, ReturnReceipt.by == scope.actor, ReturnReceipt.at > now - SITTING)
    rows = await db.execute(mine.order_by(col(ReturnReceipt.at).desc(), col(ReturnReceipt.id).desc()).limit(MOST))
    return [(row[0], row[1]) for row in rows]

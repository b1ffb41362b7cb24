"""All reads of what was said about returns."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.permissions import RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.admit import admit
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.returns.talk.models import ReturnMessage
from wesupply_ui.domain.returns.talk.say import MOST


async def messages_about(db: AsyncSession, scope: Scope, request: ReturnRequest) -> Sequence[ReturnMessage]:
    """Everything, first things first. `request` was found within the scope."""
    admit(scope, RETURNS_READ)
    mine = select(ReturnMessage).where(ReturnMessage.return_id == request.id, ReturnMessage.merchant_id == scope.merchant_id)
    return (await db.execute(mine.order_by(col(ReturnMessage.id)).limit(MOST))).scalars().all()


async def message_by_id(db: AsyncSession, merchant_id: str, message_id: str) -> ReturnMessage | None:
    """One of them, for those who write about it."""
    mine = select(ReturnMessage).where(ReturnMessage.id == message_id, ReturnMessage.merchant_id == merchant_id)
    return (await db.execute(mine)).scalar_one_or_none()


async def appeals_about(db: AsyncSession, request: ReturnRequest) -> int:
    """How often the shopper has appealed already."""
    mine = (ReturnMessage.return_id == request.id) & (ReturnMessage.merchant_id == request.merchant_id) & (ReturnMessage.kind == "appeal")
    return (await db.execute(select(func.count()).select_from(ReturnMessage).where(mine))).scalar_one()

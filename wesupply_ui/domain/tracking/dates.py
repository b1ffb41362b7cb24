"""Which delivery dates did the carriers say, and when? Reads only."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.tracking.models import DateSaid


async def dates_said(db: AsyncSession, scope: Scope, parcel_ids: Sequence[str]) -> Sequence[DateSaid]:
    """Every date said of these parcels, the latest word first."""
    mine = select(DateSaid).where(DateSaid.merchant_id == scope.merchant_id, col(DateSaid.parcel_id).in_(parcel_ids))
    return (await db.execute(mine.order_by(col(DateSaid.said_at).desc(), col(DateSaid.id).desc()).limit(100))).scalars().all()

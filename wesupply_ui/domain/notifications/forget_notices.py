"""Notices that nobody is shown any more go."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.notifications.models import Notice
from wesupply_ui.domain.notifications.notices import KEPT

FORGOTTEN_AFTER = 2 * KEPT
"""Twice as long as they are shown: a happening that is told late, a second time, still finds that it was noticed."""
BATCH = 1000


async def forget_notices(db: AsyncSession, *, now: datetime) -> int:
    """Delete a batch of the oldest, of all merchants; how many there were."""
    old = select(Notice.id).where(Notice.noticed_at < now - FORGOTTEN_AFTER).limit(BATCH)
    ids = list((await db.execute(old)).scalars())
    if ids:
        await db.execute(delete(Notice).where(col(Notice.id).in_(ids)))
    return len(ids)

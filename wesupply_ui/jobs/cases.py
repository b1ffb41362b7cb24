"""Keeps cases of trouble for which no scan comes, and wakes those whose snooze is over."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.tracking.overlooked import MOST, keep_overlooked, wake
from wesupply_ui.kernel.db import Database


async def keep(database: Database, now: datetime) -> int:
    """Every merchant's, a transaction for each; how many cases changed."""
    async with database.transaction() as db:
        changed = await wake(db, now=now)
    async with database.reading() as db:
        merchants = (await db.execute(select(Merchant.id))).scalars().all()
    for merchant_id in merchants:
        found = MOST
        while found >= MOST:
            async with database.transaction() as db:
                found = await keep_overlooked(db, merchant_id, now=now)
            changed += found
    return changed

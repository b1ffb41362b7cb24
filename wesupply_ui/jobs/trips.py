"""Notes the ways of delivered parcels that figures are counted from, and counts the days that changed."""

from __future__ import annotations

from datetime import datetime

from wesupply_ui.domain.insights import note_trips
from wesupply_ui.domain.insights.count_days import AT_ONCE, count_days, look_again, waiting
from wesupply_ui.kernel.db import Database


async def note_missing(database: Database) -> int:
    """A batch; how many parcels it held."""
    async with database.transaction() as db:
        return await note_trips.note_missing(db)


async def mark_recent(database: Database, now: datetime) -> None:
    """Let the last days be counted anew."""
    async with database.transaction() as db:
        await look_again(db, now=now)


async def count_due(database: Database) -> int:
    """Every merchant's marked days, a transaction for a few; how many were counted. Any number of workers may do this."""
    async with database.reading() as db:
        merchants, counted = await waiting(db), 0
    for merchant_id in merchants:
        found = AT_ONCE
        while found >= AT_ONCE:
            async with database.transaction() as db:
                found = await count_days(db, merchant_id)
            counted += found
    return counted

"""Keeps the time of returns: reminders, the end of what was never sent, or begun and left, and of hope for what was lost."""

from __future__ import annotations

from datetime import datetime

import structlog

from wesupply_ui.domain.returns.begun import lapse
from wesupply_ui.domain.returns.find_lost import give_up, silent_too_long
from wesupply_ui.domain.returns.keep_time import BATCH, claim_due, keep_time
from wesupply_ui.kernel.db import Database

_log = structlog.get_logger(__name__)


async def keep_returns(database: Database, now: datetime) -> int:
    """All that is due, a transaction for each; how many. One that fails is left to its lease, and holds up no other."""
    handled, found = 0, BATCH
    while found >= BATCH:
        async with database.transaction() as db:
            due = await claim_due(db, now=now)
        found = len(due)
        for merchant_id, return_id in due:
            try:
                async with database.transaction() as db:
                    await keep_time(db, merchant_id, return_id, now=now)
                handled += 1
            except Exception as error:
                _log.error("returns.keep_time_failed", return_id=return_id, error=type(error).__name__)
    return handled


async def forget_drafts(database: Database, now: datetime) -> int:
    """Returns that were begun and left, and photos that nobody wants any more; how many rows went."""
    gone = 0
    for forget in (lapse.lapse_photos, lapse.lapse_drafts):
        found = lapse.BATCH
        while found >= lapse.BATCH:
            async with database.transaction() as db:
                found = await forget(db, now=now)
            gone += found
    return gone


async def find_lost(database: Database, now: datetime) -> int:
    """Parcels without news for too long, a transaction for each; how many returns lost something. One that fails holds up no other."""
    lost = 0
    async with database.reading() as db:
        found = await silent_too_long(db, now=now)
    for merchant_id, return_id, parcel_id in found:
        try:
            async with database.transaction() as db:
                lost += await give_up(db, merchant_id, return_id, parcel_id, now=now)
        except Exception as error:
            _log.error("returns.find_lost_failed", return_id=return_id, error=type(error).__name__)
    return lost

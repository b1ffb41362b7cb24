"""What happens to accounts while nobody looks: refused sign-ins come into the log, and what is counted and over is forgotten."""

from __future__ import annotations

from datetime import datetime

from wesupply_ui.domain.accounts import refusals, tries
from wesupply_ui.domain.accounts.sweep_sign_ups import sweep_sign_ups as sweep
from wesupply_ui.kernel.db import Database


async def tell_refusals(database: Database, now: datetime) -> None:
    """Every refused sign-in that waits, in small transactions: each locks the logs that it writes to."""
    while True:
        async with database.transaction() as db:
            if await refusals.tell_refusals(db, now=now) < refusals.BATCH:
                return


async def sweep_sign_ups(database: Database, now: datetime) -> None:
    """Shops that were never confirmed, and what was held for nobody."""
    async with database.transaction() as db:
        await sweep(db, now=now)


async def forget_tries(database: Database, now: datetime) -> None:
    """Drop counts that are over."""
    async with database.transaction() as db:
        await tries.sweep(db, now=now)

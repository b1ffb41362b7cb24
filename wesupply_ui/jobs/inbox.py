"""Handles what partners pushed: each push makes its parcels due now, and is done with."""

from __future__ import annotations

from datetime import datetime

import structlog

from wesupply_ui import runtime
from wesupply_ui.domain.tracking.news_pushed import news_pushed
from wesupply_ui.kernel import inbox
from wesupply_ui.kernel.db import Database

_log = structlog.get_logger(__name__)


async def handle_due(database: Database, *, now: datetime) -> int:
    """Handle the pushes that wait, in one transaction; how many there were."""
    async with database.transaction() as db:
        waiting = await inbox.due(db, now=now)
        for pushed in waiting:
            carrier = pushed.partner.removeprefix("carrier:")
            hook = runtime.webhook(carrier)
            try:
                numbers = hook.numbers(pushed.body) if hook else []
            except ValueError as error:
                _log.warning("inbox.push_unreadable", partner=pushed.partner, error=str(error))
                inbox.handled(pushed, now=now, error=str(error))
                continue
            if pushed.merchant_id:
                await news_pushed(db, pushed.merchant_id, carrier, numbers, now=now)
            inbox.handled(pushed, now=now)
    return len(waiting)

"""Handles what partners pushed: a carrier's push makes its parcels due now, a payment provider's moves its refund; then it is done with."""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui import runtime
from wesupply_ui.domain.ledger.record_refund import hear_refund
from wesupply_ui.domain.tracking.news_pushed import news_pushed
from wesupply_ui.kernel import inbox
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.inbox import Pushed

PAYMENTS = "payments:"

_log = structlog.get_logger(__name__)


async def handle_due(database: Database, *, now: datetime) -> int:
    """Handle the pushes that wait, in one transaction; how many there were."""
    async with database.transaction() as db:
        waiting = await inbox.due(db, now=now)
        for pushed in waiting:
            if pushed.partner.startswith(PAYMENTS):
                await _of_a_refund(db, pushed, now)
                continue
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


async def _of_a_refund(db: AsyncSession, pushed: Pushed, now: datetime) -> None:
    """One that cannot be read, or is about somebody else's refund, changes nothing."""
    try:
        news = runtime.refund_webhook(pushed.partner.removeprefix(PAYMENTS)).news(pushed.body)
    except (ValueError, KeyError) as error:
        _log.warning("inbox.push_unreadable", partner=pushed.partner, error=str(error))
        inbox.handled(pushed, now=now, error=str(error))
        return
    if news and pushed.merchant_id:
        await hear_refund(db, pushed.merchant_id, news, now=now)
    inbox.handled(pushed, now=now)

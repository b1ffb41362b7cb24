"""Sends refunds to payment providers and asks after those under way: claims some, calls with no transaction open, records each at once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import datetime

import structlog

from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.ledger.claim_refunds import Held, claim_refunds
from wesupply_ui.domain.ledger.end_holds import end_overdue, overdue_credits
from wesupply_ui.domain.ledger.expire_credit import expire_credit, expired_credits
from wesupply_ui.domain.ledger.overdue_refunds import note_overdue
from wesupply_ui.domain.ledger.payment_accounts import accounts_for
from wesupply_ui.domain.ledger.ports import Outcome, PaymentAccount, RefundAnswer, Refunds
from wesupply_ui.domain.ledger.record_refund import record_refund
from wesupply_ui.kernel.db import Database

BATCH = 20
CONCURRENCY = 5
NO_ACCOUNT = RefundAnswer(Outcome.UNAUTHORISED, code="no_account", words="No payment account is connected that could pay this back.")

_log = structlog.get_logger(__name__)


async def send_due(
    database: Database, provider: Callable[[str], Refunds | None], now: datetime, *, chance: Callable[[], float] = random.random
) -> int:
    """Send or look up what is due at `now`; how many there were. A bad one falls out alone."""
    async with database.transaction() as db:
        held = await claim_refunds(db, limit=BATCH, now=now)
    if not held:
        return 0
    async with database.reading() as db:
        accounts = {
            name: await accounts_for(db, [each.merchant_id for each in held if each.provider == name], name)
            for name in sorted({each.provider for each in held})
        }
    gate = asyncio.Semaphore(CONCURRENCY)

    async def one(each: Held) -> None:
        async with gate:
            answer = await _ask(each, provider(each.provider), accounts[each.provider].get(each.merchant_id))
        async with database.transaction() as db:
            await record_refund(db, each, answer, chance=chance(), now=now)
        if answer.outcome not in (Outcome.SUCCEEDED, Outcome.PENDING):
            _log.warning("refund.not_paid", refund=each.id, outcome=answer.outcome.value, code=answer.code)

    for outcome in await asyncio.gather(*(one(each) for each in held), return_exceptions=True):
        if isinstance(outcome, BaseException):
            _log.error("refund.not_recorded", exc_info=outcome)
    return len(held)


async def _ask(held: Held, refunds: Refunds | None, account: PaymentAccount | None) -> RefundAnswer:
    if refunds is None or account is None:
        return NO_ACCOUNT
    if held.asks:
        known = await refunds.look_up(account, held.order)
        if known is not None:
            return known
        if held.is_pending:
            return RefundAnswer(Outcome.UNSURE, code="not_found", words="The payment provider does not know this refund.")
    return await refunds.send(account, held.order)


async def note_late(database: Database, now: datetime) -> None:
    """Refunds that others should have paid by now get somebody who looks after them."""
    async with database.transaction() as db:
        await note_overdue(db, now=now)


async def end_credit(database: Database, now: datetime) -> None:
    """End the holds whose time is up, then expire credits; each in a transaction of its own."""
    async with database.reading() as db:
        held = await overdue_credits(db, now=now)
    for merchant_id, credit_id in held:
        async with database.transaction() as db:
            await end_overdue(db, scope_of_system(merchant_id, "job"), now=now, credit_id=credit_id)
    async with database.reading() as db:
        over = await expired_credits(db, now=now)
    for merchant_id, credit_id in over:
        async with database.transaction() as db:
            await expire_credit(db, scope_of_system(merchant_id, "job"), credit_id, now=now)

"""Who makes an item good, and how far is that? The one place where a return asks the ledger for money, and hears of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.cause import Cause
from wesupply_ui.domain.ledger.confirm_refund import confirm_refund, fail_refund
from wesupply_ui.domain.ledger.models import JournalEntry
from wesupply_ui.domain.ledger.refund_states import State
from wesupply_ui.domain.ledger.retry_refund import retry_refund
from wesupply_ui.domain.ledger.settle import MoreThanPaid
from wesupply_ui.domain.ledger.settle import settle as settle_money
from wesupply_ui.domain.ledger.settlement import Settlement, settlement_of
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.returns.amount_of import money_of
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.domain.returns.settle_up import NOT_PAID_OUT

GOODS = NOT_PAID_OUT | {"exchange"}
"""Resolutions for which the shop sends or mends something: it says when that is done."""
CAUSE = "return_item"


@dataclass(frozen=True, slots=True)
class Answer:
    """`state`: settled, pending (the payer says later how it went) or failed. `error`: why, in words for staff."""

    state: str
    error: str | None = None


async def pay(
    db: AsyncSession, scope: Scope, item: ReturnItem, order: Order, *, now: datetime, way: str | None = None, receipt: str = ""
) -> Answer:
    """Ask for an item's money, once for ever: asked again, what failed of it is tried again. `way` "shop": the shop pays it itself."""
    if item.resolution in GOODS:
        return Answer("pending")  # the shop hears of it by the fact, and says how it went
    if item.settlement_id is not None:
        await _try_again(db, scope, item, now)
        return await standing_of_money(db, scope, item)
    cause = Cause(CAUSE, item.id, item.id)
    try:
        async with db.begin_nested():
            found = await settle_money(db, scope, cause, order, money_of(item), item.resolution or "", now=now, way=way, receipt=receipt)
    except MoreThanPaid as error:
        return Answer("failed", error.message)
    item.settlement_id = found.id
    return _answer(found)


async def say(db: AsyncSession, scope: Scope, item: ReturnItem, state: str, *, reference: str, error: str, now: datetime) -> Answer:
    """The shop's own word about what is under way: paid, or not. Conflict where a provider says so by itself."""
    found = await _settlement(db, scope, item)
    if found is None:
        return Answer(state, error or None)
    for refund in found.refunds:
        if refund.state != State.PENDING:
            continue
        if state == "settled":
            await confirm_refund(db, scope, refund.id, receipt=reference, now=now)
        else:
            await fail_refund(db, scope, refund.id, reason=error, now=now)
    return await standing_of_money(db, scope, item)


async def standing_of_money(db: AsyncSession, scope: Scope, item: ReturnItem) -> Answer:
    """How the ledger sees it now; pending for what it knows nothing of."""
    found = await _settlement(db, scope, item)
    return _answer(found) if found else Answer("pending")


async def _try_again(db: AsyncSession, scope: Scope, item: ReturnItem, now: datetime) -> None:
    found = await _settlement(db, scope, item)
    for refund in found.refunds if found else ():
        if refund.state == State.FAILED:
            await retry_refund(db, scope, refund.id, now=now)


async def _settlement(db: AsyncSession, scope: Scope, item: ReturnItem) -> Settlement | None:
    if item.settlement_id is None:
        return None
    mine = select(JournalEntry).where(JournalEntry.merchant_id == scope.merchant_id, JournalEntry.id == item.settlement_id)
    entry = (await db.execute(mine)).scalar_one_or_none()
    return await settlement_of(db, entry) if entry else None


def _answer(found: Settlement) -> Answer:
    words = next((each.failure_words or each.failure_code for each in found.refunds if each.state == State.FAILED), None)
    return Answer(found.state, words)

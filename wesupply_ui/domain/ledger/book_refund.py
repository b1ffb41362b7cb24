"""A refund was paid, came back, or failed: its state, the journal and the fact of it move together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger import chart
from wesupply_ui.domain.ledger.cause import Cause
from wesupply_ui.domain.ledger.models import JournalEntry, OrderTender
from wesupply_ui.domain.ledger.post import post
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.ledger.refund_states import WHO_LOOKS, State
from wesupply_ui.kernel.outbox import tell

_OTHERWISE = {"offline": chart.payment("cash"), "store_credit": chart.CREDIT_ISSUED}


async def book_paid(db: AsyncSession, scope: Scope, refund: Refund, *, now: datetime) -> None:
    """The shopper has it, or their bank. Facts: `refund.succeeded`."""
    refund.state, refund.done_at, refund.updated_at = State.SUCCEEDED.value, now, now
    refund.next_try_at, refund.claimed_until, refund.owner, refund.is_unsure = None, None, "", False
    refund.failure_code, refund.failure_words = "", ""
    account = await _account(db, refund)
    await _post(db, scope, refund, "refund_paid", {chart.REFUNDS_DUE: refund.amount_minor, account: -refund.amount_minor}, now)
    told(db, refund, "refund.succeeded", now)


async def book_failed(db: AsyncSession, scope: Scope, refund: Refund, code: str, words: str, *, now: datetime) -> None:
    """It did not go, and somebody has to look: what is owed stays owed. One that was paid before is owed again. Facts: `refund.failed`."""
    was_paid = refund.state == State.SUCCEEDED
    refund.state, refund.updated_at, refund.done_at = State.FAILED.value, now, None
    refund.next_try_at, refund.claimed_until, refund.owner = None, None, WHO_LOOKS
    refund.failure_code, refund.failure_words = code[:100], words[:500]
    if was_paid:
        account = await _account(db, refund)
        await _post(db, scope, refund, "refund_returned", {account: refund.amount_minor, chart.REFUNDS_DUE: -refund.amount_minor}, now)
    told(db, refund, "refund.failed", now, code=refund.failure_code)


async def _account(db: AsyncSession, refund: Refund) -> str:
    """The account that the money leaves: the payment's own, the till's, or none: then credit is owed instead."""
    if refund.way in _OTHERWISE:
        return _OTHERWISE[refund.way]
    kind = select(OrderTender.kind).where(OrderTender.merchant_id == refund.merchant_id, OrderTender.id == refund.tender_id)
    return chart.payment((await db.execute(kind)).scalar_one())


async def _post(db: AsyncSession, scope: Scope, refund: Refund, kind: str, moves: dict[str, int], now: datetime) -> None:
    cause = Cause(refund.cause_kind, refund.cause_id, f"{kind}:{refund.id}:{refund.generation}")
    customer = select(JournalEntry.customer_id).where(JournalEntry.id == refund.entry_id)
    await post(
        db,
        scope,
        kind,
        cause,
        moves,
        currency=refund.currency,
        order_id=refund.order_id,
        customer_id=(await db.execute(customer)).scalar_one(),
        data={"refund": refund.id, "way": refund.way},
        now=now,
    )


def told(db: AsyncSession, refund: Refund, name: str, now: datetime, **more: Any) -> None:
    """The fact of it: ids and figures only."""
    figures = {"amount_minor": refund.amount_minor, "currency": refund.currency, "way": refund.way, "order_id": refund.order_id}
    caused = {"cause_kind": refund.cause_kind, "cause_id": refund.cause_id, "settlement_id": refund.entry_id}
    tell(db, merchant_id=refund.merchant_id, name=name, subject=f"refund:{refund.id}", at=now, **figures, **caused, **more)

"""Sets a refund on its way: to be sent to a provider, told to the shop, or paid at the till."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.book_refund import book_paid, told
from wesupply_ui.domain.ledger.models import JournalEntry, OrderTender
from wesupply_ui.domain.ledger.refund_models import PaymentCredential, Refund
from wesupply_ui.domain.ledger.refund_states import OVERDUE, State
from wesupply_ui.kernel import live

WAKES = "refunds"
"""The live topic that lets the job send at once."""
PROVIDERS = ("stripe",)


async def way_to(db: AsyncSession, scope: Scope, tender: OrderTender) -> str:
    """By which way money goes back to this payment: through its provider where we can, cash at the till, else by the shop."""
    if tender.provider in PROVIDERS and tender.reference:
        mine = select(PaymentCredential.id).where(
            PaymentCredential.merchant_id == scope.merchant_id, PaymentCredential.provider == tender.provider
        )
        if (await db.execute(mine)).first() is not None:
            return tender.provider
    return "offline" if tender.kind == "cash" else "shop"


async def request_refund(
    db: AsyncSession,
    scope: Scope,
    entry: JournalEntry,
    tender: OrderTender,
    amount: int,
    *,
    way: str,
    receipt: str = "",
    now: datetime,
) -> Refund:
    """The refund's row, in its first state; what was settled with a receipt is paid. Facts: `refund.requested`, then `refund.succeeded`."""
    refund = Refund(
        merchant_id=scope.merchant_id,
        entry_id=entry.id,
        order_id=tender_order(entry),
        tender_id=tender.id,
        cause_kind=entry.cause_kind,
        cause_id=entry.cause_id,
        way=way,
        amount_minor=amount,
        currency=entry.currency,
        reference=tender.reference,
        requested_at=now,
        updated_at=now,
    )
    db.add(refund)
    await db.flush()
    await set_out(db, scope, refund, receipt=receipt, now=now)
    return refund


async def set_out(db: AsyncSession, scope: Scope, refund: Refund, *, receipt: str = "", now: datetime) -> None:
    """Into the state in which its way begins."""
    refund.updated_at, refund.owner, refund.failure_code, refund.failure_words = now, "", "", ""
    refund.attempts = 0
    told(db, refund, "refund.requested", now)
    if refund.way in PROVIDERS:
        refund.state, refund.next_try_at = State.REQUESTED.value, now
        live.announce(db, WAKES)
    elif refund.way == "offline" and receipt:
        refund.receipt = receipt
        await book_paid(db, scope, refund, now=now)
    else:
        refund.state, refund.next_try_at = State.PENDING.value, now + OVERDUE
    await db.flush()


def tender_order(entry: JournalEntry) -> str:
    """The order of a settlement's entry; there always is one."""
    assert entry.order_id is not None
    return entry.order_id


async def tender_of(db: AsyncSession, refund: Refund) -> OrderTender:
    """The payment that it goes back to, as it stands now."""
    mine = select(OrderTender).where(OrderTender.merchant_id == refund.merchant_id, col(OrderTender.id) == refund.tender_id)
    return (await db.execute(mine.execution_options(populate_existing=True))).scalar_one()

"""Which refunds does this worker send, or ask after, now? Takes due ones by lease; what was being sent when a process ended is unsure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.ledger.ports import RefundOrder
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.ledger.refund_states import UNFINISHED, State
from wesupply_ui.domain.ledger.request_refund import PROVIDERS
from wesupply_ui.kernel import leases

LEASE = timedelta(minutes=10)
"""Longer than the slowest batch of calls with their retries."""
NEW_KEY_AFTER = timedelta(hours=1)
"""A provider answers a key as it did before, also with its own fault. So long after a call without an answer nothing is under way any
more: when the provider knows no refund with our id by then, there is none, and a new key may ask for it.
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A refund that this worker holds until `lease`. `asks`: the provider has it, or may have it, so look it up before anything else."""

    id: str
    merchant_id: str
    provider: str
    order: RefundOrder
    asks: bool
    is_pending: bool
    lease: datetime


async def claim_refunds(db: AsyncSession, *, limit: int, now: datetime) -> list[Held]:
    """At most `limit` that are due and that nobody holds. Those to be sent count a try and are marked as being sent before the call."""
    R = Refund
    due = (col(R.next_try_at) <= now) & col(R.way).in_(PROVIDERS) & col(R.state).in_([each.value for each in UNFINISHED])
    rows = await leases.claim(db, R, due=due, order_by=R.next_try_at, limit=limit, now=now, lease=LEASE)
    mine = select(R).where(col(R.id).in_([row[0] for row in rows])).order_by(col(R.id)).execution_options(populate_existing=True)
    return [_begin(each, now) for each in (await db.execute(mine)).scalars()]


def _begin(refund: Refund, now: datetime) -> Held:
    """Mark it as being sent, unless it is only asked after. It is looked up first unless this is its very first call."""
    is_pending, is_first = refund.state == State.PENDING, refund.state == State.REQUESTED and not refund.attempts
    if not is_pending:
        refund.is_unsure = refund.is_unsure or refund.state == State.SENDING
        if refund.is_unsure and now - refund.updated_at >= NEW_KEY_AFTER:
            refund.generation += 1
        refund.state, refund.attempts, refund.updated_at = State.SENDING.value, refund.attempts + 1, now
    order = RefundOrder(refund.id, key_of(refund), refund.amount_minor, refund.currency, refund.reference, refund.partner_id)
    return Held(refund.id, refund.merchant_id, refund.way, order, not is_first, is_pending, now + LEASE)


def key_of(refund: Refund) -> str:
    """The idempotency key at the provider: the row's id, with a count once the provider has refused for good."""
    return f"{refund.id}-{refund.generation}" if refund.generation else refund.id

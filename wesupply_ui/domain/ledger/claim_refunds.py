"""Which refunds does this worker send, or ask after, now? Takes due ones by lease; what was being sent when a process ended is unsure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.ledger.ports import RefundOrder
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.ledger.refund_states import UNFINISHED, State
from wesupply_ui.domain.ledger.request_refund import PROVIDERS
from wesupply_ui.kernel import leases

LEASE = timedelta(minutes=10)
"""Longer than the slowest batch of calls with their retries."""


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
    held = await _held(db, [row[0] for row in rows], now + LEASE)
    sending = [each.id for each in held if not each.is_pending]
    if sending:
        moves = {"state": State.SENDING.value, "attempts": col(R.attempts) + 1, "updated_at": now}
        await db.execute(update(R).where(col(R.id).in_(sending)).values(moves).execution_options(synchronize_session=False))
    return held


async def _held(db: AsyncSession, ids: Sequence[str], lease: datetime) -> list[Held]:
    mine = select(Refund).where(col(Refund.id).in_(ids)).order_by(col(Refund.id)).execution_options(populate_existing=True)
    return [
        Held(
            each.id,
            each.merchant_id,
            each.way,
            RefundOrder(each.id, key_of(each), each.amount_minor, each.currency, each.reference, each.partner_id),
            each.is_unsure or each.state != State.REQUESTED,
            each.state == State.PENDING,
            lease,
        )
        for each in (await db.execute(mine)).scalars()
    ]


def key_of(refund: Refund) -> str:
    """The idempotency key at the provider: the row's id, with a count once the provider has refused for good."""
    return f"{refund.id}-{refund.generation}" if refund.generation else refund.id

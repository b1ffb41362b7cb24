"""Which labels does the job look at now? Claims them by lease, so that any number of workers share them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.labels.models import Label
from wesupply_ui.kernel import leases

LEASE = timedelta(minutes=5)
"""Far longer than a call may take: while a worker may still be buying, no other one does."""

BATCH = 20


@dataclass(frozen=True, slots=True)
class Held:
    """A label that this worker holds until `lease`."""

    id: str
    lease: datetime


async def claim_due(db: AsyncSession, *, now: datetime, limit: int = BATCH) -> list[Held]:
    """Labels that are due, the longest waiting first."""
    rows = await leases.claim(db, Label, due=col(Label.due_at) <= now, order_by=Label.due_at, limit=limit, now=now, lease=LEASE)
    return [Held(row.id, now + LEASE) for row in rows]


async def still_held(db: AsyncSession, held: Held) -> Label | None:
    """The label, locked; None when the lease has ended and somebody else has it."""
    locked = select(Label).where(Label.id == held.id).with_for_update().execution_options(populate_existing=True)
    label = (await db.execute(locked)).scalar_one_or_none()
    return label if label is not None and label.claimed_until == held.lease else None

"""Facts: what happened, written in the transaction in which it happened, so that it is told exactly when it is true."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, Index, Text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from wesupply_ui.kernel import leases
from wesupply_ui.kernel.ids import new_id

MAX_ATTEMPTS = 12
LEASE = timedelta(minutes=2)


class Fact(SQLModel, table=True):
    """`name` in the past tense ("parcel.delivered"); `subject` is `<noun>:<id>`; `data` holds ids and figures, nothing personal."""

    __tablename__ = "fact"  # type: ignore[assignment]
    __table_args__ = (
        Index("ix_fact_due", "handled_at", "due_at"),
        Index("ix_fact_subject", "merchant_id", "subject", "happened_at"),
        Index("ix_fact_news", "merchant_id", "happened_at", "id"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    name: str
    subject: str
    data: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    happened_at: datetime
    due_at: datetime
    claimed_until: datetime | None = None
    attempts: int = 0
    handled_at: datetime | None = None
    error: str | None = Field(default=None, sa_column=Column(Text))


def tell(db: AsyncSession, *, merchant_id: str, name: str, subject: str, at: datetime, **data: Any) -> Fact:
    """Write a fact into the current transaction. It is handled at least once after the commit."""
    fact = Fact(merchant_id=merchant_id, name=name, subject=subject, data=data, happened_at=at, due_at=at)
    db.add(fact)
    return fact


async def due(db: AsyncSession, *, now: datetime, limit: int = 200) -> list[str]:
    """Claim facts that wait to be handled; their ids, oldest first."""
    rows = await leases.claim(
        db,
        Fact,
        due=(col(Fact.handled_at).is_(None)) & (col(Fact.due_at) <= now),
        order_by=Fact.due_at,
        limit=limit,
        now=now,
        lease=LEASE,
    )
    return sorted(row.id for row in rows)


def handled(fact: Fact, *, now: datetime) -> None:
    """This fact is done with."""
    fact.handled_at, fact.claimed_until, fact.error = now, None, None


def failed(fact: Fact, error: str, *, now: datetime) -> None:
    """Try again later, waiting longer each time; after `MAX_ATTEMPTS` it rests until `wesupply doctor` or a person replays it."""
    fact.attempts += 1
    fact.error, fact.claimed_until = error[:500], None
    wait = timedelta(seconds=min(6 * 3600, 5 * 2**fact.attempts))
    fact.due_at = now + wait if fact.attempts < MAX_ATTEMPTS else datetime.max.replace(tzinfo=now.tzinfo)

"""What partners push: verified, stored raw once, answered at once, handled by a job later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Column, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col, select

from wesupply_ui.kernel import leases
from wesupply_ui.kernel.ids import new_id

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 12


class Pushed(SQLModel, table=True):
    """One push of one partner. `partner_key` is the partner's own id of the message, or a digest of the body."""

    __tablename__ = "pushed"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("partner", "partner_key"), Index("ix_pushed_due", "handled_at", "received_at"))

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str | None = Field(default=None, foreign_key="merchant.id")
    partner: str
    partner_key: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    received_at: datetime
    claimed_until: datetime | None = None
    attempts: int = 0
    handled_at: datetime | None = None
    error: str | None = Field(default=None, sa_column=Column(Text))


async def store(db: AsyncSession, *, partner: str, partner_key: str, body: bytes, now: datetime, merchant_id: str | None = None) -> bool:
    """Keep a push; False when this one was already here."""
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    values = Pushed(merchant_id=merchant_id, partner=partner, partner_key=partner_key, body=body, received_at=now).model_dump()
    done = await db.execute(insert(Pushed).values(**values).on_conflict_do_nothing().returning(Pushed.id))
    return done.first() is not None


async def due(db: AsyncSession, *, now: datetime, limit: int = 200) -> Sequence[Pushed]:
    """Claim pushes that wait to be handled, oldest first."""
    waiting = col(Pushed.handled_at).is_(None) & (col(Pushed.attempts) < MAX_ATTEMPTS)
    rows = await leases.claim(db, Pushed, due=waiting, order_by=Pushed.received_at, limit=limit, now=now, lease=LEASE)
    held = select(Pushed).where(col(Pushed.id).in_([row.id for row in rows])).order_by(col(Pushed.received_at))
    return (await db.execute(held)).scalars().all()


def handled(pushed: Pushed, *, now: datetime, error: str | None = None) -> None:
    """This push is done with; `error` says why nothing could be made of it."""
    pushed.handled_at, pushed.claimed_until, pushed.error = now, None, error

"""What partners push: verified, stored raw once, answered at once, handled by a job later."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.ids import new_id


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

"""Was this very request answered before? Keeps the answer to each keyed POST for a day, so that a retry does nothing twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Column, LargeBinary
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, delete, select

KEPT = timedelta(hours=24)


class KeyedAnswer(SQLModel, table=True):
    """`caller` is the API client; `request_digest` tells a retry from another request under the same key. `status` 0: still being done."""

    __tablename__ = "keyed_answer"  # type: ignore[assignment]

    caller: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    request_digest: str
    status: int = 0
    body: bytes = Field(default=b"", sa_column=Column(LargeBinary, nullable=False))
    created_at: datetime = Field(index=True)


async def claim(db: AsyncSession, *, caller: str, key: str, request_digest: str, now: datetime) -> KeyedAnswer | None:
    """Take the key for this transaction: None, and the answer is to be kept with `keep`. Otherwise what is kept under it.

    A second one that comes while the first is being done waits for the first one's transaction to end.
    """
    await db.execute(delete(KeyedAnswer).where(KeyedAnswer.created_at < now - KEPT))  # type: ignore[arg-type]
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    values = {"caller": caller, "key": key, "request_digest": request_digest, "status": 0, "body": b"", "created_at": now}
    done = await db.execute(insert(KeyedAnswer).values(**values).on_conflict_do_nothing().returning(KeyedAnswer.key))
    if done.first() is not None:
        return None
    mine = select(KeyedAnswer).where(KeyedAnswer.caller == caller, KeyedAnswer.key == key)
    return (await db.execute(mine)).scalar_one_or_none()


async def keep(db: AsyncSession, *, caller: str, key: str, status: int, body: bytes) -> None:
    """The answer to every retry of a claimed key."""
    row = await db.get_one(KeyedAnswer, (caller, key))
    row.status, row.body = status, body

"""Was this very request answered before? Keeps the answer to each keyed POST for a day, so that a retry does nothing twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

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

"""Tables of notifications: what we send to shoppers, and how the sending went."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


class Message(SQLModel, table=True):
    """One mail to one shopper, or, without an order, to somebody about their account (`account_kinds`).

    `once_key` makes it unique: the same fact of the same order is told once.

    `state`: pending, sent, failed (given up), skipped (nobody to tell). `due_at` leaves split parcels a moment to move together.
    """

    __tablename__ = "message"  # type: ignore[assignment]
    __table_args__ = (
        UniqueConstraint("merchant_id", "once_key"),
        Index("ix_message_due", "state", "due_at"),
        Index("ix_message_order", "order_id", "created_at"),
        Index("ix_message_merchant", "merchant_id", "created_at", "id"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    order_id: str | None = Field(default=None, foreign_key="order.id")
    kind: str
    once_key: str
    recipient: str = ""
    subject: str = ""
    html: str = Field(default="", sa_column=Column(Text, nullable=False))
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    data: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    state: str = "pending"
    due_at: datetime
    claimed_until: datetime | None = None
    attempts: int = 0
    error: str | None = Field(default=None, sa_column=Column(Text))
    sent_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)


class Notice(SQLModel, table=True):
    """Something that a merchant's staff should know of. `kind`: a key of `staff_kinds.KINDS`; `data` holds what its sentence names,
    nothing personal. `once_key` makes it unique: the same happening is noticed once. `person_id`: it is for this person alone."""

    __tablename__ = "notice"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("merchant_id", "once_key"), Index("ix_notice_newest", "merchant_id", "noticed_at", "id"))

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    kind: str
    once_key: str
    data: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    happened_at: datetime
    noticed_at: datetime
    person_id: str | None = None


class NoticeMarker(SQLModel, table=True):
    """How far one person has read at one merchant: everything up to `read_until`, and single ones after it."""

    __tablename__ = "notice_marker"  # type: ignore[assignment]

    merchant_id: str = Field(foreign_key="merchant.id", primary_key=True)
    person_id: str = Field(foreign_key="person.id", primary_key=True)
    read_until: datetime | None = None
    read_ids: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))

"""Tables of the ledger: each order's book with what it was paid by, and the journal, which only grows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


class OrderBook(SQLModel, table=True):
    """What an order was paid and what of it was given back, in minor units. Its row is locked by whoever settles something of the order.

    `given_back` counts what is taken off goods, tax and shipping, before costs are kept: the shopper may get less of it, never more.
    """

    __tablename__ = "order_book"  # type: ignore[assignment]
    __table_args__ = (
        UniqueConstraint("order_id", name="uq_order_book_order_id"),
        CheckConstraint("given_back_minor >= 0", name="ck_order_book_given_back"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id", index=True)
    order_id: str = Field(foreign_key="order.id")
    customer_id: str | None = Field(default=None, foreign_key="customer.id")
    currency: str
    paid_minor: int = Field(default=0, sa_type=BigInteger)
    given_back_minor: int = Field(default=0, sa_type=BigInteger)
    sale: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    sale_count: int = 0
    opened_at: datetime = Field(default_factory=now)


class OrderTender(SQLModel, table=True):
    """One of the payments by which an order was paid. `reference`: its name at the `provider`. `refunded_minor`: under way or done."""

    __tablename__ = "order_tender"  # type: ignore[assignment]
    __table_args__ = (
        UniqueConstraint("book_id", "key", name="uq_order_tender_book_id_key"),
        CheckConstraint("refunded_minor >= 0", name="ck_order_tender_refunded"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    book_id: str = Field(foreign_key="order_book.id")
    key: str
    position: int = 0
    kind: str
    provider: str = ""
    reference: str = ""
    paid_minor: int = Field(default=0, sa_type=BigInteger)
    refunded_minor: int = Field(default=0, sa_type=BigInteger)


class JournalEntry(SQLModel, table=True):
    """Something that happened to money. `key` makes it happen once; `digest` tells a retry from another deed under the same key.

    `cause_kind`, `cause_id`: what it was done for, such as a return. `data` holds figures, nothing personal. Never changed, never deleted.
    """

    __tablename__ = "journal_entry"  # type: ignore[assignment]
    __table_args__ = (
        UniqueConstraint("merchant_id", "key", name="uq_journal_entry_merchant_id_key"),
        Index("ix_journal_entry_booked", "merchant_id", "booked_at", "id"),
        Index("ix_journal_entry_order", "merchant_id", "order_id", "id"),
        Index("ix_journal_entry_cause", "merchant_id", "cause_kind", "cause_id", "id"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    kind: str
    key: str
    digest: str = ""
    order_id: str | None = Field(default=None, foreign_key="order.id")
    customer_id: str | None = Field(default=None, foreign_key="customer.id")
    currency: str
    cause_kind: str
    cause_id: str
    actor: str = ""
    data: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    happened_at: datetime
    booked_at: datetime


class Posting(SQLModel, table=True):
    """What one entry moves on one account, in minor units: above nothing is a debit. An entry's postings add up to nothing."""

    __tablename__ = "journal_posting"  # type: ignore[assignment]
    __table_args__ = (Index("ix_journal_posting_account", "merchant_id", "account"),)

    entry_id: str = Field(primary_key=True, foreign_key="journal_entry.id")
    account: str = Field(primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    amount_minor: int = Field(sa_type=BigInteger)

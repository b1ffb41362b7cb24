"""Tables of store credit and gift cards: what is left of each, and what of it is held for a purchase that goes on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


class StoreCredit(SQLModel, table=True):
    """Credit that whoever has its code can spend, in parts. `kind`: store_credit or gift_card.

    The code is derived from the row and the installation's key; kept are its fingerprint and last four characters. `balance` holds
    what is `held`; both in minor units.
    """

    __tablename__ = "store_credit"  # type: ignore[assignment]
    __table_args__ = (
        UniqueConstraint("code_hash", name="uq_store_credit_code_hash"),
        CheckConstraint("balance_minor >= 0", name="ck_store_credit_balance"),
        CheckConstraint("held_minor >= 0 AND held_minor <= balance_minor", name="ck_store_credit_held"),
        Index("ix_store_credit_expires", "expires_at"),
        Index("ix_store_credit_entry", "entry_id"),
        Index("ix_store_credit_customer", "merchant_id", "customer_id"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    entry_id: str = Field(foreign_key="journal_entry.id")
    kind: str = "store_credit"
    code_hash: str
    last_four: str
    customer_id: str | None = Field(default=None, foreign_key="customer.id")
    order_id: str | None = Field(default=None, foreign_key="order.id")
    currency: str
    issued_minor: int = Field(sa_type=BigInteger)
    balance_minor: int = Field(sa_type=BigInteger)
    held_minor: int = Field(default=0, sa_type=BigInteger)
    expires_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)


class CreditHold(SQLModel, table=True):
    """Part of a credit that a checkout keeps for itself until it is captured, released, or `expires_at`.

    `state`: held, captured, released or expired. `reference`: the shop's own name for the purchase.
    """

    __tablename__ = "credit_hold"  # type: ignore[assignment]
    __table_args__ = (Index("ix_credit_hold_due", "state", "expires_at"), Index("ix_credit_hold_credit", "credit_id"))

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    credit_id: str = Field(foreign_key="store_credit.id")
    amount_minor: int = Field(sa_type=BigInteger)
    captured_minor: int = Field(default=0, sa_type=BigInteger)
    state: str = "held"
    reference: str = ""
    expires_at: datetime
    created_at: datetime = Field(default_factory=now)
    ended_at: datetime | None = None

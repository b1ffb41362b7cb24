"""Tables of refunds: each on its way to a payment, and the merchants' own accounts at payment providers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


class Refund(SQLModel, table=True):
    """Money on its way back to one payment. `way`: stripe, shop (the shop pays and says so) or offline (cash, with a receipt).

    `state`: as `refund_states.State`. `generation` counts what the provider finally refused: each has an idempotency key of its own.
    `is_unsure`: a call ended without an answer, so that the provider may have done it. `next_try_at`: when to send, or to look again.
    `owner`: who looks after it when it doesn't go by itself ("person:<id>" or "role:<key>").
    """

    __tablename__ = "refund"  # type: ignore[assignment]
    __table_args__ = (
        Index("ix_refund_due", "next_try_at"),
        Index("ix_refund_state", "merchant_id", "state", "id"),
        Index("ix_refund_cause", "merchant_id", "cause_kind", "cause_id"),
        Index("ix_refund_entry", "entry_id"),
        Index("ix_refund_order", "merchant_id", "order_id"),
        Index("ix_refund_partner", "merchant_id", "partner_id"),
        CheckConstraint("amount_minor > 0", name="ck_refund_amount"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    entry_id: str = Field(foreign_key="journal_entry.id")
    order_id: str = Field(foreign_key="order.id")
    tender_id: str = Field(foreign_key="order_tender.id")
    cause_kind: str
    cause_id: str
    way: str
    state: str = "requested"
    amount_minor: int = Field(sa_type=BigInteger)
    currency: str
    reference: str = ""
    partner_id: str = ""
    receipt: str = ""
    generation: int = 0
    attempts: int = 0
    is_unsure: bool = False
    failure_code: str = ""
    failure_words: str = Field(default="", sa_column=Column(Text, nullable=False))
    owner: str = ""
    next_try_at: datetime | None = None
    claimed_until: datetime | None = None
    requested_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)
    done_at: datetime | None = None


class PaymentCredential(SQLModel, table=True):
    """A merchant's account at a payment provider. `sealed`: encrypted JSON of secret_key and webhook_secret. `hint`: how the key ends.

    `outcome`, `checked_at`: how its last trial ended.
    """

    __tablename__ = "payment_credential"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("merchant_id", "provider", name="uq_payment_credential_merchant_id_provider"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    provider: str
    base_url: str | None = None
    sealed: str = Field(sa_column=Column(Text, nullable=False))
    hint: str = ""
    is_live: bool = False
    set_by: str = ""
    outcome: str = ""
    checked_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)

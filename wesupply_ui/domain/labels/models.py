"""Tables of labels: what was wanted, bought, used or given back, and the accounts they are bought with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


class Label(SQLModel, table=True):
    """One label for one parcel. `state`: see `states`. `cause_kind`, `cause_id`: what it is for; `key`: asked twice, it is bought once.

    `ask`: as `ask.stored`, without people once bought. `shipment_id`, `rate_id`, `bought_id`: the provider's. `quoted_minor` is what was
    offered, `price_minor` what is paid (`on_scan`: only if it is scanned). `files`: what is kept, {"pdf": name}. `failure_*`: why it is
    not further; `owner`: who has to act (shopper, merchant, provider); `due_at`: when the job looks next, None: a person must act.
    """

    __tablename__ = "label"  # type: ignore[assignment]
    __table_args__ = (
        UniqueConstraint("merchant_id", "key"),
        Index("ix_label_due", "due_at"),
        Index("ix_label_cause", "merchant_id", "cause_kind", "cause_id"),
        Index("ix_label_state", "merchant_id", "state", "updated_at", "id"),
        Index("ix_label_parcel", "parcel_id"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    cause_kind: str
    cause_id: str
    key: str
    state: str = "wanted"
    ask: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    provider: str = ""
    shipment_id: str = ""
    rate_id: str = ""
    bought_id: str = ""
    carrier: str = ""
    service: str = ""
    number: str = ""
    parcel_id: str | None = Field(default=None, foreign_key="parcel.id")
    quoted_minor: int | None = Field(default=None, sa_type=BigInteger)
    price_minor: int | None = Field(default=None, sa_type=BigInteger)
    currency: str = ""
    on_scan: bool = False
    files: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    refund: str = ""
    failure_code: str = ""
    failure_message: str = Field(default="", sa_column=Column(Text, nullable=False))
    owner: str = ""
    attempts: int = 0
    due_at: datetime | None = None
    claimed_until: datetime | None = None
    void_wanted_at: datetime | None = None
    bought_at: datetime | None = None
    used_at: datetime | None = None
    voided_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)


class LabelAccount(SQLModel, table=True):
    """A merchant's account at a label provider. `sealed`: its encrypted key. New labels are bought with the one that `is_chosen`.

    `outcome`, `checked_at`, `passed_at`: how its last trial ended, and when one last worked.
    """

    __tablename__ = "label_account"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("merchant_id", "provider"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    provider: str
    base_url: str | None = None
    sealed: str = Field(sa_column=Column(Text, nullable=False))
    set_by: str = ""
    is_chosen: bool = True
    outcome: str = ""
    checked_at: datetime | None = None
    passed_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)


class LabelPreference(SQLModel, table=True):
    """How a merchant likes labels to be. Sizes are the usual parcel's; `item_grams`: what a thing weighs of which nobody says it.

    `carriers`, `services`: the only ones that are bought (ours, and the provider's names); empty: any. `form`: what is printed first.
    """

    __tablename__ = "label_preference"  # type: ignore[assignment]

    merchant_id: str = Field(primary_key=True, foreign_key="merchant.id")
    length_mm: int = 300
    width_mm: int = 200
    height_mm: int = 100
    packaging_grams: int = 100
    item_grams: int = 500
    carriers: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    services: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    form: str = "pdf"
    updated_at: datetime = Field(default_factory=now)

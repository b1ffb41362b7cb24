"""Tables of tracking: parcels, what is in them, their scans, the dates said, the carriers' raw answers, and cases of trouble."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id

# Conditions of partial indexes, which hold few rows and cost nothing on the others.
_ARRIVED = text("delivered_at IS NOT NULL")
OUTBOUND = text("NOT parcel.is_return")
"""What goes to shoppers, and not back."""
UNMAPPED = text("NOT is_mapped")
AWAITED = text("milestone NOT IN ('delivered', 'returned')")


class Parcel(SQLModel, table=True):
    """One box under one tracking number: where it stands on the four axes, and when to ask the carrier again.

    `estimated_from`, `estimated_to`: ISO days or instants with the place's offset; `due_on` is the last day of that window at
    the destination; `first_due_on` the first one ever said. `next_poll_at` None: no longer asked. `generation` rises when a
    carrier uses a number again. `digest` is that of the last raw answer. `watch_until`: delivered parcels are watched until then.
    `is_return`: it comes back from a shopper, who posts it when they find the time.
    """

    __tablename__ = "parcel"  # type: ignore[assignment]
    __table_args__ = (
        UniqueConstraint("merchant_id", "carrier", "number", "generation"),
        Index("ix_parcel_due", "carrier", "next_poll_at"),
        Index("ix_parcel_number", "number", "merchant_id"),
        Index("ix_parcel_condition", "merchant_id", "condition", "last_news_at"),
        Index("ix_parcel_registered", "merchant_id", "registered_at", "id"),
        Index("ix_parcel_milestone", "merchant_id", "milestone", "registered_at", "id"),
        Index("ix_parcel_awaited", "merchant_id", "due_on", "first_due_on", sqlite_where=AWAITED, postgresql_where=AWAITED),
        Index(
            "ix_parcel_delivered",
            "merchant_id",
            "delivered_at",
            "first_due_on",
            "is_return",
            sqlite_where=_ARRIVED,
            postgresql_where=_ARRIVED,
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    carrier: str
    number: str
    generation: int = 1
    service: str | None = None
    milestone: str = "label_created"
    condition: str = "ok"
    reason: str | None = None
    action_until: datetime | None = None
    estimated_from: str | None = None
    estimated_to: str | None = None
    due_on: date | None = None
    first_due_on: date | None = None
    delivered_at: datetime | None = None
    delivered_offset: int | None = None
    signed_by: str | None = None
    weight_grams: int | None = None
    shipped_at: datetime | None = None
    last_scan_at: datetime | None = None
    last_news_at: datetime | None = None
    registered_at: datetime = Field(default_factory=now)
    last_polled_at: datetime | None = None
    next_poll_at: datetime | None = None
    claimed_until: datetime | None = None
    watch_until: datetime | None = None
    failures: int = 0
    failure_code: str | None = None
    failure_message: str | None = Field(default=None, sa_column=Column(Text))
    digest: str | None = None
    is_return: bool = False


class Shipment(SQLModel, table=True):
    """An order's claim that some of its lines travel in a parcel. Two orders may share a parcel."""

    __tablename__ = "shipment"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("order_id", "parcel_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    order_id: str = Field(foreign_key="order.id")
    parcel_id: str = Field(foreign_key="parcel.id", index=True)
    position: int = 0
    shipped_at: datetime | None = None


class ShipmentLine(SQLModel, table=True):
    """How many of a line are in the parcel."""

    __tablename__ = "shipment_line"  # type: ignore[assignment]

    shipment_id: str = Field(primary_key=True, foreign_key="shipment.id")
    line_id: str = Field(primary_key=True, foreign_key="order_line.id", index=True)
    quantity: int


class Scan(SQLModel, table=True):
    """One carrier event. `at` is UTC; `offset_minutes` the place's own offset then, None when unknown; `clock` how it is known.

    `key` tells scans of one parcel apart. `milestone` … `reason`: what the code says; all None with `is_mapped` False for a
    code nobody mapped yet.
    """

    __tablename__ = "scan"  # type: ignore[assignment]
    __table_args__ = (
        UniqueConstraint("parcel_id", "key"),
        Index("ix_scan_unmapped", "merchant_id", "seen_at", sqlite_where=UNMAPPED, postgresql_where=UNMAPPED),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    parcel_id: str = Field(foreign_key="parcel.id")
    key: str
    at: datetime
    offset_minutes: int | None = None
    clock: str = "carrier"
    text: str = ""
    code: str = ""
    city: str | None = None
    region: str | None = None
    postcode: str | None = None
    country: str | None = None
    milestone: str | None = None
    condition: str | None = None
    reason: str | None = None
    is_mapped: bool = True
    seen_at: datetime


class RawAnswer(SQLModel, table=True):
    """A carrier's answer as it came, zlib-compressed. Append-only; one row for each different answer."""

    __tablename__ = "raw_answer"  # type: ignore[assignment]
    __table_args__ = (Index("ix_raw_answer_parcel", "parcel_id", "fetched_at"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    parcel_id: str = Field(foreign_key="parcel.id")
    fetched_at: datetime
    digest: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class DateSaid(SQLModel, table=True):
    """A delivery date that a carrier said, each time it changed. Append-only."""

    __tablename__ = "date_said"  # type: ignore[assignment]
    __table_args__ = (Index("ix_date_said_parcel", "parcel_id", "said_at"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    parcel_id: str = Field(foreign_key="parcel.id")
    said_at: datetime
    estimated_from: str | None = None
    estimated_to: str | None = None
    due_on: date | None = None


class Case(SQLModel, table=True):
    """A parcel's trouble of one kind, for a person to work. One that comes back opens the same case again.

    `kind`: of `trouble.KINDS`; `urgency` its place there. `is_present`: the parcel is in this trouble now. `state`: open, snoozed or
    resolved. `resolution`: how it ended; without `resolved_by` it ended by itself. `story`: what was done, oldest first, as
    {"at", "by", "did", "more"}; nothing personal. `version` rises with each change, so that an undo knows whether it is the last.
    """

    __tablename__ = "parcel_case"  # type: ignore[assignment]
    __table_args__ = (
        UniqueConstraint("parcel_id", "kind"),
        Index("ix_parcel_case_inbox", "merchant_id", "state", "urgency", "opened_at", "id"),
        Index("ix_parcel_case_opened", "merchant_id", "opened_at", "kind", "responsible"),
        Index("ix_parcel_case_resolved", "merchant_id", "state", "resolved_at"),
        Index("ix_parcel_case_kind", "merchant_id", "kind", "opened_at"),
        Index("ix_parcel_case_snoozed", "state", "snoozed_until"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    parcel_id: str = Field(foreign_key="parcel.id")
    carrier: str
    kind: str
    urgency: int = 0
    reason: str | None = None
    responsible: str = "unknown"
    promised_on: date | None = None
    opened_at: datetime
    times: int = 1
    is_present: bool = True
    state: str = "open"
    snoozed_until: datetime | None = None
    assigned_id: str | None = Field(default=None, foreign_key="person.id")
    resolution: str | None = None
    resolved_at: datetime | None = None
    resolved_by: str | None = None
    story: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    version: int = 1
    updated_at: datetime = Field(default_factory=now)


class CarrierCredential(SQLModel, table=True):
    """A merchant's own account at a carrier. `sealed`: encrypted JSON of client_id, client_secret, api_key, account.

    `hint`: how its client id ends; `set_by`: the actor who set it. `per_second`, `per_day`: calls allowed, None: as the carrier does;
    `spent`: calls made on the UTC day `spent_on`.
    """

    __tablename__ = "carrier_credential"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("merchant_id", "carrier"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    carrier: str
    base_url: str | None = None
    sealed: str = Field(sa_column=Column(Text, nullable=False))
    hint: str = ""
    set_by: str = ""
    per_second: float | None = None
    per_day: int | None = None
    spent_on: date | None = None
    spent: int = 0
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)


class CarrierCheck(SQLModel, table=True):
    """How the last trial of a merchant's account at a carrier ended: `outcome` of `check.OUTCOMES`. `passed_at`: when one last worked."""

    __tablename__ = "carrier_check"  # type: ignore[assignment]

    merchant_id: str = Field(primary_key=True, foreign_key="merchant.id")
    carrier: str = Field(primary_key=True)
    account_key: str
    outcome: str
    checked_at: datetime
    passed_at: datetime | None = None


class UnmappedCode(SQLModel, table=True):
    """A carrier code that nobody mapped yet, with an example of its text, so that a person can."""

    __tablename__ = "unmapped_code"  # type: ignore[assignment]

    carrier: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    count: int = 0
    first_seen_at: datetime
    last_seen_at: datetime

"""Tables of orders: who bought what, where it goes, and how its delivery stands in one line."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, String, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id

# Byte order on PostgreSQL too: only then does the index answer "begins with".
_PREFIX_TEXT = String().with_variant(String(collation="C"), "postgresql")

_LOCATED = sql("location IS NOT NULL")
_PICKUP = sql("fulfilment = 'pickup'")


def _json(default: type) -> Any:
    return Field(default_factory=default, sa_column=Column(JSON, nullable=False))


class Customer(SQLModel, table=True):
    """Someone who bought at a merchant's. `email` in lower case. `list_state`: allow, block or None."""

    __tablename__ = "customer"  # type: ignore[assignment]
    __table_args__ = (Index("ix_customer_email", "merchant_id", "email"), Index("ix_customer_external", "merchant_id", "external_id"))

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    external_id: str | None = None
    email: str | None = None
    phone: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    group: str | None = None
    tags: list[str] = _json(list)
    list_state: str | None = None
    list_reason: str | None = None
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)


class Order(SQLModel, table=True):
    """One purchase. Amounts in minor units of `currency`.

    `status` is the shop's word; `milestone`, `condition`, `due_on`, `delivered_at`, `parcel_count` sum up the parcels and are
    kept by tracking (milestone None: nothing shipped yet). `attention`: why staff should look, or None. `link_hash` is the
    fingerprint of the tracking link's token. `extra`: fields we have no column for. `remarks`: what was odd in the input.
    `tags` are the shop's, `own_tags` those of staff, which no import takes away; `assigned_to` is the person who takes care of it.
    """

    __tablename__ = "order"  # type: ignore[assignment]
    __table_args__ = (
        UniqueConstraint("merchant_id", "external_id"),
        Index("ix_order_number", "merchant_id", "number_key", "placed_at"),
        Index("ix_order_placed", "merchant_id", "placed_at", "id"),
        Index("ix_order_milestone", "merchant_id", "milestone", "placed_at", "id"),
        Index("ix_order_condition", "merchant_id", "condition", "placed_at", "id"),
        Index("ix_order_attention", "merchant_id", "attention", "placed_at", "id"),
        Index("ix_order_status", "merchant_id", "status", "placed_at", "id"),
        Index("ix_order_channel", "merchant_id", "channel", "placed_at", "id"),
        Index("ix_order_due", "merchant_id", "due_on", "id"),
        Index("ix_order_total", "merchant_id", "total_minor", "id"),
        Index("ix_order_updated", "merchant_id", "updated_at", "id"),
        Index("ix_order_customer", "merchant_id", "customer_id", "placed_at"),
        Index("ix_order_assigned", "merchant_id", "assigned_to", "placed_at", "id"),
        Index("ix_order_delivered", "merchant_id", "delivered_at", "id"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    external_id: str
    number: str
    number_key: str
    customer_id: str | None = Field(default=None, foreign_key="customer.id")
    email: str | None = None
    phone: str | None = None
    name: str | None = None
    status: str = "processing"
    channel: str = "online"
    locale: str = "en"
    placed_at: datetime
    currency: str
    shipping_minor: int = Field(default=0, sa_type=BigInteger)
    discount_minor: int = Field(default=0, sa_type=BigInteger)
    tax_minor: int = Field(default=0, sa_type=BigInteger)
    total_minor: int = Field(default=0, sa_type=BigInteger)
    address: dict[str, Any] = _json(dict)
    postcode_key: str = ""
    tags: list[str] = _json(list)
    extra: dict[str, Any] = _json(dict)
    remarks: list[dict[str, str]] = _json(list)
    link_hash: str = Field(unique=True)
    link_version: int = 1
    milestone: str | None = None
    condition: str = "ok"
    attention: str | None = None
    due_on: date | None = None
    delivered_at: datetime | None = None
    parcel_count: int = 0
    item_count: int = 0
    input_digest: str = ""
    own_tags: list[str] = _json(list)
    note_count: int = 0
    assigned_to: str | None = None
    assigned_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)


class OrderLine(SQLModel, table=True):
    """One line of an order. `fulfilment`: ship, pickup or digital. `unit_price_minor` before discount, tax apart."""

    __tablename__ = "order_line"  # type: ignore[assignment]
    __table_args__ = (
        UniqueConstraint("order_id", "external_id"),
        Index("ix_order_line_pickup", "merchant_id", "location", sqlite_where=_PICKUP, postgresql_where=_PICKUP),
        Index("ix_order_line_location", "merchant_id", "location", sqlite_where=_LOCATED, postgresql_where=_LOCATED),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    order_id: str = Field(foreign_key="order.id")
    external_id: str
    position: int = 0
    sku: str = ""
    title: str = ""
    quantity: int = 1
    unit_price_minor: int = Field(default=0, sa_type=BigInteger)
    discount_minor: int = Field(default=0, sa_type=BigInteger)
    tax_minor: int = Field(default=0, sa_type=BigInteger)
    weight_grams: int | None = None
    image_url: str | None = None
    product_url: str | None = None
    fulfilment: str = "ship"
    location: str | None = None
    vendor: str | None = None
    collected_at: datetime | None = None
    options: dict[str, Any] = _json(dict)
    attributes: dict[str, Any] = _json(dict)
    extra: dict[str, Any] = _json(dict)


class OrderTerm(SQLModel, table=True):
    """A word by which an order is found: number, mail address, names, tracking numbers; lower case, found by prefix.

    `placed_at` is the order's own: a common word's newest orders are then found without looking at each order.
    """

    __tablename__ = "order_term"  # type: ignore[assignment]
    __table_args__ = (Index("ix_order_term_order", "order_id", "term"), {"sqlite_with_rowid": False})

    merchant_id: str = Field(primary_key=True)
    term: str = Field(sa_column=Column(_PREFIX_TEXT, primary_key=True))
    order_id: str = Field(primary_key=True, foreign_key="order.id")
    placed_at: datetime

"""Tables of a merchant's own fields on orders: which there are, and what each order has in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, Index, String, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id

# Byte order on PostgreSQL too: only then does the index answer "begins with".
_PREFIX_TEXT = String().with_variant(String(collation="C"), "postgresql")


class OrderField(SQLModel, table=True):
    """A field of the merchant's own. `kind`: one of `kinds.KINDS`; `options`: what a choice can be. `key`: its name in files and the API.

    `is_listed`, `is_shown`: seen in the list of orders, on the order's page. `is_searched`: orders are found by it. `is_required`: a new
    order in a file must have it.
    """

    __tablename__ = "order_field"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("merchant_id", "key"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    key: str
    label: str
    kind: str = "text"
    options: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    is_listed: bool = False
    is_shown: bool = True
    is_searched: bool = False
    is_required: bool = False
    position: int = 0
    archived_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)


class OrderFieldValue(SQLModel, table=True):
    """What one order has in one field. `value_text` as it is sent, `value_number` for sorting, `value_key` as it is compared and found."""

    __tablename__ = "order_field_value"  # type: ignore[assignment]
    __table_args__ = (
        Index("ix_order_field_value_key", "merchant_id", "field_id", "value_key", "order_id"),
        Index("ix_order_field_value_number", "merchant_id", "field_id", "value_number", "order_id"),
        {"sqlite_with_rowid": False},
    )

    order_id: str = Field(primary_key=True, foreign_key="order.id")
    field_id: str = Field(primary_key=True, foreign_key="order_field.id")
    merchant_id: str
    value_text: str = Field(sa_column=Column(Text, nullable=False))
    value_number: float | None = None
    value_key: str = Field(sa_column=Column(_PREFIX_TEXT, nullable=False))

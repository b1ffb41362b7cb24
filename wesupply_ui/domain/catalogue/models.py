"""Tables of the catalogue: what the merchant sells."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


class Product(SQLModel, table=True):
    """A thing with a SKU. `price_minor` in minor units of `currency`; `variant_of`: the SKU of its parent; `stock`: in all places."""

    __tablename__ = "product"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("merchant_id", "sku"), Index("ix_product_family", "merchant_id", "variant_of"))

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    sku: str
    title: str
    price_minor: int | None = Field(default=None, sa_type=BigInteger)
    currency: str | None = None
    stock: int | None = None
    variant_of: str | None = None
    image_url: str | None = None
    product_url: str | None = None
    options: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    attributes: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    updated_at: datetime = Field(default_factory=now)


class StockLevel(SQLModel, table=True):
    """How many of a product are at one location, by the location's external id."""

    __tablename__ = "stock_level"  # type: ignore[assignment]
    __table_args__ = (Index("ix_stock_level_merchant", "merchant_id", "location"),)

    product_id: str = Field(primary_key=True, foreign_key="product.id")
    location: str = Field(primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    quantity: int

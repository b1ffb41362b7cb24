"""Tables of the catalogue: what the merchant sells."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


class Product(SQLModel, table=True):
    """A thing with a SKU. `price_minor` in minor units of `currency`; `variant_of` is the SKU of its parent."""

    __tablename__ = "product"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("merchant_id", "sku"),)

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

"""Tables of locations: stores, warehouses, return centres, vendors."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


class Location(SQLModel, table=True):
    """A place of the merchant's. `kind`: store, warehouse, return_centre, vendor, recycling. `address` as in the API."""

    __tablename__ = "location"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("merchant_id", "external_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    external_id: str
    name: str
    kind: str = "store"
    address: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    time_zone: str = "UTC"
    hours: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)

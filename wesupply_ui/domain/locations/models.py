"""Tables of locations: stores, warehouses, return centres, vendors."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


class Location(SQLModel, table=True):
    """A place of the merchant's. `kind`: store, warehouse, return_centre, vendor, recycling. `address` as in the API.

    `hours`, `exceptions`: as `hours` reads them. `holidays`: {"follow": closed on public holidays, "region": whose}. `services`: of
    `put.SERVICES`. `contact`: who to ask for. `archived_at`: out of use; what names it stays.
    """

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
    exceptions: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    holidays: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    services: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    phone: str | None = None
    email: str | None = None
    contact: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    archived_at: datetime | None = None
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)

"""Tables of insights: each delivery, deliveries and deeds counted by day, and what a merchant's people have done once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.ids import new_id


class StepMark(SQLModel, table=True):
    """`step`: previewed, mail_passed, mail_tried, dismissed. One a merchant and step; `actor` as in `Scope`."""

    __tablename__ = "step_mark"  # type: ignore[assignment]

    merchant_id: str = Field(primary_key=True, foreign_key="merchant.id")
    step: str = Field(primary_key=True)
    at: datetime
    actor: str = ""


class Trip(SQLModel, table=True):
    """A parcel's way, once it was delivered. `delivered_on`: a day of the merchant's; countries ISO 3166-1 alpha-2, empty when unknown.

    `was_late`: by the first date that was said, None without one. `transit_hours`: from the first scan that moved it to the delivery.
    """

    __tablename__ = "trip"  # type: ignore[assignment]
    __table_args__ = (
        Index(
            "ix_trip_delivered",
            "merchant_id",
            "delivered_on",
            "carrier",
            "destination",
            "origin",
            "was_late",
            "transit_hours",
            "order_id",
        ),
        Index("ix_trip_order", "order_id", "delivered_on"),
    )

    parcel_id: str = Field(primary_key=True, foreign_key="parcel.id")
    merchant_id: str = Field(foreign_key="merchant.id")
    order_id: str | None = Field(default=None, foreign_key="order.id")
    carrier: str
    origin: str = ""
    destination: str = ""
    delivered_on: date
    was_late: bool | None = None
    transit_hours: int | None = None


class DeliveryDay(SQLModel, table=True):
    """What was delivered on a day of the merchant's, counted: `counts` and `hours` as `day_counts.to_stored` makes them, no id among them.

    Holds while no `DayToCount` names the day; a day without a row, or with a mark, is read from its trips.
    """

    __tablename__ = "delivery_day"  # type: ignore[assignment]

    merchant_id: str = Field(primary_key=True, foreign_key="merchant.id")
    on: date = Field(primary_key=True)
    counts: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    hours: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class DayToCount(SQLModel, table=True):
    """A mark: trips of that day have changed. Written with the change, any number for a day; whoever counts the day takes them away."""

    __tablename__ = "day_to_count"  # type: ignore[assignment]
    __table_args__ = (Index("ix_day_to_count", "merchant_id", "on"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    on: date


class DailyCount(SQLModel, table=True):
    """How often something was done on a day of the merchant's, by whomever: no address, no person, no order."""

    __tablename__ = "daily_count"  # type: ignore[assignment]

    merchant_id: str = Field(primary_key=True, foreign_key="merchant.id")
    on: date = Field(primary_key=True)
    name: str = Field(primary_key=True)
    count: int = 0

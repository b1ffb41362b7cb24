"""Tables of what arrives: how each opened box changed its return, and boxes that belong to no return yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


def _json() -> Any:
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class ReturnReceipt(SQLModel, table=True):
    """A box that was opened. `before`, `after`: the return's items around it, as `receiving.shots` writes them, so that it can be undone.

    `counts`: outcome → units. `by`: as in `Scope.actor`.
    """

    __tablename__ = "return_receipt"  # type: ignore[assignment]
    __table_args__ = (Index("ix_return_receipt_by", "merchant_id", "by", "at"), Index("ix_return_receipt_return", "return_id"))

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    return_id: str = Field(foreign_key="return_request.id")
    by: str
    at: datetime
    location: str | None = None
    counts: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    before: list[dict[str, Any]] = _json()
    after: list[dict[str, Any]] = _json()
    undone_at: datetime | None = None


class StrayCounter(SQLModel, table=True):
    """The number that a merchant's last unannounced box got."""

    __tablename__ = "stray_counter"  # type: ignore[assignment]

    merchant_id: str = Field(primary_key=True, foreign_key="merchant.id")
    last: int = 0


class StrayBox(SQLModel, table=True):
    """A box, or something in one, of which nobody knows yet to which return it belongs. `state`: open, matched, disposed.

    `carrier_number`: what stands on it; `order_id`: the order that it is thought to be of; `location`, `place`: where it lies;
    `outcome`: what became of it when it was disposed of.
    """

    __tablename__ = "stray_box"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("merchant_id", "number"), Index("ix_stray_box_state", "merchant_id", "state", "id"))

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    number: str
    state: str = "open"
    carrier_number: str = ""
    sender: str = ""
    contents: str = Field(default="", sa_column=Column(Text, nullable=False))
    location: str | None = None
    place: str = ""
    order_id: str | None = Field(default=None, foreign_key="order.id")
    return_id: str | None = Field(default=None, foreign_key="return_request.id")
    found_at: datetime
    found_by: str
    outcome: str = ""
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    closed_at: datetime | None = None
    closed_by: str = ""
    updated_at: datetime = Field(default_factory=now)

"""Table of returns that shoppers have begun and not yet asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


class ReturnDraft(SQLModel, table=True):
    """What somebody has chosen so far of one order. `choices`: as `choices.written` writes them. `return_id`: what it has become.

    `lapses_at`: when it is forgotten; each choice puts that off.
    """

    __tablename__ = "return_draft"  # type: ignore[assignment]
    __table_args__ = (Index("ix_return_draft_order", "order_id", "lapses_at"), Index("ix_return_draft_lapses", "lapses_at"))

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    order_id: str = Field(foreign_key="order.id")
    choices: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    return_id: str | None = Field(default=None, foreign_key="return_request.id")
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)
    lapses_at: datetime

"""The table of what was said about a return."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


class ReturnMessage(SQLModel, table=True):
    """Something that was said. `kind`: question and reply are the staff's, answer and appeal the shopper's; `by`: as in `Scope.actor`.

    `text` is plain text of people: it is shown to both sides, and stands in no fact, note or log.
    """

    __tablename__ = "return_message"  # type: ignore[assignment]
    __table_args__ = (Index("ix_return_message_return", "return_id", "id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    return_id: str = Field(foreign_key="return_request.id")
    kind: str
    by: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    created_at: datetime = Field(default_factory=now)

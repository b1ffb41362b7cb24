"""Table of photos that shoppers add to what they send back. The pictures themselves are kept files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id

_LAPSING = sql("lapses_at IS NOT NULL")


class ReturnPhoto(SQLModel, table=True):
    """One photo of one line. `file`, `small_file`: names in `kernel.kept_files`, the merchant being the owner.

    It belongs to a draft until that is a return (`return_id`). `lapses_at`: when it is removed; None once it belongs to a return.
    """

    __tablename__ = "return_photo"  # type: ignore[assignment]
    __table_args__ = (
        Index("ix_return_photo_draft", "draft_id"),
        Index("ix_return_photo_return", "return_id"),
        Index("ix_return_photo_lapses", "lapses_at", sqlite_where=_LAPSING, postgresql_where=_LAPSING),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    draft_id: str | None = Field(default=None, foreign_key="return_draft.id")
    return_id: str | None = Field(default=None, foreign_key="return_request.id")
    line_id: str = Field(foreign_key="order_line.id")
    file: str
    small_file: str
    width: int
    height: int
    size: int
    created_at: datetime = Field(default_factory=now)
    lapses_at: datetime | None = None

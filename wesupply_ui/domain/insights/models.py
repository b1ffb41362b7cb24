"""Table of what a merchant's people have done once, of what no other data tells."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class StepMark(SQLModel, table=True):
    """`step`: previewed, mail_passed, mail_tried, dismissed. One a merchant and step; `actor` as in `Scope`."""

    __tablename__ = "step_mark"  # type: ignore[assignment]

    merchant_id: str = Field(primary_key=True, foreign_key="merchant.id")
    step: str = Field(primary_key=True)
    at: datetime
    actor: str = ""

"""Tables of what staff keep on orders and lists: notes, saved views, chosen columns, and changes of many orders at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Text
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id


def _json(default: type) -> Any:
    return Field(default_factory=default, sa_column=Column(JSON, nullable=False))


class OrderNote(SQLModel, table=True):
    """What one of the staff wrote about an order. `mentions`: ids of people named in it. A deleted one can be brought back for a while."""

    __tablename__ = "order_note"  # type: ignore[assignment]
    __table_args__ = (Index("ix_order_note_order", "order_id", "created_at"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    order_id: str = Field(foreign_key="order.id")
    author_id: str = Field(foreign_key="person.id")
    text: str = Field(sa_column=Column(Text, nullable=False))
    mentions: list[str] = _json(list)
    is_pinned: bool = False
    created_at: datetime = Field(default_factory=now)
    edited_at: datetime | None = None
    deleted_at: datetime | None = None


class SavedView(SQLModel, table=True):
    """Filters, sort and columns of a list under a name. `query`: as in the list's address. Private, or for all of the merchant's staff."""

    __tablename__ = "saved_view"  # type: ignore[assignment]
    __table_args__ = (Index("ix_saved_view_list", "merchant_id", "list"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    person_id: str = Field(foreign_key="person.id")
    list: str
    name: str
    is_shared: bool = False
    query: dict[str, str] = _json(dict)
    columns: str = ""
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)
    deleted_at: datetime | None = None


class ListChoice(SQLModel, table=True):
    """How one person likes one list at one merchant: columns as "a,b,c" in their order, and the view it opens with."""

    __tablename__ = "list_choice"  # type: ignore[assignment]

    merchant_id: str = Field(primary_key=True, foreign_key="merchant.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    list: str = Field(primary_key=True)
    columns: str = ""
    view_id: str | None = None


class BulkJob(SQLModel, table=True):
    """One change of many rows of a list, done in batches by whoever holds the lease. `state`: running, done, undoing, undone.

    `action` says of which list. `value`: the person assigned (empty: nobody), the tag, or why cases are closed.
    `reasons`: why some were left, as code → count.
    """

    __tablename__ = "bulk_job"  # type: ignore[assignment]
    __table_args__ = (
        Index("ix_bulk_job_state", "state", "created_at"),
        Index("ix_bulk_job_person", "merchant_id", "person_id", "created_at"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    person_id: str = Field(foreign_key="person.id")
    actor: str
    origin: str = ""
    action: str
    value: str = ""
    state: str = "running"
    total: int = 0
    handled: int = 0
    changed: int = 0
    restored: int = 0
    reasons: dict[str, int] = _json(dict)
    created_at: datetime = Field(default_factory=now)
    finished_at: datetime | None = None
    dismissed_at: datetime | None = None
    claimed_until: datetime | None = None


class BulkItem(SQLModel, table=True):
    """One row of a `BulkJob`: `subject_id` is an order or a parcel. `state`: waiting, changed, left (with its reason), restored, kept.

    `before` and `after` hold what changed, and `at` in `after` when.
    """

    __tablename__ = "bulk_item"  # type: ignore[assignment]
    __table_args__ = (Index("ix_bulk_item_state", "job_id", "state", "position"), Index("ix_bulk_item_subject", "subject_id"))

    job_id: str = Field(primary_key=True, foreign_key="bulk_job.id")
    subject_id: str = Field(primary_key=True)
    position: int
    state: str = "waiting"
    reason: str = ""
    before: dict[str, Any] = _json(dict)
    after: dict[str, Any] = _json(dict)

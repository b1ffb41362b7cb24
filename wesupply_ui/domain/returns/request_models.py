"""Tables of returns that were asked for: the request, its items with their four tracks, and the parcels they come back in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field, SQLModel

from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.ids import new_id

_SETTLED = sql("settlement_id IS NOT NULL")
_TRAVELLING = sql("logistics = 'in_transit'")
_WAKING = sql("wake_at IS NOT NULL")


def _minor() -> Any:
    return Field(default=0, sa_type=BigInteger)


class ReturnCounter(SQLModel, table=True):
    """The number that a merchant's last return got."""

    __tablename__ = "return_counter"  # type: ignore[assignment]

    merchant_id: str = Field(primary_key=True, foreign_key="merchant.id")
    last: int = 1000


class ReturnRequest(SQLModel, table=True):
    """One return: what of one order shall come back. Its items say how each stands.

    `state`, `step`: as `standing.py` derives them from the items; `due_at`: until when the step should be done; `step_since`: since when
    it waits. `method`, `destination`, `resolution`: what all items share, None where they differ. `channel`: who asked (shopper, staff,
    api); `opened_by`: as in `Scope.actor`. `link_hash`: the fingerprint of the link's token. `approved_at` starts the days in which it has
    to be sent: `wake_at` is when `keep_time` looks next, `expires_at` when what was never sent lapses. `turn`: who has to say something
    (shopper: a question waits; staff: an answer or an appeal does), None for nobody; `appeal_at`: since when a no is called into question.
    `label_state`: how its labels stand, as `labelled/standing.py` sums them up; empty where none is wanted. `is_overdue`: whoever should
    have paid by now has said nothing. `assigned_to`: the person who looks after it.
    """

    __tablename__ = "return_request"  # type: ignore[assignment]
    __table_args__ = (
        UniqueConstraint("merchant_id", "number"),
        Index("ix_return_request_made", "merchant_id", "id"),
        Index("ix_return_request_updated", "merchant_id", "updated_at", "id"),
        Index("ix_return_request_state", "merchant_id", "state", "id"),
        Index("ix_return_request_step", "merchant_id", "step", "due_at", "id"),
        Index("ix_return_request_next", "merchant_id", "step", "id"),
        Index("ix_return_request_order", "order_id"),
        Index("ix_return_request_assigned", "merchant_id", "assigned_to", "id"),
        Index("ix_return_request_customer", "merchant_id", "customer_id", "created_at"),
        Index("ix_return_request_wake", "wake_at", sqlite_where=_WAKING, postgresql_where=_WAKING),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    number: str
    order_id: str = Field(foreign_key="order.id")
    customer_id: str | None = Field(default=None, foreign_key="customer.id")
    currency: str
    channel: str
    opened_by: str = ""
    state: str = "under_review"
    step: str = "approve"
    turn: str | None = None
    appeal_at: datetime | None = None
    step_since: datetime
    due_at: datetime | None = None
    method: str | None = None
    destination: str | None = None
    resolution: str | None = None
    country: str | None = None
    label_state: str = ""
    is_overdue: bool = False
    assigned_to: str | None = None
    policy_version: int
    link_hash: str = Field(unique=True)
    link_version: int = 1
    approved_at: datetime | None = None
    expires_at: datetime | None = None
    reminded_at: datetime | None = None
    closed_at: datetime | None = None
    wake_at: datetime | None = None
    claimed_until: datetime | None = None
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)


class ReturnItem(SQLModel, table=True):
    """Some units of one line in a return. Where units part ways (two of three arrived), the row is split and the amounts with it.

    Amounts are frozen as they were quoted, in minor units of the request's currency; `worth_*` is the share of the line's goods and tax,
    whatever it is resolved by. `authorisation` … `settlement`: the four tracks (`tracks.py`). `why`: codes for which a person has to look.
    `decision_note` is told to the shopper when it was declined; `inspection_note` is for staff. `settlement_reference`: the payer's own;
    `settlement_id`: the ledger's, which items that were parted later share.
    `settle_on`: what it is paid upon by itself, as the policy had it.
    """

    __tablename__ = "return_item"  # type: ignore[assignment]
    __table_args__ = (
        Index("ix_return_item_return", "return_id", "position"),
        Index("ix_return_item_line", "line_id"),
        Index("ix_return_item_travelling", "return_id", sqlite_where=_TRAVELLING, postgresql_where=_TRAVELLING),
        Index("ix_return_item_settlement", "settlement_id", sqlite_where=_SETTLED, postgresql_where=_SETTLED),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    return_id: str = Field(foreign_key="return_request.id")
    line_id: str = Field(foreign_key="order_line.id")
    position: int = 0
    quantity: int
    reason: str | None = None
    sub_reason: str | None = None
    comment: str | None = Field(default=None, sa_column=Column(Text))
    resolution: str | None = None
    method: str | None = None
    destination: str | None = None
    photo: str = "no"
    say: str | None = Field(default=None, sa_column=Column(Text))
    why: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    decided_by: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    window_ends_on: date | None = None
    estimated: bool = False
    goods_minor: int = _minor()
    tax_minor: int = _minor()
    tax_included_minor: int = _minor()
    shipping_minor: int = _minor()
    return_cost_minor: int = _minor()
    restocking_minor: int = _minor()
    bonus_minor: int = _minor()
    worth_goods_minor: int = _minor()
    worth_tax_minor: int = _minor()
    authorisation: str = "requested"
    logistics: str = "awaiting"
    inspection: str = "pending"
    settlement: str = "none"
    decision_note: str | None = Field(default=None, sa_column=Column(Text))
    decided_at: datetime | None = None
    received_at: datetime | None = None
    received_at_location: str | None = None
    grade: str | None = None
    disposition: str | None = None
    disposition_at: str | None = None
    inspection_note: str | None = Field(default=None, sa_column=Column(Text))
    inspected_at: datetime | None = None
    restocked_at: datetime | None = None
    restocked_to: str | None = None
    overruled_by: str | None = None
    overruled_because: str | None = Field(default=None, sa_column=Column(Text))
    settled_at: datetime | None = None
    settlement_reference: str | None = None
    settlement_id: str | None = None
    settlement_error: str | None = None
    settlement_tries: int = 0
    settle_on: str = "manual"


class ReturnParcel(SQLModel, table=True):
    """A parcel in which items come back. `source`: "own" (the shopper entered its number) or "label" (we bought it)."""

    __tablename__ = "return_parcel"  # type: ignore[assignment]
    __table_args__ = (UniqueConstraint("return_id", "parcel_id"), Index("ix_return_parcel_parcel", "parcel_id"))

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    return_id: str = Field(foreign_key="return_request.id")
    parcel_id: str = Field(foreign_key="parcel.id")
    carrier: str
    number: str
    source: str = "own"
    created_at: datetime = Field(default_factory=now)

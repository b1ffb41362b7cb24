"""Which parcels should a person look at, kind by kind? Reads only; the rule is in `attention`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking import attention
from wesupply_ui.domain.tracking.listing import COLUMNS, ParcelRow
from wesupply_ui.domain.tracking.models import Parcel, Shipment
from wesupply_ui.domain.tracking.status import Condition, Milestone

_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_shipment: Any = Shipment.__table__  # type: ignore[attr-defined]
_order: Any = Order.__table__  # type: ignore[attr-defined]


async def cases(db: AsyncSession, scope: Scope, kind: str, *, now: datetime, limit: int = 50) -> list[ParcelRow]:
    """Parcels of one of `attention.KINDS`, those with the latest news first; one more than `limit` says that there are more.

    Parcels are found by their condition. One that is late by the calendar alone is found by its order, which says so: without
    an order it is not in the list until the carrier calls it delayed.
    """
    conditions = [condition.value for condition in Condition if attention.kind(Milestone.IN_TRANSIT, condition, None, None, now) == kind]
    rows = await _parcels(db, scope, _parcel.c.condition.in_(conditions), limit * 4)
    if kind == "late":
        late = select(_shipment.c.parcel_id).join(_order, _order.c.id == _shipment.c.order_id)
        late = late.where(_order.c.merchant_id == scope.merchant_id, _order.c.attention == "late").order_by(_order.c.placed_at.desc())
        ids = list((await db.execute(late.limit(limit * 4))).scalars())
        rows = sorted(
            {row.id: row for row in (*rows, *await _parcels(db, scope, _parcel.c.id.in_(ids), limit * 4))}.values(), key=_latest_first
        )
    return [row for row in rows if kind_of(row, now) == kind][: limit + 1]


async def _parcels(db: AsyncSession, scope: Scope, which: ColumnElement[bool], limit: int) -> list[ParcelRow]:
    mine = select(*COLUMNS).where(_parcel.c.merchant_id == scope.merchant_id, which, _parcel.c.milestone != Milestone.RETURNED.value)
    newest = mine.order_by(_parcel.c.last_news_at.desc(), _parcel.c.id.desc()).limit(limit)
    return [ParcelRow(*row) for row in (await db.execute(newest)).all()]


def _latest_first(row: ParcelRow) -> float:
    return -(row.last_news_at or row.registered_at).timestamp()


def kind_of(row: ParcelRow, now: datetime) -> str | None:
    """Why a person should look at this parcel now, or None."""
    return attention.kind(Milestone(row.milestone), Condition(row.condition), row.due_on, row.first_due_on, now)

"""The list of parcels: search, filters and pages, each answered from an index; and whose orders are in them. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_
from sqlalchemy import select as sql_select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.listing import Count
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.search import words_meant
from wesupply_ui.domain.tracking import narrow
from wesupply_ui.domain.tracking.models import Parcel, Shipment
from wesupply_ui.domain.tracking.narrow import ParcelFilter
from wesupply_ui.kernel import paging
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.paging import Page
from wesupply_ui.kernel.planning import unled

MOST_COUNTED = 10_000
# Where several filters meet each parcel has to be looked at.
MOST_COUNTED_FILTERED = 1_000

_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_shipment: Any = Shipment.__table__  # type: ignore[attr-defined]
_order: Any = Order.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """One row of a list of parcels. Instants UTC."""

    id: str
    carrier: str
    number: str
    milestone: str
    condition: str
    reason: str | None
    due_on: date | None
    first_due_on: date | None
    delivered_at: datetime | None
    last_scan_at: datetime | None
    last_news_at: datetime | None
    last_polled_at: datetime | None
    registered_at: datetime
    failure_code: str | None
    service: str | None
    shipped_at: datetime | None


COLUMNS: Sequence[Any] = [_parcel.c[name] for name in ParcelRow.__slots__]


@dataclass(frozen=True, slots=True)
class Inside:
    """An order that a parcel carries things of."""

    id: str
    number: str
    name: str | None


async def list_parcels(
    db: AsyncSession, scope: Scope, shown: ParcelFilter = ParcelFilter(), *, limit: int = 50, cursor: str | None = None
) -> Page[ParcelRow]:
    """One page, the parcel registered last first. Invalid for a cursor that isn't one of this list's."""
    limit = min(max(limit, 1), paging.MAX_LIMIT)
    query = sql_select(*COLUMNS).where(*await narrow.conditions(db, scope, shown))
    if cursor:
        at, last = _read(cursor)
        at_column, id_column = _parcel.c.registered_at, _parcel.c.id
        query = query.where(at_column <= at, or_(at_column < at, and_(at_column == at, id_column < last)))
    query = query.order_by(_parcel.c.registered_at.desc(), _parcel.c.id.desc()).limit(limit + 1)
    items = [ParcelRow(*row) for row in (await db.execute(query)).all()]
    more = len(items) > limit
    items = items[:limit]
    return Page(items, paging.encode(items[-1].registered_at.isoformat(), items[-1].id) if more else None)


async def ids_of(db: AsyncSession, scope: Scope, shown: ParcelFilter, *, most: int) -> list[str]:
    """The ids of the parcels registered last that the filter lets through, at most so many."""
    query = sql_select(_parcel.c.id).where(*await narrow.conditions(db, scope, shown))
    return list((await db.execute(query.order_by(_parcel.c.registered_at.desc(), _parcel.c.id.desc()).limit(most))).scalars())


async def parcel_rows(db: AsyncSession, scope: Scope, ids: Sequence[str]) -> list[ParcelRow]:
    """These parcels' rows as they are now, in this order; those of other merchants are left out."""
    mine = sql_select(*COLUMNS).where(_parcel.c.id.in_(list(ids)), unled(_parcel.c.merchant_id) == scope.merchant_id)
    rows = {row.id: ParcelRow(*row) for row in (await db.execute(mine)).all()}
    return [rows[parcel_id] for parcel_id in ids if parcel_id in rows]


async def count_parcels(db: AsyncSession, scope: Scope, shown: ParcelFilter = ParcelFilter()) -> Count:
    """Exact up to ten thousand; up to two thousand when something is searched for, up to one thousand where several filters meet."""
    words = words_meant(shown.typed)
    if words and await narrow.are_common(db, scope, words):
        most = narrow.SEARCHED
        fitting = _parcel.c.id.in_(narrow.of_words(scope, words).limit(most + 1))
        some = sql_select(_parcel.c.id).where(narrow.hidden(scope), fitting, *narrow.checks_of(scope, shown))
    else:
        asked = [each for each in (shown.milestone, shown.condition, shown.carrier) if each is not None]
        most = MOST_COUNTED if len(asked) <= 1 else MOST_COUNTED_FILTERED
        some = sql_select(_parcel.c.id).where(*await narrow.conditions(db, scope, shown)).limit(most + 1)
    found = (await db.execute(narrow.counted(some))).scalar_one()
    return Count(min(found, most), found > most)


async def orders_in(db: AsyncSession, scope: Scope, parcel_ids: Sequence[str]) -> dict[str, list[Inside]]:
    """For each parcel the orders in it; parcels without one are missing."""
    if not parcel_ids:
        return {}
    rows = await db.execute(
        sql_select(_shipment.c.parcel_id, _order.c.id, _order.c.number, _order.c.name)
        .join(_order, _order.c.id == _shipment.c.order_id)
        .where(_shipment.c.parcel_id.in_(list(parcel_ids)), _shipment.c.merchant_id == scope.merchant_id)
        .order_by(_shipment.c.parcel_id, _order.c.placed_at)
    )
    found: dict[str, list[Inside]] = defaultdict(list)
    for parcel_id, order_id, number, name in rows:
        found[parcel_id].append(Inside(order_id, number, name))
    return dict(found)


def _read(cursor: str) -> tuple[datetime, str]:
    told, last = paging.decode(cursor, 2)
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        problem = FieldProblem("cursor", "is not a cursor of this list")
        raise Invalid("This cursor is not valid; start again without it.", problems=(problem,))
    return at, last

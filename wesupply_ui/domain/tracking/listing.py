"""The list of parcels: search, filters and pages, each answered from an index; and whose orders are in them. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy import select as sql_select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.listing import Count
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.search import TERMS, words_meant
from wesupply_ui.domain.tracking.detect import tidy
from wesupply_ui.domain.tracking.models import UNMAPPED, Parcel, Scan, Shipment
from wesupply_ui.kernel import paging
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.paging import Page

MOST_COUNTED = 10_000
SEARCHED = 2_000
"""A word that fits more orders than this finds the parcels of the newest ones."""

_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_shipment: Any = Shipment.__table__  # type: ignore[attr-defined]
_scan: Any = Scan.__table__  # type: ignore[attr-defined]
_order: Any = Order.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class ParcelFilter:
    """What the list shows. None: whatever. `unmapped_since`: only parcels with a scan seen since then whose code nobody mapped."""

    typed: str = ""
    milestone: str | None = None
    condition: str | None = None
    carrier: str | None = None
    unmapped_since: datetime | None = None


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
    query = sql_select(*COLUMNS).where(*_conditions(scope, shown))
    if cursor:
        at, last = _read(cursor)
        at_column, id_column = _parcel.c.registered_at, _parcel.c.id
        query = query.where(at_column <= at, or_(at_column < at, and_(at_column == at, id_column < last)))
    query = query.order_by(_parcel.c.registered_at.desc(), _parcel.c.id.desc()).limit(limit + 1)
    items = [ParcelRow(*row) for row in (await db.execute(query)).all()]
    more = len(items) > limit
    items = items[:limit]
    return Page(items, paging.encode(items[-1].registered_at.isoformat(), items[-1].id) if more else None)


async def count_parcels(db: AsyncSession, scope: Scope, shown: ParcelFilter = ParcelFilter()) -> Count:
    """Exact up to ten thousand."""
    some = sql_select(_parcel.c.id).where(*_conditions(scope, shown)).limit(MOST_COUNTED + 1).subquery()
    found = (await db.execute(sql_select(func.count()).select_from(some))).scalar_one()
    return Count(min(found, MOST_COUNTED), found > MOST_COUNTED)


async def orders_in(db: AsyncSession, scope: Scope, parcel_ids: Sequence[str]) -> dict[str, list[Inside]]:
    """For each parcel the orders in it; parcels without one are missing."""
    if not parcel_ids:
        return {}
    rows = await db.execute(
        sql_select(_shipment.c.parcel_id, _order.c.id, _order.c.number, _order.c.name)
        .join(_order, _order.c.id == _shipment.c.order_id)
        .where(_shipment.c.parcel_id.in_(list(parcel_ids)), _order.c.merchant_id == scope.merchant_id)
        .order_by(_shipment.c.parcel_id, _order.c.placed_at)
    )
    found: dict[str, list[Inside]] = defaultdict(list)
    for parcel_id, order_id, number, name in rows:
        found[parcel_id].append(Inside(order_id, number, name))
    return dict(found)


def _conditions(scope: Scope, shown: ParcelFilter) -> list[ColumnElement[bool]]:
    found = [_parcel.c.merchant_id == scope.merchant_id]
    for name in ("milestone", "condition", "carrier"):
        if getattr(shown, name) is not None:
            found.append(_parcel.c[name] == getattr(shown, name))
    if shown.unmapped_since is not None:
        odd = sql_select(_scan.c.parcel_id).where(
            _scan.c.merchant_id == scope.merchant_id, _scan.c.seen_at > shown.unmapped_since, UNMAPPED
        )
        found.append(_parcel.c.id.in_(odd))
    if shown.typed.strip():
        found.append(_is_meant(scope, shown.typed))
    return found


def _is_meant(scope: Scope, typed: str) -> ColumnElement[bool]:
    """By the whole tracking number, or by any word that finds an order it belongs to, parts of its numbers included."""
    number = _parcel.c.number == tidy(typed)
    words = words_meant(typed)
    if not words:
        return number
    fitting = words[0].ids(scope.merchant_id).where(*(word.is_of(TERMS.c.order_id) for word in words[1:]))
    newest = fitting.order_by(TERMS.c.placed_at.desc()).limit(SEARCHED)
    return or_(number, _parcel.c.id.in_(sql_select(_shipment.c.parcel_id).where(_shipment.c.order_id.in_(newest))))


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

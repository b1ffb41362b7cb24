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
from wesupply_ui.domain.orders.search import TERMS, Word, how_common, words_meant
from wesupply_ui.domain.tracking.detect import tidy
from wesupply_ui.domain.tracking.models import UNMAPPED, Parcel, Scan, Shipment
from wesupply_ui.kernel import paging
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.paging import Page

MOST_COUNTED = 10_000
SEARCHED = 2_000
"""Words of more orders than this are common."""

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
    query = sql_select(*COLUMNS).where(*await _conditions(db, scope, shown))
    if cursor:
        at, last = _read(cursor)
        at_column, id_column = _parcel.c.registered_at, _parcel.c.id
        query = query.where(at_column <= at, or_(at_column < at, and_(at_column == at, id_column < last)))
    query = query.order_by(_parcel.c.registered_at.desc(), _parcel.c.id.desc()).limit(limit + 1)
    items = [ParcelRow(*row) for row in (await db.execute(query)).all()]
    more = len(items) > limit
    items = items[:limit]
    return Page(items, paging.encode(items[-1].registered_at.isoformat(), items[-1].id) if more else None)


async def parcel_rows(db: AsyncSession, scope: Scope, ids: Sequence[str]) -> list[ParcelRow]:
    """These parcels' rows as they are now, in this order; those of other merchants are left out."""
    mine = sql_select(*COLUMNS).where(_parcel.c.id.in_(list(ids)), _parcel.c.merchant_id == scope.merchant_id)
    rows = {row.id: ParcelRow(*row) for row in (await db.execute(mine)).all()}
    return [rows[parcel_id] for parcel_id in ids if parcel_id in rows]


async def count_parcels(db: AsyncSession, scope: Scope, shown: ParcelFilter = ParcelFilter()) -> Count:
    """Exact up to ten thousand; up to two thousand when something is searched for."""
    words = words_meant(shown.typed)
    if words and await _are_common(db, scope, words):
        most = SEARCHED
        some = sql_select(_parcel.c.id).where(_hidden(scope), _parcel.c.id.in_(_of_words(scope, words).limit(most + 1)), *_filters(shown))
    else:
        most = MOST_COUNTED
        some = sql_select(_parcel.c.id).where(*await _conditions(db, scope, shown)).limit(most + 1)
    found = (await db.execute(sql_select(func.count()).select_from(some.subquery()))).scalar_one()
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


async def _conditions(db: AsyncSession, scope: Scope, shown: ParcelFilter) -> list[ColumnElement[bool]]:
    """Few parcels are found first and then sorted; of many the list is walked, the newest first, until a page is full."""
    words = words_meant(shown.typed)
    if words and await _are_common(db, scope, words):
        inside = and_(_shipment.c.parcel_id == _parcel.c.id, *(word.is_of(_shipment.c.order_id) for word in words))
        return [_parcel.c.merchant_id == scope.merchant_id, sql_select(_shipment.c.id).where(inside).exists(), *_filters(shown)]
    found: set[str] | None = None
    if shown.typed.strip():
        found = set((await db.execute(sql_select(_parcel.c.id).where(_is_number(scope, shown.typed)))).scalars())
        found |= set((await db.execute(_of_words(scope, words))).scalars()) if words else set()
    if shown.unmapped_since is not None:
        odd = sql_select(_scan.c.parcel_id).where(_scan.c.merchant_id == scope.merchant_id, _scan.c.seen_at > shown.unmapped_since)
        with_odd = set((await db.execute(odd.where(UNMAPPED).distinct().limit(SEARCHED))).scalars())
        found = with_odd if found is None else found & with_odd
    if found is None and shown.condition is not None:
        found = await _in_condition(db, scope, shown.condition)
    if found is None:
        return [_parcel.c.merchant_id == scope.merchant_id, *_filters(shown)]
    return [_hidden(scope), _parcel.c.id.in_(found), *_filters(shown)]


async def _in_condition(db: AsyncSession, scope: Scope, condition: str) -> set[str] | None:
    """Ids of the parcels in a condition, when they are few: walking the whole list for them would take long."""
    mine = sql_select(_parcel.c.id).where(_parcel.c.merchant_id == scope.merchant_id, _parcel.c.condition == condition)
    found = set((await db.execute(mine.order_by(_parcel.c.last_news_at.desc()).limit(SEARCHED + 1))).scalars())
    return found if len(found) <= SEARCHED else None


def _filters(shown: ParcelFilter) -> list[ColumnElement[bool]]:
    return [_parcel.c[name] == value for name in ("milestone", "condition", "carrier") if (value := getattr(shown, name)) is not None]


def _hidden(scope: Scope) -> ColumnElement[bool]:
    """The merchant's parcels, said so that no index answers it: the few ids that come with it shall lead."""
    return _parcel.c.merchant_id.concat("") == scope.merchant_id


def _is_number(scope: Scope, typed: str) -> ColumnElement[bool]:
    return and_(_parcel.c.merchant_id == scope.merchant_id, _parcel.c.number == tidy(typed))


async def _are_common(db: AsyncSession, scope: Scope, words: Sequence[Word]) -> bool:
    """Whether even the rarest of the words is in so many orders that a page of them is found sooner by walking the list."""
    for word in words:
        if await how_common(db, scope.merchant_id, word, most=SEARCHED) <= SEARCHED:
            return False
    return True


def _of_words(scope: Scope, words: Sequence[Word]) -> Any:
    """Ids of parcels of orders that have all the words."""
    fitting = sql_select(_shipment.c.parcel_id).join(TERMS, TERMS.c.order_id == _shipment.c.order_id)
    mine = and_(TERMS.c.merchant_id == scope.merchant_id, words[0].fits(TERMS))
    return fitting.where(mine, *(word.is_of(_shipment.c.order_id) for word in words[1:])).distinct()


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

"""The order list: what a person may search, filter and sort by, in pages and with counts. How it is found fast is `walk`'s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.permissions import ORDERS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.custom.holding import holdings
from wesupply_ui.domain.orders.search import Word, carrier_word, words_meant
from wesupply_ui.domain.orders.terms import NOTED, country_mark, tag_mark
from wesupply_ui.domain.orders.walk import ANY, Between, Check, NoneOf, O, Wanted, Way, count_of, find_ids
from wesupply_ui.kernel import paging
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.paging import Page
from wesupply_ui.kernel.planning import unled

MOST_COUNTED = 10_000
# Where several filters meet each order has to be looked at, and where a word meets them its words too.
MOST_COUNTED_FILTERED = 1_000
MOST_COUNTED_SEARCHED = 100


class Sort(StrEnum):
    """By what the list is sorted; a minus turns it round. Orders without a due day come last either way."""

    NEWEST = "-placed"
    OLDEST = "placed"
    DUE = "due"
    DUE_LAST = "-due"
    DEAREST = "-total"
    CHEAPEST = "total"
    CHANGED = "-updated"
    CHANGED_FIRST = "updated"


_THERE = ("delivered", "returned", "available_for_pickup")
_COLUMNS = {"placed": O.c.placed_at, "due": O.c.due_on, "total": O.c.total_minor, "updated": O.c.updated_at}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list shows; None is whatever.

    `milestone` "none": nothing shipped yet. `attention` "any": whichever kind. `typed`: the beginnings of a number, mail address, name
    or tracking number. Placed at `placed_from` or later and before `placed_before` (aware); delivered likewise. `assigned`: a person's id,
    "none" or "any". Due on `due_from` or later and before `due_before`. `late_on`: was due that day or before, and is not there. `own`: the
    key of one of the merchant's fields, and what it has to hold, as `custom.holding` reads it.
    """

    typed: str = ""
    milestone: str | None = None
    condition: str | None = None
    attention: str | None = None
    status: str | None = None
    channel: str | None = None
    carrier: str | None = None
    placed_from: datetime | None = None
    placed_before: datetime | None = None
    country: str | None = None
    tag: str | None = None
    assigned: str | None = None
    is_noted: bool = False
    delivered_from: datetime | None = None
    delivered_before: datetime | None = None
    due_from: date | None = None
    due_before: date | None = None
    late_on: date | None = None
    own: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One row of the list. Amounts in minor units of `currency`; instants UTC."""

    id: str
    external_id: str
    number: str
    name: str | None
    email: str | None
    placed_at: datetime
    currency: str
    total_minor: int
    status: str
    channel: str
    milestone: str | None
    condition: str
    attention: str | None
    due_on: date | None
    delivered_at: datetime | None
    parcel_count: int
    item_count: int
    updated_at: datetime
    tags: list[str]
    own_tags: list[str]
    note_count: int
    assigned_to: str | None
    country: str | None


_SHOWN = [O.c.address["country"].as_string() if name == "country" else O.c[name] for name in OrderRow.__slots__]


@dataclass(frozen=True, slots=True)
class Count:
    """How many orders the filter lets through; `is_more`: that many and more."""

    value: int
    is_more: bool = False

    def __str__(self) -> str:
        return f"{self.value:,}+" if self.is_more else f"{self.value:,}"


async def list_orders(
    db: AsyncSession, scope: Scope, shown: Filter = Filter(), *, sort: Sort = Sort.NEWEST, limit: int = 50, cursor: str | None = None
) -> Page[OrderRow]:
    """One page of at most `limit` (100 at most). Invalid for a cursor that isn't one of this list's."""
    scope.require(ORDERS_READ)
    limit = min(max(limit, 1), paging.MAX_LIMIT)
    wanted = await _wanted(db, scope, shown)
    if wanted is None:
        return Page([])
    after = _read_cursor(cursor, sort)
    way = Way(_COLUMNS[sort.lstrip("-")], sort.startswith("-"), after)
    ids = await _dated_first(db, wanted, way, limit + 1) if "due" in sort else await find_ids(db, wanted, way, limit + 1)
    items = await rows_of(db, scope, ids[:limit])
    return Page(items, _write_cursor(items[-1], sort) if len(ids) > limit else None)


async def rows_of(db: AsyncSession, scope: Scope, ids: Sequence[str]) -> list[OrderRow]:
    """These orders' rows as they are now, in this order; those of other merchants are left out."""
    scope.require(ORDERS_READ)
    mine = select(*_SHOWN).where(O.c.id.in_(ids), unled(O.c.merchant_id) == scope.merchant_id)  # type: ignore[call-overload]
    rows = {row.id: OrderRow(*row) for row in await db.execute(mine)}
    return [rows[order_id] for order_id in ids if order_id in rows]


async def ids_of(db: AsyncSession, scope: Scope, shown: Filter, *, most: int) -> list[str]:
    """The ids of the newest orders that the filter lets through, at most so many."""
    scope.require(ORDERS_READ)
    wanted = await _wanted(db, scope, shown)
    return [] if wanted is None else await find_ids(db, wanted, Way(O.c.placed_at), most)


async def count_orders(db: AsyncSession, scope: Scope, shown: Filter = Filter()) -> Count:
    """Exact up to ten thousand; where several filters meet up to one thousand, where a search meets them up to a hundred."""
    scope.require(ORDERS_READ)
    wanted = await _wanted(db, scope, shown)
    if wanted is None:
        return Count(0)
    most = _most_counted(wanted)
    found = await count_of(db, wanted, most)
    return Count(min(found, most), found > most)


async def page_and_count(
    db: AsyncSession, scope: Scope, shown: Filter = Filter(), *, sort: Sort = Sort.NEWEST, limit: int = 50, cursor: str | None = None
) -> tuple[Page[OrderRow], Count]:
    """As `list_orders` and `count_orders`. Where a search meets filters the first page is found on the way of counting, in one go."""
    scope.require(ORDERS_READ)
    wanted = await _wanted(db, scope, shown)
    if wanted is None or cursor or sort is not Sort.NEWEST or _most_counted(wanted) != MOST_COUNTED_SEARCHED:
        return await list_orders(db, scope, shown, sort=sort, limit=limit, cursor=cursor), await count_orders(db, scope, shown)
    ids = await find_ids(db, wanted, Way(O.c.placed_at), MOST_COUNTED_SEARCHED + 1)
    items = await rows_of(db, scope, ids[:limit])
    count = Count(min(len(ids), MOST_COUNTED_SEARCHED), len(ids) > MOST_COUNTED_SEARCHED)
    return Page(items, _write_cursor(items[-1], sort) if len(ids) > limit else None), count


def _most_counted(wanted: Wanted) -> int:
    is_simple = len(wanted.checks) + len(wanted.words) + len(wanted.lacking) <= 1
    return MOST_COUNTED if is_simple else MOST_COUNTED_SEARCHED if wanted.words else MOST_COUNTED_FILTERED


async def _wanted(db: AsyncSession, scope: Scope, shown: Filter) -> Wanted | None:
    """None when what was typed, the tag, or what a field of the merchant's own shall hold can be in no order."""
    words, own = words_meant(shown.typed), await holdings(db, scope, shown.own)
    if (shown.typed.strip() and not words) or (shown.tag and not tag_mark(shown.tag)) or own is None:
        return None
    words += [word for word, is_asked in _marks(shown) if is_asked]
    checks = [Check(O.c[name], getattr(shown, name)) for name in ("condition", "status", "channel") if getattr(shown, name) is not None]
    if shown.milestone is not None:
        checks.append(Check(O.c.milestone, None if shown.milestone == "none" else shown.milestone))
    for name in ("attention", "assigned"):
        if (value := getattr(shown, name)) is not None:
            column = O.c.assigned_to if name == "assigned" else O.c.attention
            checks.append(Check(column, ANY if value == "any" else None if value == "none" else value))
    checks += _ranges(shown)
    return Wanted(scope.merchant_id, tuple(checks), (*words, *own.having), own.lacking, shown.placed_from, shown.placed_before)


def _marks(shown: Filter) -> list[tuple[Word, bool]]:
    """Filters that are answered from the words of orders, as a search is."""
    return [
        (carrier_word(shown.carrier or ""), bool(shown.carrier)),
        (Word(country_mark(shown.country or ""), is_whole=True), bool(shown.country)),
        (Word(tag_mark(shown.tag or "")), bool(shown.tag)),
        (Word(NOTED, is_whole=True), shown.is_noted),
    ]


def _ranges(shown: Filter) -> list[Check]:
    before = shown.due_before
    found = []
    if shown.late_on:
        late_before = shown.late_on + timedelta(days=1)
        before = min(before, late_before) if before else late_before
        found += [Check(O.c.delivered_at, None), Check(O.c.milestone, NoneOf(_THERE))]
    if shown.due_from or before:
        found.append(Check(O.c.due_on, Between(shown.due_from, before)))
    if shown.delivered_from or shown.delivered_before:
        found.append(Check(O.c.delivered_at, Between(shown.delivered_from, shown.delivered_before)))
    return found


async def _dated_first(db: AsyncSession, wanted: Wanted, way: Way, limit: int) -> list[str]:
    """Orders with a due day in their order, then those without, newest first: null has no place in an index's order."""
    is_past_dated = way.after is not None and way.after[0] is None
    ids = [] if is_past_dated else await find_ids(db, replace(wanted, is_dated=True), way, limit)
    if len(ids) < limit:
        last = way.after[1] if way.after and is_past_dated else None
        rest = Way(O.c.id, True, (last, last) if last else None)
        ids += await find_ids(db, replace(wanted, is_dated=False), rest, limit - len(ids))
    return ids


def _write_cursor(row: OrderRow, sort: Sort) -> str:
    value = {"placed": row.placed_at, "due": row.due_on, "total": row.total_minor, "updated": row.updated_at}[sort.lstrip("-")]
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return paging.encode(sort.value, text, row.id)


def _read_cursor(cursor: str | None, sort: Sort) -> tuple[Any, str] | None:
    if not cursor:
        return None
    of_sort, text, order_id = paging.decode(cursor, 3)
    readers = {"placed": datetime.fromisoformat, "due": date.fromisoformat, "total": int, "updated": datetime.fromisoformat}
    try:
        value = readers[sort.lstrip("-")](text) if text else None
        if of_sort != sort.value or (value is None and "due" not in sort) or (isinstance(value, datetime) and value.tzinfo is None):
            raise ValueError
    except ValueError:
        problem = FieldProblem("cursor", "is not a cursor of this list in this order")
        raise Invalid("This cursor is not valid; start again without it.", problems=(problem,)) from None
    return value, order_id

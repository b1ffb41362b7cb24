"""How is a page of the order list found in a few milliseconds, whatever is searched, filtered and sorted? Chooses the index to walk.

Three ways, by how common things are in the shop (each count is capped, so choosing costs a millisecond):

- *Walk the sort's index* and check each order. Right when the filter lets many through: a page fills soon.
- *Take the rarest filter's index* and sort what it holds. Right when it holds few.
- *Take the rarest word's terms*, which carry the order's time: the newest of a word need no look at the orders. What an order has in a
  field of the merchant's own counts as a word, only without the time.

PostgreSQL knows the first two from its statistics. SQLite does not, so the filters that shall not lead are hidden from its planner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, UnaryExpression, and_, func, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.operators import custom_op
from sqlmodel import select

from wesupply_ui.domain.orders.custom.holding import Holding
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.search import TERMS, Word, how_common

O = Order.__table__  # type: ignore[attr-defined]  # noqa: E741
ANY = object()
_PLACED = "placed_at"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From how many orders on a word or a filter is common, and how many are walked before a common word's terms are asked instead.

    Measured on SQLite: reading an order by its id costs about 3 µs, probing one for a word 2 µs, going on in an index 0.1 µs.
    """

    word: int = 3_000
    filter: int = 10_000
    walked: int = 6_000


_USUAL = Thresholds()
_TRIED = 2_500
"""So many of a word's orders are tried first: a few milliseconds."""


@dataclass(frozen=True, slots=True)
class _View:
    """The columns as a query may use them: `hidden` ones are answered from no index ("+column", as SQLite's documentation says)."""

    hidden: frozenset[str] = frozenset()

    def of(self, column: Any) -> Any:
        """The column, hidden or not."""
        return UnaryExpression(column, operator=custom_op("+"), type_=column.type) if column.key in self.hidden else column


_OPEN = _View()


@dataclass(frozen=True, slots=True)
class Between:
    """A range of days or instants: from `least` on, before `below`; None is open."""

    least: Any = None
    below: Any = None


@dataclass(frozen=True, slots=True)
class NoneOf:
    """None of these words; whatever has no word passes too."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A filter: `column` is (`value`), is null (None), is anything but null (`ANY`), lies in a range, or is none of some words."""

    column: Any
    value: Any

    def condition(self, view: _View) -> ColumnElement[bool]:
        """As part of a query."""
        column = view.of(self.column)
        match self.value:
            case None:
                return column.is_(None)
            case Between(least, below):
                return and_(*([column >= least] if least else []), *([column < below] if below else []), column.is_not(None))
            case NoneOf(values):
                return or_(column.is_(None), column.not_in(values))
        return column.is_not(None) if self.value is ANY else column == self.value


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: orders of a merchant that pass all of it. `lacking`: with nothing in these fields of the merchant's own.

    `is_dated`: only with or only without a day when they are due.
    """

    merchant_id: str
    checks: tuple[Check, ...] = ()
    words: tuple[Word | Holding, ...] = ()
    lacking: tuple[Holding, ...] = ()
    placed_from: datetime | None = None
    placed_before: datetime | None = None
    is_dated: bool | None = None

    @property
    def is_timeless(self) -> bool:
        """Whether nothing is asked but words, not even when."""
        return not (self.checks or self.lacking or self.placed_from or self.placed_before)

    def passing(self, view: _View = _OPEN) -> Any:
        """The ids of orders that pass everything but the words."""
        conditions = [check.condition(view) for check in self.checks] + [~holding.is_of(O.c.id) for holding in self.lacking]
        if self.is_dated is not None:
            due_on = view.of(O.c.due_on)
            conditions.append(due_on.is_not(None) if self.is_dated else due_on.is_(None))
        return select(O.c.id).where(view.of(O.c.merchant_id) == self.merchant_id, *conditions, *self.in_time(view.of(O.c.placed_at)))

    def lets_through(self, order_id: Any, view: _View) -> ColumnElement[bool]:
        """Whether the outer query's order passes everything but the words."""
        return self.passing(view).where(O.c.id == order_id).correlate_except(O).exists()

    def in_time(self, placed_at: Any) -> list[ColumnElement[bool]]:
        """The conditions on when an order was placed."""
        found = [placed_at >= self.placed_from] if self.placed_from else []
        return [*found, placed_at < self.placed_before] if self.placed_before else found


@dataclass(frozen=True, slots=True)
class Way:
    """The list's order: a column and, among equals, the id; both the same way. `after`: the last row seen, as (value, id)."""

    column: Any
    descending: bool = True
    after: tuple[Any, str] | None = None

    def sorted(self, query: Any, view: _View = _OPEN) -> Any:
        """The query in this order, from after the last row seen."""
        return self.sorted_by(query, view.of(self.column), O.c.id)

    def sorted_by(self, query: Any, column: Any, id_: Any) -> Any:
        """The same by columns of another table that say the same."""
        if self.after:
            value, last = self.after
            edge = column <= value if self.descending else column >= value
            beyond = (column < value, id_ < last) if self.descending else (column > value, id_ > last)
            query = query.where(edge, or_(beyond[0], and_(column == value, beyond[1])))
        return query.order_by(column.desc(), id_.desc()) if self.descending else query.order_by(column, id_)


async def find_ids(db: AsyncSession, wanted: Wanted, way: Way, limit: int, *, thresholds: Thresholds = _USUAL) -> list[str]:
    """The ids of at most `limit` orders, in the list's order."""
    if not wanted.words:
        view = await _view(db, wanted, way, thresholds)
        return await _ids(db, way.sorted(wanted.passing(view), view).limit(limit))
    commonness = [await how_common(db, wanted.merchant_id, word, most=thresholds.word) for word in wanted.words]
    rarest = wanted.words[commonness.index(min(commonness))]
    if min(commonness) > thresholds.word:
        found = await _near(db, wanted, way, limit, thresholds)
        if found is not None:
            return found
    others = [word for word in wanted.words if word is not rarest]
    if way.column is O.c.placed_at and rarest.is_dated:
        return await _newest_terms(db, wanted, rarest, others, way, limit)
    view = _led_by_ids(db, wanted, way.column.key)
    query = wanted.passing(view).where(O.c.id.in_(rarest.ids(wanted.merchant_id)), *(word.is_of(O.c.id) for word in others))
    return await _ids(db, way.sorted(query, view).limit(limit))


async def count_of(db: AsyncSession, wanted: Wanted, most: int) -> int:
    """How many orders pass, counted up to `most` + 1."""
    if len(wanted.words) == 1 and wanted.is_timeless:
        query = wanted.words[0].ids(wanted.merchant_id).distinct()
    elif len(wanted.words) == 1 and wanted.words[0].is_dated and not (wanted.checks or wanted.lacking):
        query = wanted.words[0].ids(wanted.merchant_id).where(*wanted.in_time(TERMS.c.placed_at)).distinct()
    elif wanted.words:
        return len(await find_ids(db, wanted, Way(O.c.placed_at), most + 1))
    else:
        query = wanted.passing(await _view(db, wanted, Way(O.c.placed_at), _USUAL))
    return (await db.execute(select(func.count()).select_from(query.limit(most + 1).subquery()))).scalar_one()


async def _view(db: AsyncSession, wanted: Wanted, way: Way, thresholds: Thresholds) -> _View:
    """Hides all columns but the one whose index shall lead: the rarest filter's, or the sort's own when even that is common.

    Every filter's index but those of ranges goes on with `placed_at`: sorted by that, a filter that leads never costs more than it saves.
    """
    by_time = way.column is O.c.placed_at
    parts, hidden = _parts(wanted, way)
    if not by_time and (wanted.placed_from or wanted.placed_before):
        parts[_PLACED] = Wanted(wanted.merchant_id, placed_from=wanted.placed_from, placed_before=wanted.placed_before)
    ranges = {name for name, part in parts.items() if name == _PLACED or any(isinstance(each.value, Between) for each in part.checks)}
    if not _is_sqlite(db) or not parts or (by_time and len(parts) == 1 and not ranges and not hidden):
        return _OPEN
    counts = {name: await _count_of_part(db, part, thresholds.filter) for name, part in parts.items()}
    rarest = min(counts, key=counts.__getitem__)
    others = hidden | frozenset(parts) - {rarest}
    if by_time and rarest not in ranges:
        return _View(others)
    if counts[rarest] <= thresholds.filter:
        return _View(others | {way.column.key, "due_on"} - {"id", rarest})
    return _View(hidden | frozenset(parts))


def _parts(wanted: Wanted, way: Way) -> tuple[dict[str, Wanted], frozenset[str]]:
    """The filters by their column, each as a question of its own; and the columns that no index answers for them.

    A range of the column that is sorted by is part of that walk and takes no other way.
    """
    by_column = groupby(sorted(wanted.checks, key=lambda each: each.column.key), key=lambda each: each.column.key)
    checks = {name: tuple(group) for name, group in by_column if name != way.column.key}
    hidden = frozenset(name for name, group in checks.items() if all(isinstance(each.value, NoneOf) for each in group))
    return {name: Wanted(wanted.merchant_id, group) for name, group in checks.items() if name not in hidden}, hidden


async def _count_of_part(db: AsyncSession, part: Wanted, most: int) -> int:
    query = part.passing().limit(most + 1)
    return (await db.execute(select(func.count()).select_from(query.subquery()))).scalar_one()


async def _near(db: AsyncSession, wanted: Wanted, way: Way, limit: int, thresholds: Thresholds) -> list[str] | None:
    """A page from among the next orders of the list; None when those don't fill it and there are more."""
    view = await _view(db, wanted, way, thresholds)
    base = way.sorted(wanted.passing(view), view)
    # Each word more makes a page less likely to be near, and its terms cheaper to ask; by time they are cheapest.
    far = thresholds.walked // len(wanted.words)
    if way.column is O.c.placed_at and (wanted.checks or len(wanted.words) > 1):
        far //= 2
    edge = (await db.execute(base.with_only_columns(way.column).offset(far).limit(1))).scalar_one_or_none()
    if edge is not None:
        column = view.of(way.column)
        base = base.where(column >= edge if way.descending else column <= edge)
    found = await _ids(db, base.where(*(word.is_of(O.c.id) for word in wanted.words)).limit(limit))
    return found if edge is None or len(found) == limit else None


async def _newest_terms(
    db: AsyncSession, wanted: Wanted, rarest: Word | Holding, others: Sequence[Word | Holding], way: Way, limit: int
) -> list[str]:
    """From the rarest word's terms, which carry the order's time: sorted first, and then tried some at a time until enough have passed.

    An order with several words that fit comes several times, one after the other.
    """
    mine = select(TERMS.c.order_id, TERMS.c.placed_at).where(TERMS.c.merchant_id == wanted.merchant_id, rarest.fits(TERMS))
    mine = mine.where(*wanted.in_time(TERMS.c.placed_at))
    sorted_terms = way.sorted_by(mine, TERMS.c.placed_at, TERMS.c.order_id)
    begun, size, found = 0, max(_TRIED, limit * 4), dict[str, None]()
    while True:
        some = sorted_terms.offset(begun).limit(size).subquery()
        passing = select(some.c.order_id).where(*(word.is_of(some.c.order_id) for word in others))
        if wanted.checks or wanted.lacking:
            passing = passing.where(wanted.lets_through(some.c.order_id, _led_by_ids(db, wanted)))
        found |= dict.fromkeys(await _ids(db, replace(way, after=None).sorted_by(passing, some.c.placed_at, some.c.order_id)))
        begun, size = begun + size, size * 5
        if len(found) >= limit or (await db.execute(mine.offset(begun).limit(1))).first() is None:
            return list(found)[:limit]


def _led_by_ids(db: AsyncSession, wanted: Wanted, *hidden: str) -> _View:
    """No index but that of the ids may lead."""
    names = {*hidden, "merchant_id", _PLACED, "due_on", *(check.column.key for check in wanted.checks)} - {"id"}
    return _View(frozenset(names)) if _is_sqlite(db) else _OPEN


async def _ids(db: AsyncSession, query: Any) -> list[str]:
    return list((await db.execute(query)).scalars())


def _is_sqlite(db: AsyncSession) -> bool:
    return db.get_bind().dialect.name == "sqlite"

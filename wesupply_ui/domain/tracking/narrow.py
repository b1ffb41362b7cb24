"""Which parcels pass the list's filters, found fast however many there are? Chooses what leads: the few that a filter names, or the list.

Each filter that an index answers is asked for its parcels, up to `SEARCHED` of them. Those that have fewer are met and lead; where all
have more, the list is walked, the newest first, and each parcel is checked: with so many that pass a page is soon full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import OrderLine
from wesupply_ui.domain.orders.search import TERMS, Word, how_common, words_meant
from wesupply_ui.domain.orders.terms import country_mark
from wesupply_ui.domain.tracking.detect import tidy
from wesupply_ui.domain.tracking.models import AWAITED, UNMAPPED, Case, Parcel, Scan, Shipment, ShipmentLine
from wesupply_ui.domain.tracking.status import Milestone
from wesupply_ui.domain.tracking.trouble import URGENCY

SEARCHED = 2_000
"""What more parcels have is common."""
ANY = "any"

_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_shipment: Any = Shipment.__table__  # type: ignore[attr-defined]
_inside: Any = ShipmentLine.__table__  # type: ignore[attr-defined]
_line: Any = OrderLine.__table__  # type: ignore[attr-defined]
_scan: Any = Scan.__table__  # type: ignore[attr-defined]
_case: Any = Case.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class ParcelFilter:
    """What the list shows. None: whatever. `unmapped_since`: only parcels with a scan seen since then whose code nobody mapped.

    `case`: the kind of a case that is not resolved, or "any". `late_on`: was due that day or before, and is not there. Expected from a day
    on and before another: parcels still on their way. `country`: where their orders go; `location`: the merchant's id of where they come
    from. Registered and delivered at an instant or later, and before another.
    """

    typed: str = ""
    milestone: str | None = None
    condition: str | None = None
    carrier: str | None = None
    unmapped_since: datetime | None = None
    case: str | None = None
    late_on: date | None = None
    expected_from: date | None = None
    expected_before: date | None = None
    country: str | None = None
    location: str | None = None
    registered_from: datetime | None = None
    registered_before: datetime | None = None
    delivered_from: datetime | None = None
    delivered_before: datetime | None = None


async def conditions(db: AsyncSession, scope: Scope, shown: ParcelFilter) -> list[ColumnElement[bool]]:
    """Of a query on parcels."""
    words = words_meant(shown.typed)
    checks = list(_checks(scope, shown))
    found: set[str] | None = None
    if words and await are_common(db, scope, words):
        inside = and_(_shipment.c.parcel_id == _parcel.c.id, *(word.is_of(_shipment.c.order_id) for word in words))
        checks.append(select(_shipment.c.id).where(inside).exists())
    elif shown.typed.strip():
        found = set((await db.execute(select(_parcel.c.id).where(_is_number(scope, shown.typed)))).scalars())
        found |= set((await db.execute(of_words(scope, words))).scalars()) if words else set()
    for query in _few(scope, shown):
        some = set((await db.execute(query.limit(SEARCHED + 1))).scalars())
        if len(some) <= SEARCHED:
            found = some if found is None else found & some
    if found is None:
        return [_parcel.c.merchant_id == scope.merchant_id, *checks]
    return [hidden(scope), _parcel.c.id.in_(found), *checks]


async def are_common(db: AsyncSession, scope: Scope, words: Sequence[Word]) -> bool:
    """Whether even the rarest of the words is in so many orders that a page of them is found sooner by walking the list."""
    for word in words:
        if await how_common(db, scope.merchant_id, word, most=SEARCHED) <= SEARCHED:
            return False
    return True


def of_words(scope: Scope, words: Sequence[Word]) -> Any:
    """Ids of parcels of orders that have all the words."""
    fitting = select(_shipment.c.parcel_id).join(TERMS, TERMS.c.order_id == _shipment.c.order_id)
    mine = and_(TERMS.c.merchant_id == scope.merchant_id, words[0].fits(TERMS))
    return fitting.where(mine, *(word.is_of(_shipment.c.order_id) for word in words[1:])).distinct()


def hidden(scope: Scope) -> ColumnElement[bool]:
    """The merchant's parcels, said so that no index answers it: the few ids that come with it shall lead."""
    return _parcel.c.merchant_id.concat("") == scope.merchant_id


def checks_of(scope: Scope, shown: ParcelFilter) -> list[ColumnElement[bool]]:
    """Every filter but the search, as a condition on one parcel."""
    return list(_checks(scope, shown))


def _checks(scope: Scope, shown: ParcelFilter) -> Iterator[ColumnElement[bool]]:
    for name in ("milestone", "condition", "carrier"):
        if (value := getattr(shown, name)) is not None:
            yield _parcel.c[name] == value
    yield from _span(_parcel.c.registered_at, shown.registered_from, shown.registered_before)
    yield from _span(_parcel.c.delivered_at, shown.delivered_from, shown.delivered_before)
    if shown.late_on or shown.expected_from or shown.expected_before:
        yield _is_awaited(shown)
    if shown.unmapped_since is not None:
        odd = select(_scan.c.id).where(_scan.c.parcel_id == _parcel.c.id, _scan.c.seen_at > shown.unmapped_since, ~_scan.c.is_mapped)
        yield odd.exists()
    if shown.case is not None:
        yield select(_case.c.id).where(_case.c.parcel_id == _parcel.c.id, *_is_open(shown.case)).exists()
    if shown.country is not None:
        word = Word(country_mark(shown.country), is_whole=True)
        yield select(_shipment.c.id).where(_shipment.c.parcel_id == _parcel.c.id, word.is_of(_shipment.c.order_id)).exists()
    if shown.location is not None:
        yield _from(shown.location).where(_shipment.c.parcel_id == _parcel.c.id).exists()


def _few(scope: Scope, shown: ParcelFilter) -> Iterator[Any]:
    """For each filter that an index answers its parcels, as a query of their ids."""
    mine = select(_parcel.c.id).where(_parcel.c.merchant_id == scope.merchant_id)
    if shown.condition is not None:
        yield mine.where(_parcel.c.condition == shown.condition)
    if shown.carrier is not None:
        yield mine.where(_parcel.c.carrier == shown.carrier)
    if shown.delivered_from or shown.delivered_before:
        yield mine.where(*_span(_parcel.c.delivered_at, shown.delivered_from, shown.delivered_before))
    if shown.late_on or shown.expected_from or shown.expected_before:
        yield mine.where(AWAITED, _is_due(shown))
    if shown.unmapped_since is not None:
        odd = select(_scan.c.parcel_id).where(_scan.c.merchant_id == scope.merchant_id, _scan.c.seen_at > shown.unmapped_since)
        yield odd.where(UNMAPPED).distinct()
    if shown.case is not None:
        yield select(_case.c.parcel_id).where(_case.c.merchant_id == scope.merchant_id, *_is_open(shown.case)).distinct()
    if shown.country is not None:
        yield of_words(scope, [Word(country_mark(shown.country), is_whole=True)])
    if shown.location is not None:
        yield _from(shown.location).with_only_columns(_shipment.c.parcel_id).where(_line.c.merchant_id == scope.merchant_id).distinct()


def _span(column: Any, least: Any, below: Any) -> list[ColumnElement[bool]]:
    return ([column >= least] if least is not None else []) + ([column < below] if below is not None else [])


def _is_awaited(shown: ParcelFilter) -> ColumnElement[bool]:
    there = [Milestone.DELIVERED.value, Milestone.RETURNED.value]
    if shown.late_on is not None:
        there.append(Milestone.AVAILABLE_FOR_PICKUP.value)
    return and_(_parcel.c.milestone.not_in(there), _is_due(shown))


def _is_due(shown: ParcelFilter) -> ColumnElement[bool]:
    """By the day that the carrier said last, or first when it took the later ones back."""

    def due(column: Any) -> ColumnElement[bool]:
        late = [column <= shown.late_on] if shown.late_on is not None else []
        return and_(*_span(column, shown.expected_from, shown.expected_before), *late)

    return or_(due(_parcel.c.due_on), and_(_parcel.c.due_on.is_(None), due(_parcel.c.first_due_on)))


def _is_open(kind: str) -> list[ColumnElement[bool]]:
    found = [_case.c.state.in_(("open", "snoozed"))]
    return found if kind == ANY else [*found, _case.c.urgency == URGENCY.get(kind, -1)]


def _from(location: str) -> Any:
    """Shipments with something that comes from there; those whose lines nobody told may have anything of their orders."""
    lines = select(_shipment.c.id).join(_line, _line.c.order_id == _shipment.c.order_id).where(_line.c.location == location)
    told = select(_inside.c.line_id).where(_inside.c.shipment_id == _shipment.c.id)
    return lines.where(or_(told.where(_inside.c.line_id == _line.c.id).exists(), ~told.exists()))


def _is_number(scope: Scope, typed: str) -> ColumnElement[bool]:
    return and_(_parcel.c.merchant_id == scope.merchant_id, _parcel.c.number == tidy(typed))


def counted(query: Any) -> Any:
    """How many rows a query has."""
    return select(func.count()).select_from(query.subquery())

"""How punctual and how fast are deliveries, and what goes wrong? Each figure counted over a period, with how many orders are behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import INSIGHTS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.insights.behind import CASES, Behind, cases_of, trips_of
from wesupply_ui.domain.insights.deliveries import Day
from wesupply_ui.domain.insights.models import DailyCount, Trip
from wesupply_ui.domain.tracking.models import Case, Shipment

_trip: Any = Trip.__table__  # type: ignore[attr-defined]
_case: Any = Case.__table__  # type: ignore[attr-defined]
_shipment: Any = Shipment.__table__  # type: ignore[attr-defined]
_count: Any = DailyCount.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the merchant's, both included."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Each of them."""
        return [self.first + timedelta(days=at) for at in range((self.last - self.first).days + 1)]

    @property
    def before(self) -> Period:
        """As many days before, to compare with."""
        return Period(self.first - timedelta(days=len(self.days)), self.first - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Lane:
    """Deliveries of a carrier from a country to another. Days half of them, and nine in ten, took at most; None when nobody knows."""

    carrier: str
    origin: str
    destination: str
    parcels: int
    orders: int
    median_days: float | None
    most_days: float | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Cases opened, by reason (None: none was given) and the party that caused it."""

    reason: str | None
    party: str
    cases: int
    orders: int


def asked(what: str, period: Period, carrier: str = "", country: str = "") -> Behind:
    """The question of a whole period."""
    return Behind(what, period.first, period.last, carrier, country)


async def punctuality(db: AsyncSession, scope: Scope, period: Period, *, carrier: str = "", country: str = "") -> list[Day]:
    """Parcels delivered on each day: on time by the first date said, late, or without a date."""
    scope.require(INSIGHTS_READ)
    counted = select(_trip.c.delivered_on, _trip.c.was_late, func.count())
    counted = counted.where(*trips_of(scope, asked("delivered", period, carrier, country)))
    found: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for on, was_late, count in await db.execute(counted.group_by(_trip.c.delivered_on, _trip.c.was_late)):
        found[on][2 if was_late is None else int(was_late)] += count
    return [Day(day, *found[day]) for day in period.days]


async def orders_behind(db: AsyncSession, scope: Scope, behind: Behind, zone: tzinfo) -> int:
    """How many different orders a figure counts."""
    scope.require(INSIGHTS_READ)
    if behind.what == CASES:
        inside = select(func.count(_shipment.c.order_id.distinct())).join(_case, _case.c.parcel_id == _shipment.c.parcel_id)
        return (await db.execute(inside.where(*cases_of(scope, behind, zone)))).scalar_one()
    return (await db.execute(select(func.count(_trip.c.order_id.distinct())).where(*trips_of(scope, behind)))).scalar_one()


async def lanes(db: AsyncSession, scope: Scope, period: Period, *, carrier: str = "", country: str = "") -> list[Lane]:
    """By carrier and the countries that parcels went from and to, those with the most parcels first."""
    scope.require(INSIGHTS_READ)
    keys = (_trip.c.carrier, _trip.c.origin, _trip.c.destination)
    which = trips_of(scope, asked("delivered", period, carrier, country))
    hours: dict[tuple[str, str, str], list[tuple[int | None, int]]] = defaultdict(list)
    spread = select(*keys, _trip.c.transit_hours, func.count()).where(*which).group_by(*keys, _trip.c.transit_hours)
    for *key, took, count in await db.execute(spread):
        hours[tuple(key)].append((took, count))
    orders = {
        tuple(row[:3]): row[3]
        for row in await db.execute(select(*keys, func.count(_trip.c.order_id.distinct())).where(*which).group_by(*keys))
    }
    found = [_lane(key, counts, orders.get(key, 0)) for key, counts in hours.items()]
    return sorted(found, key=lambda lane: (-lane.parcels, lane.carrier, lane.origin, lane.destination))


async def troubles(db: AsyncSession, scope: Scope, period: Period, zone: tzinfo, *, carrier: str = "", country: str = "") -> list[Trouble]:
    """Cases opened in the period, the most frequent reason first."""
    scope.require(INSIGHTS_READ)
    which = cases_of(scope, asked(CASES, period, carrier, country), zone)
    keys = (_case.c.reason, _case.c.responsible)
    counted = {tuple(row[:2]): row[2] for row in await db.execute(select(*keys, func.count()).where(*which).group_by(*keys))}
    inside = select(*keys, func.count(_shipment.c.order_id.distinct())).join(_shipment, _shipment.c.parcel_id == _case.c.parcel_id)
    orders = {tuple(row[:2]): row[2] for row in await db.execute(inside.where(*which).group_by(*keys))}
    found = [Trouble(*key, count, orders.get(key, 0)) for key, count in counted.items()]
    return sorted(found, key=lambda each: (-each.cases, each.reason or ""))


async def silent_now(db: AsyncSession, scope: Scope, *, carrier: str = "") -> dict[str, int]:
    """Open cases of silence, by carrier."""
    scope.require(INSIGHTS_READ)
    mine = [_case.c.merchant_id == scope.merchant_id, _case.c.state == "open", _case.c.kind == "silent"]
    mine += [_case.c.carrier == carrier] if carrier else []
    counted = select(_case.c.carrier, func.count()).where(*mine).group_by(_case.c.carrier)
    return {row[0]: row[1] for row in await db.execute(counted)}


async def counts(db: AsyncSession, scope: Scope, period: Period) -> dict[str, dict[date, int]]:
    """What was counted each day, by name."""
    scope.require(INSIGHTS_READ)
    mine = select(_count.c.name, _count.c.on, _count.c.count).where(_count.c.merchant_id == scope.merchant_id)
    found: dict[str, dict[date, int]] = defaultdict(dict)
    for name, on, count in await db.execute(mine.where(_count.c.on >= period.first, _count.c.on <= period.last)):
        found[name][on] = count
    return found


async def choices(db: AsyncSession, scope: Scope, period: Period) -> tuple[list[str], list[str]]:
    """Carriers and destinations of the period, for filters."""
    which = trips_of(scope, asked("delivered", period))
    carriers = (await db.execute(select(_trip.c.carrier).where(*which).distinct())).scalars()
    countries = (await db.execute(select(_trip.c.destination).where(*which, _trip.c.destination != "").distinct())).scalars()
    return sorted(carriers), sorted(countries)


def in_total(days: Iterable[Day]) -> Day:
    """All days as one."""
    total = Day(date.min)
    for day in days:
        total = replace(total, on_time=total.on_time + day.on_time, late=total.late + day.late, undated=total.undated + day.undated)
    return total


def _lane(key: tuple[str, str, str], counts: Sequence[tuple[int | None, int]], orders: int) -> Lane:
    known = sorted((took, count) for took, count in counts if took is not None)
    return Lane(*key, sum(count for _, count in counts), orders, _within(known, 0.5), _within(known, 0.9))


def _within(known: Sequence[tuple[int, int]], share: float) -> float | None:
    """Days that this share of parcels did not exceed. `known`: hours and how many took them, sorted."""
    wanted, seen = share * sum(count for _, count in known), 0
    for took, count in known:
        seen += count
        if seen >= wanted:
            return took / 24
    return None

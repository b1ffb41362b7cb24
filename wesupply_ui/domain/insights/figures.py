"""How punctual and how fast are deliveries, and what goes wrong? Each figure counted over a period, with how many orders are behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, null, select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import INSIGHTS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.insights.behind import CASES, Behind, cases_of, trips_of
from wesupply_ui.domain.insights.count_days import read_days
from wesupply_ui.domain.insights.day_counts import Deliveries, from_stored
from wesupply_ui.domain.insights.deliveries import Day
from wesupply_ui.domain.insights.models import DailyCount, DayToCount, DeliveryDay, Trip
from wesupply_ui.domain.insights.period import Period
from wesupply_ui.domain.tracking.models import Case, Shipment

_trip: Any = Trip.__table__  # type: ignore[attr-defined]
_case: Any = Case.__table__  # type: ignore[attr-defined]
_shipment: Any = Shipment.__table__  # type: ignore[attr-defined]
_day: Any = DeliveryDay.__table__  # type: ignore[attr-defined]
_mark: Any = DayToCount.__table__  # type: ignore[attr-defined]
_count: Any = DailyCount.__table__  # type: ignore[attr-defined]


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


async def shop_zone(db: AsyncSession, scope: Scope) -> ZoneInfo:
    """By whose clock days begin and end."""
    return ZoneInfo((await db.get_one(Merchant, scope.merchant_id)).time_zone)


async def delivered(db: AsyncSession, scope: Scope, period: Period, *, with_hours: bool = True) -> Deliveries:
    """Everything delivered in the period: as it was counted, and read from the trips where it was not, or changed since."""
    scope.require(INSIGHTS_READ)
    changed = select(_mark.c.id).where(_mark.c.merchant_id == _day.c.merchant_id, _mark.c.on == _day.c.on).exists()
    mine = (_day.c.merchant_id == scope.merchant_id, _day.c.on >= period.first, _day.c.on <= period.last)
    columns = [_day.c.on, _day.c.counts, _day.c.hours] if with_hours else [_day.c.on, _day.c.counts, null()]
    days = {row[0]: from_stored(row[1], row[2]) for row in await db.execute(select(*columns).where(*mine, ~changed))}
    return Deliveries(period, days | await read_days(db, scope.merchant_id, set(period.days) - days.keys()))


async def orders_behind(db: AsyncSession, scope: Scope, behind: Behind, zone: tzinfo) -> int:
    """How many different orders a figure counts."""
    scope.require(INSIGHTS_READ)
    if behind.what == CASES:
        inside = select(func.count(_shipment.c.order_id.distinct())).join(_case, _case.c.parcel_id == _shipment.c.parcel_id)
        return (await db.execute(inside.where(*cases_of(scope, behind, zone)))).scalar_one()
    return (await db.execute(select(func.count(_trip.c.order_id.distinct())).where(*trips_of(scope, behind)))).scalar_one()


async def troubles(db: AsyncSession, scope: Scope, period: Period, zone: tzinfo, *, carrier: str = "", country: str = "") -> list[Trouble]:
    """Cases opened in the period, the most frequent reason first."""
    scope.require(INSIGHTS_READ)
    which = cases_of(scope, asked(CASES, period, carrier, country), zone)
    keys = (_case.c.reason, _case.c.responsible)
    # One walk over the cases for both: an order may be in several cases of a reason, and a case's parcel may hold several orders.
    numbers = func.count(_case.c.id.distinct()), func.count(_shipment.c.order_id.distinct())
    counted = select(*keys, *numbers).outerjoin(_shipment, _shipment.c.parcel_id == _case.c.parcel_id)
    found = [Trouble(*row) for row in await db.execute(counted.where(*which).group_by(*keys))]
    return sorted(found, key=lambda each: (-each.cases, each.reason or ""))


async def cases_opened(db: AsyncSession, scope: Scope, period: Period, zone: tzinfo, *, carrier: str = "", country: str = "") -> int:
    """How many cases were opened in the period, whatever the reason."""
    scope.require(INSIGHTS_READ)
    which = cases_of(scope, asked(CASES, period, carrier, country), zone)
    return (await db.execute(select(func.count()).select_from(_case).where(*which))).scalar_one()


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


def in_total(days: Iterable[Day], on: date = date.min) -> Day:
    """All days as one; `on`: the day it is to be known by."""
    days = list(days)
    return Day(on, sum(day.on_time for day in days), sum(day.late for day in days), sum(day.undated for day in days))


def by_step(days: Sequence[Day], period: Period) -> list[Day]:
    """The period's days put together as it is shown: each known by its first day."""
    rest = iter(days)
    return [in_total(islice(rest, len(step.days)), step.first) for step in period.steps]

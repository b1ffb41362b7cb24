"""How many parcels arrived each day, and how many of them when the carrier had first said? Reads only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.insights.overview import midnight
from wesupply_ui.domain.tracking.attention import late_from
from wesupply_ui.domain.tracking.models import Parcel

_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Day:
    """Parcels delivered on one of the merchant's days. `undated`: the carrier never said when; they count neither way."""

    on: date
    on_time: int = 0
    late: int = 0
    undated: int = 0

    @property
    def delivered(self) -> int:
        """All of them."""
        return self.on_time + self.late + self.undated

    @property
    def share(self) -> float | None:
        """Which part of those with a date came on time, 0 to 1; None when none had one."""
        dated = self.on_time + self.late
        return self.on_time / dated if dated else None


async def by_day(db: AsyncSession, scope: Scope, *, now: datetime, zone: tzinfo, days: int = 21) -> list[Day]:
    """The last `days` days, the present one last.

    "On time" is the rule by which parcels are called late: before noon UTC of the day after the first date that was said. So the
    database groups by stretches between midnights and noons, each of which lies wholly before or after any such instant.
    """
    present = now.astimezone(zone).date()
    first = present - timedelta(days=days - 1)
    shown = [first + timedelta(days=at) for at in range(days)]
    edges = sorted({midnight(day, zone) for day in shown} | {late_from(day - timedelta(days=1)) for day in shown})
    stretch = case(*((_parcel.c.delivered_at < edge, at) for at, edge in enumerate(edges)), else_=len(edges)).label("stretch")
    grouped = (
        select(stretch, _parcel.c.first_due_on, func.count())
        .where(_parcel.c.merchant_id == scope.merchant_id, _parcel.c.delivered_at >= midnight(first, zone))
        .group_by(stretch, _parcel.c.first_due_on)
    )
    counts: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for at, due_on, count in await db.execute(grouped):
        began = edges[max(0, at - 1)]
        counts[began.astimezone(zone).date()][_which(began, due_on)] += count
    return [Day(day, *counts[day]) for day in shown]


def _which(began: datetime, due_on: date | None) -> int:
    """0 on time, 1 late, 2 without a date."""
    if due_on is None:
        return 2
    return int(began >= late_from(due_on))

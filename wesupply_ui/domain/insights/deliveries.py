"""How many parcels arrived each day, and how many of them when the carrier had first said? Reads only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.insights.overview import midnight
from wesupply_ui.domain.tracking.attention import late_from
from wesupply_ui.domain.tracking.models import OUTBOUND, Parcel

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
    database counts by stretches between midnights and noons, each of which lies wholly before or after any such instant.
    """
    present = now.astimezone(zone).date()
    first = present - timedelta(days=days - 1)
    shown = [first + timedelta(days=at) for at in range(days)]
    edges = sorted({midnight(day, zone) for day in shown} | {late_from(day - timedelta(days=1)) for day in shown})
    begins = [edge for edge in edges if edge >= midnight(first, zone)]
    # A statement of ranges, each answered from the index alone; one grouped by such ranges would compare every row with all of them.
    stretches = [_stretch(scope, at, begun, ended) for at, (begun, ended) in enumerate(zip(begins, [*begins[1:], None], strict=True))]
    counts: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    rows: Any = await db.execute(union_all(*stretches))
    for at, due_on, count in rows:
        counts[begins[at].astimezone(zone).date()][_which(begins[at], due_on)] += count
    return [Day(day, *counts[day]) for day in shown]


def _stretch(scope: Scope, at: int, begun: datetime, ended: datetime | None) -> Any:
    """(which stretch, first date said, how many), of the parcels delivered in it."""
    counted = select(literal(at), _parcel.c.first_due_on, func.count()).group_by(_parcel.c.first_due_on)
    counted = counted.where(_parcel.c.merchant_id == scope.merchant_id, _parcel.c.delivered_at >= begun, OUTBOUND)
    return counted if ended is None else counted.where(_parcel.c.delivered_at < ended)


def _which(began: datetime, due_on: date | None) -> int:
    """0 on time, 1 late, 2 without a date."""
    if due_on is None:
        return 2
    return int(began >= late_from(due_on))

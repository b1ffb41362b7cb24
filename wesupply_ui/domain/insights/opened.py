"""How many exceptions began on each of the merchant's days? Reads only."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.insights.overview import midnight
from wesupply_ui.domain.tracking.models import Case

_case: Any = Case.__table__  # type: ignore[attr-defined]


async def opened_by_day(db: AsyncSession, scope: Scope, *, now: datetime, zone: tzinfo, days: int = 21) -> list[tuple[date, int]]:
    """The last `days` days, the present one last: cases of trouble by the day on which it began."""
    present = now.astimezone(zone).date()
    shown = [present - timedelta(days=days - 1 - at) for at in range(days)]
    # A statement for each day, answered from the index alone.
    counts = [_begun(scope, at, midnight(day, zone), midnight(day + timedelta(days=1), zone)) for at, day in enumerate(shown)]
    rows: Any = await db.execute(union_all(*counts))
    found = {row[0]: row[1] for row in rows}
    return [(day, found[at]) for at, day in enumerate(shown)]


def _begun(scope: Scope, at: int, begins: datetime, ends: datetime) -> Any:
    mine = select(literal(at), func.count()).where(_case.c.merchant_id == scope.merchant_id)
    return mine.where(_case.c.opened_at >= begins, _case.c.opened_at < ends)

"""Adds to what is counted each day: a number under a name, nothing of who did it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.insights.models import DailyCount

Key = tuple[str, datetime, str]
"""Merchant id, when (aware) and name."""

_count: Any = DailyCount.__table__  # type: ignore[attr-defined]


async def add(db: AsyncSession, more: Mapping[Key, int]) -> None:
    """Each to the merchant's day; merchants that are gone are passed over."""
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    for (merchant_id, at, name), count in sorted(more.items()):
        merchant = await db.get(Merchant, merchant_id)
        if merchant is None:
            continue
        on = at.astimezone(ZoneInfo(merchant.time_zone)).date()
        row = insert(_count).values(merchant_id=merchant_id, on=on, name=name, count=count)
        keys = ["merchant_id", "on", "name"]
        await db.execute(row.on_conflict_do_update(index_elements=keys, set_={"count": _count.c.count + row.excluded.count}))

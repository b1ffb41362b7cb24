"""Counts deliveries by day once, so that a year of them is quick to read: every day that changed since, from its parcels' own rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.insights.day_counts import NOTHING, LanesOfDay, counted, to_stored
from wesupply_ui.domain.insights.models import DayToCount, DeliveryDay, Trip
from wesupply_ui.domain.insights.note_trips import mark_days, note_trips
from wesupply_ui.domain.insights.overview import midnight
from wesupply_ui.domain.tracking.models import OUTBOUND, Parcel
from wesupply_ui.kernel.planning import unled

AT_ONCE = 3
RECENT = timedelta(days=9)
"""For so long carriers may still say otherwise of a delivery, which tells no fact."""

_trip: Any = Trip.__table__  # type: ignore[attr-defined]
_day: Any = DeliveryDay.__table__  # type: ignore[attr-defined]
_mark: Any = DayToCount.__table__  # type: ignore[attr-defined]
_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_merchant: Any = Merchant.__table__  # type: ignore[attr-defined]


async def waiting(db: AsyncSession) -> list[str]:
    """Merchants with days to count."""
    return list(
        (await db.execute(select(_merchant.c.id).where(select(_mark.c.id).where(_mark.c.merchant_id == _merchant.c.id).exists()))).scalars()
    )


async def count_days(db: AsyncSession, merchant_id: str, *, limit: int = AT_ONCE) -> int:
    """Count the latest of the merchant's marked days, at most `limit`; how many. None while somebody else is at it.

    Done twice it changes nothing. The merchant's row is held, so that there is one who counts, and its days stay where they are.
    A mark that comes meanwhile stays, and its day is counted again.
    """
    held = select(_merchant.c.time_zone).where(_merchant.c.id == merchant_id).with_for_update(key_share=True, skip_locked=True)
    zone = (await db.execute(held)).scalar_one_or_none()
    marked = select(_mark.c.on).where(_mark.c.merchant_id == merchant_id).distinct().order_by(_mark.c.on.desc()).limit(limit)
    days = list((await db.execute(marked)).scalars()) if zone else []
    if not zone or not days:
        return 0
    # In this order: what is committed after a mark is gone brings a mark of its own.
    await db.execute(delete(_mark).where(_mark.c.merchant_id == merchant_id, _mark.c.on.in_(days)))
    await note_trips(db, await _parcels_of(db, merchant_id, days, ZoneInfo(zone)))
    found = await read_days(db, merchant_id, days)
    await db.execute(delete(_day).where(_day.c.merchant_id == merchant_id, _day.c.on.in_(days)))
    rows = []
    for on in days:
        counts, hours = to_stored(found.get(on, NOTHING))
        rows.append({"merchant_id": merchant_id, "on": on, "counts": counts, "hours": hours})
    await db.execute(insert(_day), rows)
    return len(days)


async def read_days(db: AsyncSession, merchant_id: str, days: Collection[date]) -> dict[date, LanesOfDay]:
    """The days as the trips tell them, without those on which nothing came."""
    if not days:
        return {}
    mine = (_trip.c.merchant_id == merchant_id, _trip.c.delivered_on.in_(sorted(days)))
    columns = [_trip.c[name] for name in ("delivered_on", "carrier", "origin", "destination", "was_late", "transit_hours", "order_id")]
    trips = (await db.execute(select(*columns).where(*mine))).all()
    key, other = (_trip.c.carrier, _trip.c.origin, _trip.c.destination), _trip.alias()
    earlier = [other.c.order_id == _trip.c.order_id, other.c.delivered_on < _trip.c.delivered_on]
    same = [unled(other.c.merchant_id) == _trip.c.merchant_id, *(other.c[each.name] == each for each in key)]
    came = select(_trip.c.delivered_on, *key, _trip.c.order_id, func.max(other.c.delivered_on)).join(other, and_(*earlier, *same))
    rows: Iterable[Any] = await db.execute(came.where(*mine).group_by(_trip.c.delivered_on, *key, _trip.c.order_id))
    return counted(trips, {(on, (carrier, origin, to), order_id): last for on, carrier, origin, to, order_id, last in rows})


async def look_again(db: AsyncSession, *, now: datetime) -> None:
    """Mark the last days of every merchant's that has deliveries on them."""
    since = (now - RECENT).date()
    found = select(_merchant.c.id, _day.c.on).join(_day, _day.c.merchant_id == _merchant.c.id).where(_day.c.on >= since)
    await mark_days(db, [(row.id, row.on) for row in await db.execute(found)])


async def _parcels_of(db: AsyncSession, merchant_id: str, days: Sequence[date], zone: ZoneInfo) -> list[str]:
    """Those said to have come on these days, and those that did."""
    noted = select(_trip.c.parcel_id).where(_trip.c.merchant_id == merchant_id, _trip.c.delivered_on.in_(days))
    found = set((await db.execute(noted)).scalars())
    for day in days:
        there = (_parcel.c.merchant_id == merchant_id, _parcel.c.delivered_at.is_not(None), OUTBOUND)
        within = (_parcel.c.delivered_at >= midnight(day, zone), _parcel.c.delivered_at < midnight(day + timedelta(days=1), zone))
        found |= set((await db.execute(select(_parcel.c.id).where(*there, *within))).scalars())
    return sorted(found)

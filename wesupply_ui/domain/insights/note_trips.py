"""Notes each delivered parcel's way for the figures: where from, where to, how long, and whether it came in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, exists, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.insights.models import Trip
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.attention import late_from
from wesupply_ui.domain.tracking.models import Parcel, Scan, Shipment
from wesupply_ui.kernel.outbox import Fact

_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_trip: Any = Trip.__table__  # type: ignore[attr-defined]
_scan: Any = Scan.__table__  # type: ignore[attr-defined]
_order: Any = Order.__table__  # type: ignore[attr-defined]
_shipment: Any = Shipment.__table__  # type: ignore[attr-defined]
_COLUMNS = [_parcel.c[name] for name in ("id", "merchant_id", "carrier", "milestone", "delivered_at", "first_due_on", "shipped_at")]


async def on_fact(db: AsyncSession, fact: Fact, *, now: datetime) -> None:
    """A parcel has news: note its way when it is there, forget it when it is not there after all. Told twice, it changes nothing."""
    noun, _, parcel_id = fact.subject.partition(":")
    if noun == "parcel":
        await note_trips(db, [parcel_id])


async def note_missing(db: AsyncSession, *, limit: int = 500) -> int:
    """Note ways that nobody has noted yet, at most `limit`; how many parcels were looked at."""
    noted = exists().where(_trip.c.parcel_id == _parcel.c.id)
    waiting = select(_parcel.c.id).where(_parcel.c.delivered_at.is_not(None), _parcel.c.milestone == "delivered", ~noted).limit(limit)
    ids = list((await db.execute(waiting)).scalars())
    await note_trips(db, ids)
    return len(ids)


async def note_trips(db: AsyncSession, parcel_ids: Sequence[str]) -> None:
    """Bring what is noted of these parcels to what their rows say."""
    if not parcel_ids:
        return
    rows = (await db.execute(select(*_COLUMNS).where(_parcel.c.id.in_(parcel_ids)))).all()
    there = [row for row in rows if row.milestone == "delivered" and row.delivered_at is not None]
    await db.execute(delete(_trip).where(_trip.c.parcel_id.in_(parcel_ids)))
    if not there:
        return
    ids = [row.id for row in there]
    zones = await _zones(db, {row.merchant_id for row in there})
    orders, origins = await _orders(db, ids), await _origins(db, ids)
    await db.execute(insert(_trip), [_row(row, zones[row.merchant_id], orders.get(row.id), origins.get(row.id)) for row in there])


def _row(parcel: Any, zone: ZoneInfo, order: Any, origin: str | None) -> dict[str, Any]:
    took = parcel.delivered_at - parcel.shipped_at if parcel.shipped_at and parcel.shipped_at <= parcel.delivered_at else None
    return {
        "parcel_id": parcel.id,
        "merchant_id": parcel.merchant_id,
        "order_id": order.id if order else None,
        "carrier": parcel.carrier,
        "origin": _country(origin),
        "destination": _country(order.address.get("country") if order else None),
        "delivered_on": parcel.delivered_at.astimezone(zone).date(),
        "was_late": parcel.delivered_at >= late_from(parcel.first_due_on) if parcel.first_due_on else None,
        "transit_hours": round(took / timedelta(hours=1)) if took is not None else None,
    }


def _country(code: object) -> str:
    text = str(code or "").strip().upper()
    return text if len(text) == 2 and text.isascii() and text.isalpha() else ""


async def _zones(db: AsyncSession, merchant_ids: set[str]) -> dict[str, ZoneInfo]:
    found = await db.execute(select(Merchant.id, Merchant.time_zone).where(Merchant.id.in_(merchant_ids)))  # type: ignore[attr-defined]
    return {row.id: ZoneInfo(row.time_zone) for row in found}


async def _orders(db: AsyncSession, parcel_ids: Sequence[str]) -> dict[str, Any]:
    """The first order in each parcel."""
    inside = select(_shipment.c.parcel_id, _order.c.id, _order.c.address).join(_order, _order.c.id == _shipment.c.order_id)
    found: dict[str, Any] = {}
    for row in await db.execute(inside.where(_shipment.c.parcel_id.in_(parcel_ids)).order_by(_order.c.placed_at, _order.c.id)):
        found.setdefault(row.parcel_id, row)
    return found


async def _origins(db: AsyncSession, parcel_ids: Sequence[str]) -> dict[str, str]:
    """The country of each parcel's first scan that names one."""
    named = (_scan.c.parcel_id.in_(parcel_ids), _scan.c.country.is_not(None))
    first = select(_scan.c.parcel_id, func.min(_scan.c.at).label("at")).where(*named).group_by(_scan.c.parcel_id).subquery()
    rows = select(_scan.c.parcel_id, _scan.c.country).join(first, (first.c.parcel_id == _scan.c.parcel_id) & (first.c.at == _scan.c.at))
    return {row.parcel_id: row.country for row in await db.execute(rows.where(*named).order_by(_scan.c.key))}

"""Notes each delivered parcel's way for the figures: where from, where to, how long, and whether it came in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.insights.models import DayToCount, Trip
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.attention import late_from
from wesupply_ui.domain.tracking.models import OUTBOUND, Parcel, Scan, Shipment
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.outbox import Fact

_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_trip: Any = Trip.__table__  # type: ignore[attr-defined]
_mark: Any = DayToCount.__table__  # type: ignore[attr-defined]
_scan: Any = Scan.__table__  # type: ignore[attr-defined]
_order: Any = Order.__table__  # type: ignore[attr-defined]
_shipment: Any = Shipment.__table__  # type: ignore[attr-defined]
_COLUMNS = [
    _parcel.c[name] for name in ("id", "merchant_id", "carrier", "milestone", "delivered_at", "first_due_on", "shipped_at", "is_return")
]

_AT_ONCE = 500


async def on_fact(db: AsyncSession, fact: Fact, *, now: datetime) -> None:
    """A parcel has news: note its way when it is there, forget it when it is not there after all. Told twice, it changes nothing.

    Where days begin elsewhere, every day is counted anew.
    """
    noun, _, subject = fact.subject.partition(":")
    if noun == "parcel":
        await note_trips(db, [subject])
    if fact.name == "merchant.time_zone_changed":
        days = select(_trip.c.delivered_on).where(_trip.c.merchant_id == fact.merchant_id).distinct()
        await mark_days(db, [(fact.merchant_id, on) for on in (await db.execute(days)).scalars()])


async def note_missing(db: AsyncSession, *, limit: int = 500) -> int:
    """Note ways that nobody has noted yet, at most `limit`; how many parcels were looked at."""
    noted = exists().where(_trip.c.parcel_id == _parcel.c.id)
    waiting = (
        select(_parcel.c.id).where(_parcel.c.delivered_at.is_not(None), _parcel.c.milestone == "delivered", OUTBOUND, ~noted).limit(limit)
    )
    ids = list((await db.execute(waiting)).scalars())
    await note_trips(db, ids)
    return len(ids)


async def note_trips(db: AsyncSession, parcel_ids: Sequence[str]) -> None:
    """Bring what is noted of these parcels to what their rows say, and mark the days that count otherwise now."""
    before = {row.parcel_id: dict(row._mapping) for row in await _each(db, select(_trip), _trip.c.parcel_id, parcel_ids)}
    rows = await _each(db, select(*_COLUMNS), _parcel.c.id, parcel_ids)
    there = [row for row in rows if row.milestone == "delivered" and row.delivered_at is not None and not row.is_return]
    ids = [row.id for row in there]
    zones = await _zones(db, {row.merchant_id for row in there})
    orders, origins = await _orders(db, ids), await _origins(db, ids)
    after = {row.id: _row(row, zones[row.merchant_id], orders.get(row.id), origins.get(row.id)) for row in there}
    other = {parcel_id: row for parcel_id, row in after.items() if before.get(parcel_id) != row}
    gone = [parcel_id for parcel_id in before if parcel_id not in after]
    if gone:
        await db.execute(delete(_trip).where(_trip.c.parcel_id.in_(gone)))
    if other:
        put = sqlite_insert(_trip) if db.get_bind().dialect.name == "sqlite" else postgres_insert(_trip)
        columns = {each.name: put.excluded[each.name] for each in _trip.c if not each.primary_key}
        await db.execute(put.on_conflict_do_update(index_elements=["parcel_id"], set_=columns), list(other.values()))
    changed = [*other.values(), *(before[parcel_id] for parcel_id in (*gone, *other) if parcel_id in before)]
    if changed:
        await mark_days(db, await _days_of(db, changed))


async def mark_days(db: AsyncSession, days: Iterable[tuple[str, date]]) -> None:
    """What was counted of these merchants' days no longer holds. Rows are only added: nobody waits for anybody."""
    if rows := [{"id": new_id(), "merchant_id": merchant_id, "on": on} for merchant_id, on in sorted(set(days))]:
        await db.execute(insert(_mark), rows)


async def _days_of(db: AsyncSession, trips: Sequence[dict[str, Any]]) -> set[tuple[str, date]]:
    """Theirs, and those on which more came of the same orders: whether an order is counted there depends on when it came before."""
    found = {(trip["merchant_id"], trip["delivered_on"]) for trip in trips}
    order_ids = sorted({trip["order_id"] for trip in trips if trip["order_id"]})
    more = await _each(db, select(_trip.c.merchant_id, _trip.c.delivered_on).distinct(), _trip.c.order_id, order_ids)
    return found | {(row.merchant_id, row.delivered_on) for row in more}


async def _each(db: AsyncSession, statement: Any, column: Any, ids: Sequence[str]) -> list[Any]:
    """Rows of these ids, however many there are."""
    found: list[Any] = []
    for begun in range(0, len(ids), _AT_ONCE):
        found += await db.execute(statement.where(column.in_(ids[begun : begun + _AT_ONCE])))
    return found


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
    if not merchant_ids:
        return {}
    found = await db.execute(select(Merchant.id, Merchant.time_zone).where(Merchant.id.in_(merchant_ids)))  # type: ignore[attr-defined]
    return {row.id: ZoneInfo(row.time_zone) for row in found}


async def _orders(db: AsyncSession, parcel_ids: Sequence[str]) -> dict[str, Any]:
    """The first order in each parcel."""
    inside = select(_shipment.c.parcel_id, _order.c.id, _order.c.address).join(_order, _order.c.id == _shipment.c.order_id)
    found: dict[str, Any] = {}
    for row in await _each(db, inside.order_by(_order.c.placed_at, _order.c.id), _shipment.c.parcel_id, parcel_ids):
        found.setdefault(row.parcel_id, row)
    return found


async def _origins(db: AsyncSession, parcel_ids: Sequence[str]) -> dict[str, str]:
    """The country of each parcel's first scan that names one."""
    named = select(_scan.c.parcel_id, _scan.c.country).where(_scan.c.country.is_not(None)).order_by(_scan.c.at.desc(), _scan.c.key)
    return {row.parcel_id: row.country for row in await _each(db, named, _scan.c.parcel_id, parcel_ids)}

"""Figures of deliveries counted the plain way, row by row out of the tables that tracking writes: what the quick ones have to equal."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.insights.day_counts import Lane
from wesupply_ui.domain.insights.deliveries import Day
from wesupply_ui.domain.insights.period import Period
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.attention import late_from
from wesupply_ui.domain.tracking.models import Parcel, Scan, Shipment

_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_order: Any = Order.__table__  # type: ignore[attr-defined]
_shipment: Any = Shipment.__table__  # type: ignore[attr-defined]
_scan: Any = Scan.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Row:
    on: date
    key: tuple[str, str, str]
    was_late: bool | None
    took: float | None
    order_id: str


async def rows_of(db: Any, scope: Scope, zone: ZoneInfo) -> list[Row]:
    """Each delivered parcel with its order and its first scan, out of the tables that tracking writes."""
    columns = (_parcel, _order.c.id.label("order_id"), _order.c.address, _scan.c.country)
    joined = select(*columns).join(_shipment, _shipment.c.parcel_id == _parcel.c.id).join(_order, _order.c.id == _shipment.c.order_id)
    joined = joined.outerjoin(_scan, _scan.c.parcel_id == _parcel.c.id)
    found = []
    for row in await db.execute(joined.where(_parcel.c.merchant_id == scope.merchant_id, _parcel.c.milestone == "delivered")):
        took = (row.delivered_at - row.shipped_at) / timedelta(hours=1) if row.shipped_at else None
        key = (row.carrier, row.country or "", (row.address["country"] or "").upper())
        late = row.delivered_at >= late_from(row.first_due_on) if row.first_due_on else None
        on = row.delivered_at.astimezone(zone).date()
        found.append(Row(on, key, late, took if took is not None and took >= 0 else None, row.order_id))
    return found


def _is(row: Row, carrier: str, country: str) -> bool:
    return carrier in ("", row.key[0]) and (not country or row.key[2] == country.strip("-"))


def plain_day(on: date, rows: list[Row]) -> Day:
    outcomes = [row.was_late for row in rows if row.on == on]
    return Day(on, outcomes.count(False), outcomes.count(True), outcomes.count(None))


def plain_lanes(rows: list[Row]) -> list[Lane]:
    by_key: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_key[row.key].append(row)
    lanes = []
    for key, there in by_key.items():
        took = sorted(row.took for row in there if row.took is not None)
        half, most = [next(t for n, t in enumerate(took, 1) if n >= len(took) * part) / 24 if took else None for part in (0.5, 0.9)]
        lanes.append(Lane(*key, len(there), len({row.order_id for row in there}), half, most))
    return sorted(lanes, key=lambda lane: (-lane.parcels, lane.carrier, lane.origin, lane.destination))


def within(rows: list[Row], period: Period, carrier: str = "", country: str = "") -> list[Row]:
    return [row for row in rows if period.first <= row.on <= period.last and _is(row, carrier, country)]


def plain_choices(rows: list[Row]) -> tuple[list[str], list[str]]:
    return sorted({row.key[0] for row in rows}), sorted({row.key[2] for row in rows if row.key[2]})

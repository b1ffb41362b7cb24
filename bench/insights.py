"""Insights: how long each figure takes at 100,000 deliveries, over the longest period that people choose."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.insights import figures
from wesupply_ui.domain.insights.behind import Behind
from wesupply_ui.domain.insights.figures import Period
from wesupply_ui.domain.insights.models import Trip
from wesupply_ui.domain.insights.orders import orders_of
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.models import Case, Parcel, Shipment
from wesupply_ui.domain.tracking.trouble import KINDS, URGENCY
from wesupply_ui.kernel import schema
from wesupply_ui.kernel.db import Database

ORDERS = 100_000
DAYS = 90
LIMIT_MS = 500
ROUNDS = 5
TODAY = date(2026, 11, 24)
PERIOD = Period(TODAY - timedelta(days=DAYS - 1), TODAY)
CARRIERS, COUNTRIES = ("ups", "fedex", "usps", "dhl"), ("US", "CA", "GB", "DE", "FR", "MX")


def main() -> dict[str, Any]:
    """Print and return the times, in milliseconds; the worst of some rounds."""
    return asyncio.run(_measured())


async def _measured() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'insights.sqlite3'}")
        await schema.migrate(database)
        scope = await _stock(database)
        reads: dict[str, Any] = {
            "punctuality": lambda db: figures.punctuality(db, scope, PERIOD),
            "punctuality, one country": lambda db: figures.punctuality(db, scope, PERIOD, country="FR"),
            "lanes": lambda db: figures.lanes(db, scope, PERIOD),
            "troubles": lambda db: figures.troubles(db, scope, PERIOD, UTC),
            "troubles, one country": lambda db: figures.troubles(db, scope, PERIOD, UTC, country="FR"),
            "choices": lambda db: figures.choices(db, scope, PERIOD),
            "orders behind late ones": lambda db: orders_of(db, scope, Behind("late", PERIOD.first, PERIOD.last), UTC),
        }
        times = {}
        for name, read in reads.items():
            times[name] = await _worst(database, read)
            print(f"{name:26} {times[name]:8.1f} ms{'' if times[name] <= LIMIT_MS else '  slow'}")
        await database.close()
    return {"orders": ORDERS, "days": DAYS, "ms": times}


async def _worst(database: Database, read: Any) -> float:
    worst = 0.0
    for _ in range(ROUNDS):
        async with database.reading() as db:
            begun = time.perf_counter()
            await read(db)
            worst = max(worst, (time.perf_counter() - begun) * 1000)
    return round(worst, 1)


async def _stock(database: Database) -> Scope:
    """One merchant with all deliveries within the period, every twentieth of them after an exception."""
    chance = random.Random(7)
    merchant = Merchant(slug="bench", name="Bench", time_zone="UTC", currency="USD", country="US")
    async with database.transaction() as db:
        db.add(merchant)
    for begun in range(0, ORDERS, 5_000):
        rows: dict[Any, list[dict[str, Any]]] = {Order: [], Parcel: [], Shipment: [], Trip: [], Case: []}
        for at in range(begun, begun + 5_000):
            _add(rows, merchant.id, at, chance)
        async with database.transaction() as db:
            for table, values in rows.items():
                await db.execute(insert(table), values)
    return scope_of_system(merchant.id, "bench")


def _add(rows: dict[Any, list[dict[str, Any]]], merchant_id: str, at: int, chance: random.Random) -> None:
    key, day = f"{at:026d}", TODAY - timedelta(days=at % DAYS)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    carrier, country = chance.choice(CARRIERS), chance.choice(COUNTRIES)
    ids = {"merchant_id": merchant_id}
    order = Order(
        id=key, external_id=str(at), number=f"#{at}", number_key=str(at), placed_at=noon, currency="USD", link_hash=key,
        address={"country": country}, **ids,
    )  # fmt: skip
    rows[Order].append(order.model_dump())
    rows[Parcel].append(Parcel(id=key, carrier=carrier, number=key, milestone="delivered", delivered_at=noon, **ids).model_dump())
    rows[Shipment].append({"id": key, "order_id": key, "parcel_id": key, "position": 0, **ids})
    trip = {"parcel_id": key, "order_id": key, "carrier": carrier, "origin": "US", "destination": country, "delivered_on": day}
    rows[Trip].append({**ids, **trip, "was_late": chance.random() < 0.06, "transit_hours": chance.randint(20, 200)})
    if at % 20 == 0:
        kind = chance.choice(KINDS)
        case = Case(id=key, parcel_id=key, carrier=carrier, kind=kind, urgency=URGENCY[kind], reason=kind, opened_at=noon, **ids)
        rows[Case].append(case.model_dump())

"""Overview and insights at 100,000 orders: from a click to its figures, over the real socket of the production server."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil
from sqlalchemy import String, cast, func, select

import wesupply_ui.wesupply_ui
from bench import shop
from bench.asking import Action, held, measure, show
from bench.lists import There, look_around, visits
from bench.tab import signed_in
from tests.served import Served, serving
from wesupply_ui.domain.insights.behind import Behind
from wesupply_ui.domain.insights.models import DeliveryDay, Trip
from wesupply_ui.domain.insights.note_trips import mark_days
from wesupply_ui.jobs.trips import count_due
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.insights.address import behind_href

assert wesupply_ui.wesupply_ui  # registers every State
_trip: Any = Trip.__table__  # type: ignore[attr-defined]
_day: Any = DeliveryDay.__table__  # type: ignore[attr-defined]
OVERVIEW, INSIGHTS = "/app", "/app/insights"
COUNTRIES, CARRIERS = ("FR", "US", "DE", "MX"), ("ups", "fedex", "usps", "dhl")


def main() -> dict[str, Any]:
    """Print the table and return its figures. Fails when an action's p95 is above the limit."""
    with tempfile.TemporaryDirectory(prefix="wesupply-insights-") as folder:
        shutil.copy(shop.file(), Path(folder) / "wesupply.sqlite3")
        with serving(Path(folder), pages=False) as served:
            there, found = asyncio.run(_asked(served))
        keeping = asyncio.run(_kept(f"sqlite+aiosqlite:///{Path(folder) / 'wesupply.sqlite3'}"))
    print(
        f"counting by day: {keeping['cpu_us']} µs of CPU and {keeping['bytes']} bytes a parcel; grew by {keeping['grown_mb']} MB meanwhile"
    )
    show(", ".join(f"{count:,} {name}" for name, count in there.sizes.items()), found)
    return held({"sizes": there.sizes, "ms": found, "keeping": keeping, "load": os.getloadavg()[0]})


async def _asked(served: Served) -> tuple[There, dict[str, dict[str, float]]]:
    there = await look_around(served.database_url)
    async with signed_in(served.url, there.token) as tab:
        return there, await measure(tab, actions(clock.now().date()))


async def _kept(url: str) -> dict[str, float]:
    """Every day of the shop counted anew: what that costs a parcel, in time and in room, and how much memory it takes."""
    database = Database(url)
    async with database.transaction() as db:
        days = (await db.execute(select(_trip.c.merchant_id, _trip.c.delivered_on).distinct())).all()
        parcels = (await db.execute(select(func.count()).select_from(_trip))).scalar_one()
        await mark_days(db, [tuple(row) for row in days])
    before, worked = psutil.Process().memory_info().rss, time.process_time()
    while await count_due(database):
        pass
    worked, grown = time.process_time() - worked, psutil.Process().memory_info().rss - before
    async with database.reading() as db:
        room = func.sum(func.length(cast(_day.c.counts, String)) + func.length(cast(_day.c.hours, String)))
        kept = (await db.execute(select(room))).scalar_one()
    await database.close()
    return {"parcels": parcels, "cpu_us": round(worked / parcels * 1e6), "bytes": round(kept / parcels, 1), "grown_mb": round(grown / 1e6)}


def actions(today: date) -> list[Action]:
    """Everything that is measured. A period is counted together with the one before."""
    year = {"first": (today - timedelta(days=365)).isoformat(), "last": today.isoformat()}
    month = today - timedelta(days=29)
    behind = [behind_href(Behind(what, month, today)) for what in ("late", "delivered", "case", "undated")]
    return [
        Action("overview", visits([OVERVIEW])),
        *(Action(f"insights: {days} days", visits([f"{INSIGHTS}?days={days}"])) for days in (7, 30, 90)),
        Action("insights: 90 days, a carrier", visits([f"{INSIGHTS}?days=90&carrier={carrier}" for carrier in CARRIERS])),
        Action("insights: 90 days, a country", visits([f"{INSIGHTS}?days=90&country={country}" for country in COUNTRIES])),
        Action("insights: a whole year", visits([f"{INSIGHTS}?{urlencode(year)}"])),
        Action("insights: orders behind a figure", visits(behind)),
    ]

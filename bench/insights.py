"""Overview and insights at 100,000 orders: from a click to its figures, over the real socket of the production server."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import wesupply_ui.wesupply_ui
from bench import shop
from bench.asking import Action, held, measure, show
from bench.lists import There, look_around, visits
from bench.tab import signed_in
from tests.served import Served, serving
from wesupply_ui.domain.insights.behind import Behind
from wesupply_ui.kernel import clock
from wesupply_ui.portals.merchant.insights.address import behind_href

assert wesupply_ui.wesupply_ui  # registers every State
OVERVIEW, INSIGHTS = "/app", "/app/insights"
COUNTRIES, CARRIERS = ("FR", "US", "DE", "MX"), ("ups", "fedex", "usps", "dhl")


def main() -> dict[str, Any]:
    """Print the table and return its figures. Fails when an action's p95 is above the limit."""
    with tempfile.TemporaryDirectory(prefix="wesupply-insights-") as folder:
        shutil.copy(shop.file(), Path(folder) / "wesupply.sqlite3")
        with serving(Path(folder), pages=False) as served:
            there, found = asyncio.run(_asked(served))
    show(", ".join(f"{count:,} {name}" for name, count in there.sizes.items()), found)
    return held({"sizes": there.sizes, "ms": found, "load": os.getloadavg()[0]})


async def _asked(served: Served) -> tuple[There, dict[str, dict[str, float]]]:
    there = await look_around(served.database_url)
    async with signed_in(served.url, there.token) as tab:
        return there, await measure(tab, actions(clock.now().date()))


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

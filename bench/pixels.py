"""From poll to pixels: how long after a carrier's news was recorded does an open tracking page show it?"""

from __future__ import annotations

import json
import statistics
import tempfile
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from rich.console import Console
from sqlalchemy import update
from sqlmodel import select

from tests import chromium
from tests.portals.shopper import orders
from tests.served import Served, serving
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.kernel.clock import now
from wesupply_ui.serving.build import ensure_built
from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.running import Running, in_thread
from wesupply_ui.simulator.sign_in import CLIENT_ID, CLIENT_SECRET

ROUNDS = 7
LIMIT_SECONDS = 2.0
NUMBER = numbers.make("ups", 11)
# The frame after another scan has come, by the browser's clock, which is this machine's.
_WATCH = """window.seen = new Promise((tell) => {
  const scans = () => document.querySelectorAll("[data-testid=scan]").length;
  const before = scans();
  new MutationObserver((_, watching) => {
    if (scans() <= before) return;
    watching.disconnect();
    requestAnimationFrame(() => setTimeout(() => tell(Date.now())));
  }).observe(document.body, { subtree: true, childList: true });
}); undefined"""


def main() -> dict[str, Any]:
    """Seconds from the poll's record to the frame that shows it: median and worst of some rounds."""
    console = Console()
    ensure_built(console.print)
    with in_thread() as carrier, tempfile.TemporaryDirectory() as folder:
        _steer(carrier, "parcels", {"carrier": "ups", "number": NUMBER, "journey": "normal", "shipped_at": now().isoformat()})
        account = {"URL": carrier.base_urls["ups"], "CLIENT_ID": CLIENT_ID, "CLIENT_SECRET": CLIENT_SECRET}
        variables = {f"WESUPPLY_CARRIER_UPS_{name}": value for name, value in account.items()}
        with serving(Path(folder), jobs=True, environment=variables) as served:
            delays = _rounds(served, carrier)
    found = {"median_s": round(statistics.median(delays), 3), "worst_s": round(max(delays), 3), "rounds": len(delays)}
    console.print(f"poll to pixels: median {found['median_s']} s, worst {found['worst_s']} s (wanted: {LIMIT_SECONDS} s or less)")
    return found


def _rounds(served: Served, carrier: Running) -> list[float]:
    async def stock(db: Any) -> str:
        made = await orders.order(db, await orders.shop(db), placed_at=now())
        await orders.parcel(db, made, NUMBER, next_poll_at=now())
        return orders.token_of(made)

    token = served.inside(stock)
    with chromium.running() as browser:
        page = browser.new_page()
        page.goto(f"{served.url}/t/{token}")
        page.locator("[data-live=true]").wait_for()
        page.locator("[data-testid=scan]").first.wait_for(timeout=30_000, state="attached")
        return [_one(page, served, carrier) for _ in range(ROUNDS)]


def _one(page: Page, served: Served, carrier: Running) -> float:
    async def time_has_come(db: Any) -> None:
        await db.execute(update(Parcel).values(next_poll_at=now(), last_polled_at=now() - timedelta(hours=1)))

    async def recorded_at(db: Any) -> datetime:
        return (await db.execute(select(Parcel.last_polled_at))).scalar_one()

    page.evaluate(_WATCH)
    _steer(carrier, "advance", {"number": NUMBER})
    served.inside(time_has_come)
    return page.evaluate("seen") / 1000 - served.inside(recorded_at).timestamp()


def _steer(carrier: Running, act: str, question: dict[str, Any]) -> None:
    request = urllib.request.Request(f"{carrier.control_url}/{act}", json.dumps(question).encode(), method="POST")
    with urllib.request.urlopen(request, timeout=5):
        pass

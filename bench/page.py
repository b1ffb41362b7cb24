"""The tracking page on a phone: what it weighs over the wire, and what Lighthouse says of the production build."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

from tests import chromium
from tests.portals.shopper import orders
from tests.served import Served, serving
from wesupply_ui.kernel.clock import now
from wesupply_ui.serving.build import ensure_built
from wesupply_ui.serving.places import child_environment

ROUNDS = 5
LIMIT_BYTES = 185_000
LIGHTHOUSE = "lighthouse@13"
_AUDITS = {
    "first_contentful_paint_s": "first-contentful-paint",
    "largest_contentful_paint_s": "largest-contentful-paint",
    "total_blocking_time_ms": "total-blocking-time",
    "cumulative_layout_shift": "cumulative-layout-shift",
    "speed_index_s": "speed-index",
}
console = Console()


def main() -> dict[str, Any]:
    """Bytes by kind, and the medians of some Lighthouse runs; without Lighthouse where npm cannot bring it."""
    ensure_built(console.print)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as served:
        address = f"{served.url}/t/{_an_order(served)}"
        found: dict[str, Any] = {"bytes": _bytes(address)}
        tool = _lighthouse()
        found["lighthouse"] = _medians([_run(tool, address) for _ in range(ROUNDS)]) if tool else "npm could not install it here"
    _show(found)
    return found


def _an_order(served: Served) -> str:
    async def stock(db: Any) -> str:
        return orders.token_of(await orders.on_its_way(db, await orders.shop(db), now=now()))

    return served.inside(stock)


def _bytes(address: str) -> dict[str, int]:
    """Encoded bytes, headers included, until the live page stands and the network is quiet."""
    sizes: dict[str, float] = {}
    with chromium.running() as browser:
        page = browser.new_page(viewport={"width": 412, "height": 823})
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        kinds: dict[str, str] = {}
        session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
        session.on(
            "Network.loadingFinished",
            lambda event: sizes.update({(kind := kinds.get(event["requestId"], "Other")): sizes.get(kind, 0) + event["encodedDataLength"]}),
        )
        page.goto(address)
        page.locator("[data-live=true]").wait_for()
        page.wait_for_load_state("networkidle")
    by_kind = {kind.lower(): round(size) for kind, size in sorted(sizes.items())}
    return by_kind | {"total": sum(by_kind.values())}


def _lighthouse() -> Path | None:
    """The command, installed once into the user's cache, outside the project."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wesupply" / "lighthouse"
    tool = home / "node_modules" / ".bin" / "lighthouse"
    if not tool.is_file():
        home.mkdir(parents=True, exist_ok=True)
        console.print("Installing Lighthouse (once) …")
        command = ["npm", "install", "--prefix", str(home), "--no-audit", "--no-fund", "--silent", LIGHTHOUSE]
        subprocess.run(command, env=child_environment(), check=False, timeout=300)
    return tool if tool.is_file() else None


def _run(tool: Path, address: str) -> dict[str, float]:
    with sync_playwright() as playwright:
        browser = chromium.executable() or playwright.chromium.executable_path
    flags = " ".join(["--headless=new", *chromium.ARGUMENTS])
    command = [str(tool), address, "--quiet", "--output=json", "--only-categories=performance,accessibility", f"--chrome-flags={flags}"]
    done = subprocess.run(command, env=child_environment() | {"CHROME_PATH": browser}, capture_output=True, check=True, timeout=180)
    report = json.loads(done.stdout)
    figures = {name: report["audits"][audit]["numericValue"] for name, audit in _AUDITS.items()}
    figures = {name: round(value / 1000 if name.endswith("_s") else value, 3) for name, value in figures.items()}
    return {name: each["score"] for name, each in report["categories"].items()} | figures


def _medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def _show(found: dict[str, Any]) -> None:
    table = Table("the tracking page, phone", "", "wanted", title_justify="left")
    table.add_row("over the wire", f"{found['bytes']['total'] / 1000:.0f} kB", f"{LIMIT_BYTES // 1000} kB or less")
    if isinstance(found["lighthouse"], dict):
        wanted = {"performance": "0.95 or better", "accessibility": "1.0", "largest_contentful_paint_s": "1.3 or less"}
        for name, value in found["lighthouse"].items():
            table.add_row(name.replace("_", " "), f"{value:g}", wanted.get(name, ""))
    else:
        table.add_row("Lighthouse", found["lighthouse"], "")
    console.print(table)

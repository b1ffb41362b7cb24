"""The order list in a real browser at 100,000 orders: from a press until the rows of the answer are painted."""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from bench import shop
from bench.asking import console
from bench.lists import look_around
from tests import chromium
from tests.served import apart, serving
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.serving.build import ensure_built

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "20"))
WORDS = ("ada", "grace", "hopper", "turing", "knuth", "allen", "perlman", "lee", "wirth", "jean")
_ROW = re.compile("^order-row-")
# From the press or key to the frame after the first row became another order's; both by the browser's own clock.
_WATCH = """window.painted = new Promise((tell) => {
  const first = () => document.querySelector('[data-testid^="order-row-"]')?.dataset.testid;
  const before = first();
  let begun = 0;
  for (const kind of ["pointerdown", "change", "input"])
    addEventListener(kind, (event) => { begun ||= event.timeStamp; }, { capture: true, once: true });
  new MutationObserver((_, watching) => {
    if (!begun || !first() || first() === before) return;
    watching.disconnect();
    requestAnimationFrame(() => setTimeout(() => tell(performance.now() - begun)));
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-testid"] });
}); undefined"""


def main() -> dict[str, Any]:
    """Milliseconds, middle and nineteen in twenty, of a filter, the next page and a search."""
    ensure_built(console.print)
    with tempfile.TemporaryDirectory(prefix="wesupply-painting-") as folder:
        shutil.copy(shop.file(), Path(folder) / "wesupply.sqlite3")
        with serving(Path(folder)) as served, chromium.running() as browser:
            there = apart(look_around(served.database_url))
            page = browser.new_page(viewport={"width": 1280, "height": 800}, base_url=served.url)
            page.context.add_cookies([{"name": SESSION_COOKIE, "value": there.token, "url": served.url}])
            found = {name: _measured(page, act) for name, act in _ACTS.items()}
    for name, row in found.items():
        console.print(f"{name}: " + json.dumps(row))
    return found | {"load": os.getloadavg()[0]}


def _open_filters(page: Page) -> None:
    """A choice may have closed the menu."""
    if not page.get_by_label("Needs attention").is_visible():
        page.locator("summary", has_text="Filter").click()


def _filter(page: Page, at: int) -> None:
    page.get_by_label("Needs attention").select_option(("late", "exception")[at % 2])


def _turn(page: Page, _at: int) -> None:
    page.get_by_role("button", name="Older").click()


def _search(page: Page, at: int) -> None:
    page.get_by_role("searchbox").fill(WORDS[at % len(WORDS)])


_ACTS: dict[str, Callable[[Page, int], None]] = {"next page": _turn, "search": _search, "filter": _filter}


def _measured(page: Page, act: Callable[[Page, int], None]) -> dict[str, float]:
    page.goto("/app/orders")
    page.get_by_test_id(_ROW).first.wait_for()
    times = []
    for at in range(ROUNDS):
        if act is _filter:
            _open_filters(page)
        page.evaluate(_WATCH)
        act(page, at)
        times.append(page.evaluate("painted"))
    times.sort()
    return {"p50_ms": round(times[len(times) // 2]), "p95_ms": round(times[math.ceil(len(times) * 0.95) - 1]), "asks": ROUNDS}

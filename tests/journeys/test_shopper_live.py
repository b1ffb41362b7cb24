"""News of a carrier reaches the shopper's open page by itself, without a reload; how soon is measured by `python -m bench pixels`."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import update

from tests.portals.shopper import orders
from tests.served import Served
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.kernel.clock import now
from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.running import Running, in_thread
from wesupply_ui.simulator.sign_in import CLIENT_ID, CLIENT_SECRET

NUMBER = numbers.make("ups", 11)


@pytest.fixture
def carrier() -> Iterator[Running]:
    """A UPS whose parcel stands still until told to move."""
    with in_thread() as up:
        shipped = (now() - timedelta(hours=1)).isoformat()
        steer(up, "parcels", {"carrier": "ups", "number": NUMBER, "journey": "normal", "shipped_at": shipped})
        yield up


@pytest.fixture
def app(serve_app: Callable[..., Served], carrier: Running) -> Served:
    account = {"URL": carrier.base_urls["ups"], "CLIENT_ID": CLIENT_ID, "CLIENT_SECRET": CLIENT_SECRET}
    return serve_app(jobs=True, environment={f"WESUPPLY_CARRIER_UPS_{name}": value for name, value in account.items()})


def steer(carrier: Running, act: str, question: dict) -> None:
    request = urllib.request.Request(f"{carrier.control_url}/{act}", json.dumps(question).encode(), method="POST")
    with urllib.request.urlopen(request, timeout=5):
        pass


def test_a_poll_with_news_is_on_screen_by_itself(app: Served, carrier: Running, browser: Browser) -> None:
    async def stock(db) -> str:
        made = await orders.order(db, await orders.shop(db), placed_at=now() - timedelta(hours=2))
        await orders.parcel(db, made, NUMBER, next_poll_at=now())
        return orders.token_of(made)

    async def time_has_come(db) -> None:
        await db.execute(update(Parcel).values(next_poll_at=now(), last_polled_at=now() - timedelta(hours=1)))

    token = app.inside(stock)
    context = browser.new_context(base_url=app.url, locale="en-US")
    try:
        page = context.new_page()
        page.goto(f"/t/{token}")
        expect(page.locator("[data-live=true]")).to_be_visible()
        expect(page.get_by_test_id("scan").first).to_be_visible(timeout=60_000)
        page.evaluate("window.loadedOnce = true")
        before = page.get_by_test_id("scan").count()

        steer(carrier, "advance", {"number": NUMBER, "event": "delivered"})
        app.inside(time_has_come)
        expect(page.get_by_test_id("milestone")).to_have_attribute("data-milestone", "delivered", timeout=60_000)
        expect(page.get_by_role("heading", level=1)).to_contain_text("Delivered")
        assert page.get_by_test_id("scan").count() > before
        expect(page.get_by_role("status").filter(has_text="Delivered")).to_have_count(1)
        assert page.evaluate("window.loadedOnce"), "the page was not loaded anew"
    finally:
        context.close()

"""News of a carrier reaches open pages by itself, and a person can ask for it: list, order and overview at once."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from tests.builders import a_merchant, an_order
from tests.journeys.staff import signed_in
from tests.served import Served
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.kernel.clock import now
from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.running import Running, in_thread
from wesupply_ui.simulator.sign_in import CLIENT_ID, CLIENT_SECRET

NUMBER = numbers.make("ups", 7)


@pytest.fixture
def carrier() -> Iterator[Running]:
    """A UPS whose parcel stands still until told to move."""
    with in_thread() as up:
        steer(
            up, "parcels", {"carrier": "ups", "number": NUMBER, "journey": "normal", "shipped_at": (now() - timedelta(hours=1)).isoformat()}
        )
        yield up


@pytest.fixture
def app(serve_app: Callable[..., Served], carrier: Running) -> Served:
    """Acme with one order, polled from that UPS."""
    account = {"URL": carrier.base_urls["ups"], "CLIENT_ID": CLIENT_ID, "CLIENT_SECRET": CLIENT_SECRET}
    served = serve_app(jobs=True, environment={f"WESUPPLY_CARRIER_UPS_{name}": value for name, value in account.items()})

    async def stock(db) -> None:
        await an_order(db, await a_merchant(db), "#5001", parcels=[NUMBER], placed=now() - timedelta(hours=2))

    served.inside(stock)
    return served


def steer(carrier: Running, act: str, question: dict) -> None:
    request = urllib.request.Request(f"{carrier.control_url}/{act}", json.dumps(question).encode(), method="POST")
    with urllib.request.urlopen(request, timeout=5):
        pass


def due_now(app: Served) -> None:
    """The parcel's time has come, as hours later."""

    async def wind(db) -> None:
        await db.execute(update(Parcel).values(next_poll_at=now(), last_polled_at=now() - timedelta(hours=1)))

    app.inside(wind)


def test_a_scan_arrives_in_every_open_page_and_can_be_asked_for(app: Served, carrier: Running, browser: Browser) -> None:
    context = browser.new_context(base_url=app.url, locale="en-US")
    try:
        page: Page = signed_in(context.new_page(), "/app/orders/%235001")
        listing, overview = context.new_page(), context.new_page()
        listing.goto("/app/orders")
        overview.goto("/app")
        expect(page.get_by_test_id("milestone")).to_be_visible()
        before = page.get_by_test_id("scan").count()

        steer(carrier, "advance", {"number": NUMBER, "event": "out_for_delivery"})
        due_now(app)
        expect(page.get_by_test_id("milestone")).to_have_attribute("data-milestone", "out_for_delivery", timeout=60_000)
        expect(page.get_by_test_id("scan").first).to_contain_text("Out For Delivery", ignore_case=True)
        assert page.get_by_test_id("scan").count() > before
        expect(listing.get_by_test_id("order-row-#5001")).to_contain_text("Out for delivery")
        expect(overview.get_by_role("list", name="News, newest first")).to_contain_text("Order #5001 is out for delivery")

        steer(carrier, "advance", {"number": NUMBER, "event": "delivered"})
        later = update(Parcel).values(next_poll_at=now() + timedelta(hours=9), last_polled_at=now() - timedelta(hours=1))

        async def not_due(db) -> None:
            await db.execute(later)

        app.inside(not_due)
        page.get_by_role("button", name="Ask the carrier now").click()
        expect(page.get_by_test_id("milestone")).to_have_attribute("data-milestone", "delivered", timeout=60_000)
        expect(page.get_by_role("status").filter(has_text="There is news")).to_be_visible()
        expect(listing.get_by_test_id("order-row-#5001")).to_contain_text("Delivered")
    finally:
        context.close()

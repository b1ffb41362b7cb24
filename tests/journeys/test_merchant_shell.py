"""Staff find anything from anywhere, hear what they should know, and go everywhere by keyboard; a bad connection loses nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from tests.journeys.staff import signed_in, stocked
from tests.journeys.test_kit import problems_of
from tests.served import Served
from wesupply_ui.domain.notifications import tell_staff
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.outbox import Fact


@pytest.fixture(autouse=True)
def shop(served_app: Served) -> None:
    stocked(served_app)


def test_anything_is_found_and_opened_by_keyboard(page: Page) -> None:
    signed_in(page, "/app/shipments")
    expect(page.get_by_test_id("shipment-row-1Z999AA10000000003")).to_be_visible()
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search orders, parcels, customers and pages")
    expect(field).to_be_focused()
    page.keyboard.type("grace", delay=20)
    hits = page.get_by_role("listbox", name="Results")
    expect(hits.get_by_role("group", name="Customers").get_by_role("option")).to_have_text(re.compile("Grace Okafor.*grace@example.com"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "hit-1")
    expect(hits.get_by_role("option", selected=True)).to_contain_text("#50")
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    page.keyboard.press("/")
    page.keyboard.type("#5003")
    page.keyboard.press("Enter")  # before the answer is there
    expect(page.get_by_role("heading", level=1)).to_contain_text("#5003")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("g")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(r"^[^?]*/app/orders$"))
    expect(page.get_by_role("table", name="Orders")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_contain_text("Next row")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_what_opens_over_the_page_is_clean(visitor: Callable[..., BrowserContext], served_app: Served, scheme: str, width: int) -> None:
    served_app.inside(_hear)
    page = visitor(color_scheme=scheme, reduced_motion="reduce").new_page()
    signed_in(page, "/app")
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("an")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert problems_of(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Notifications").click()
    drawer = page.get_by_role("dialog", name="Notifications")
    expect(drawer.get_by_test_id("notice").first).to_contain_text("UPS lost parcel 1Z999AA1")
    assert problems_of(page) == []
    if drawer.get_by_role("button", name="Mark all as read").is_enabled():
        drawer.get_by_role("button", name="Mark all as read").click()
    expect(page.get_by_role("button", name="Notifications, ")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert problems_of(page) == []


async def _hear(db: AsyncSession) -> None:
    """What the job does with the facts that the shop's parcels told."""
    for fact in (await db.execute(select(Fact).where(col(Fact.name) == "parcel.lost"))).scalars().all():
        await tell_staff.on_fact(db, fact, now=now())


def test_back_and_forward_go_through_screens_and_what_they_showed(page: Page) -> None:
    signed_in(page, "/app/orders?q=grace")
    page.get_by_role("link", name="Shipments").first.click()
    expect(page.get_by_role("heading", name="Shipments", level=1)).to_be_visible()
    page.go_back()
    expect(page.get_by_test_id("order-row-#5001")).to_be_visible()
    expect(page.get_by_test_id("order-row-#5002")).to_have_count(0)
    page.go_forward()
    expect(page.get_by_role("heading", name="Shipments", level=1)).to_be_visible()
    expect(page.get_by_test_id("shipment-row-1Z999AA10000000003")).to_be_visible()


# Going offline leaves open sockets alone: they are remembered, to be cut as well.
REMEMBER_SOCKETS = """
globalThis.sockets = [];
WebSocket = class extends WebSocket { constructor(...how) { super(...how); sockets.push(this); } };
"""


def test_a_lost_connection_is_told_and_comes_back_by_itself_with_what_was_typed(
    visitor: Callable[..., BrowserContext], complaints: list[str]
) -> None:
    browser = visitor()
    page = browser.new_page()
    page.add_init_script(REMEMBER_SOCKETS)
    signed_in(page, "/app/orders")
    expect(page.get_by_test_id("order-row-#5001")).to_be_visible()
    page.get_by_role("button", name="Search").click()
    browser.set_offline(True)
    page.evaluate("sockets.forEach((socket) => socket.close())")
    expect(page.get_by_text("No connection right now")).to_be_visible(timeout=60_000)
    page.keyboard.type("#5004", delay=10)
    browser.set_offline(False)
    expect(page.get_by_text("No connection right now")).to_have_count(0, timeout=60_000)
    expect(page.get_by_role("combobox", name="Search orders, parcels, customers and pages")).to_have_value("#5004")
    expect(page.get_by_role("option").first).to_contain_text("#5004")
    complaints[:] = [each for each in complaints if "ERR_INTERNET_DISCONNECTED" not in each]


def test_two_tabs_of_one_person_go_their_own_ways(visitor: Callable[..., BrowserContext]) -> None:
    browser = visitor()
    one, two = signed_in(browser.new_page(), "/app/orders?q=grace"), browser.new_page()
    two.goto("/app/orders?q=ada")
    expect(two.get_by_test_id("order-row-#5003")).to_be_visible()
    expect(one.get_by_test_id("order-row-#5001")).to_be_visible()
    expect(one.get_by_test_id("order-row-#5003")).to_have_count(0)

"""A shopper finds their order: by keyboard, without scripts, after a mistake."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.test_kit import problems_of
from tests.portals.shopper import orders
from tests.served import Served
from wesupply_ui.kernel.clock import now
from wesupply_ui.portals.shopper.lookup.find import MISS


@pytest.fixture(scope="module")
def shop(served_app: Served) -> str:
    """A shop with order #5001; its name in the address."""

    async def stock(db) -> None:
        merchant = await orders.shop(db, "fjord", "Fjord & Fell")
        await orders.on_its_way(db, merchant, "#5001", now=now())

    served_app.inside(stock)
    return "/s/fjord"


def test_by_keyboard_alone(page: Page, shop: str) -> None:
    page.goto(shop)
    expect(page).to_have_title("Where is my order? · Fjord & Fell")
    page.keyboard.press("Tab")  # the shop's name comes first
    page.keyboard.press("Tab")
    page.keyboard.type("5001")
    page.keyboard.press("Tab")
    page.keyboard.type("Ada@Example.com")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Arriving")
    assert "/t/" in page.url
    expect(page.get_by_test_id("milestone")).to_have_attribute("data-milestone", "in_transit")


def test_without_scripts(visitor: Callable[..., BrowserContext], shop: str) -> None:
    page = visitor(java_script_enabled=False).new_page()
    page.goto(shop)
    page.get_by_label("Order number").fill("#5001")
    page.get_by_label("E-mail or postcode").fill("78701")
    page.get_by_role("button", name="Find my order").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Arriving")
    expect(page.get_by_test_id("scan").first).to_contain_text("Departed from facility")


def test_a_miss_is_said_in_one_sentence_and_keeps_what_was_typed(page: Page, shop: str, complaints: list[str]) -> None:
    page.goto(shop)
    page.get_by_label("Order number").fill("5001")
    page.get_by_label("E-mail or postcode").fill("bob@example.com")
    page.get_by_role("button", name="Find my order").click()
    expect(page.get_by_role("alert")).to_have_text(MISS)
    expect(page.get_by_label("Order number")).to_have_value("5001")
    page.get_by_label("E-mail or postcode").fill("ada@example.com")
    page.get_by_role("button", name="Find my order").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Arriving")
    complaints[:] = [each for each in complaints if "422" not in each]  # the browser tells of every refused form


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    visitor: Callable[..., BrowserContext], shop: str, complaints: list[str], scheme: str, width: int
) -> None:
    page = visitor(color_scheme=scheme, viewport={"width": width, "height": 780}).new_page()
    for address in (shop, "/s/nobody-here", "/t/nothing-here"):
        page.goto(address)
        assert problems_of(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    complaints[:] = [each for each in complaints if "404" not in each]

"""Every merchant screen works for readers, by day and by night, and fits a phone, a tablet and a desk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.staff import VIEWER, signed_in, stocked
from tests.journeys.test_kit import WIDTHS, problems_of
from tests.served import Served
from wesupply_ui.portals.merchant.pages import PAGES as MERCHANT_PAGES

# Addresses with a part that names something; what else the portal has is looked up in its own list of pages.
EXAMPLES = {
    "/app/orders/[number]": ("/app/orders/%235002", "/app/orders/%235008", "/app/orders/nowhere"),
    "/app/settings/locations/[id]": ("/app/settings/locations/new", "/app/settings/locations/nowhere"),
}
WHO = re.compile(r"\w")
MORE = ("/app/orders?q=nothing",)


def screens() -> list[str]:
    """Every address of the merchant's portal."""
    found: list[str] = []
    for page in MERCHANT_PAGES:
        found += EXAMPLES.get(page.route, [page.route] if "[" not in page.route else [])
    return [*found, *MORE]


SCREENS = screens()


@pytest.fixture(autouse=True)
def shop(served_app: Served) -> None:
    stocked(served_app)


def shown(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator("main").get_by_role("heading").first).to_be_visible()
    expect(page.get_by_text("Loading", exact=True)).to_have_count(0)
    expect(page.locator("summary.nav-link").first).to_contain_text(WHO)  # the frame knows who looks
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(visitor: Callable[..., BrowserContext], scheme: str) -> None:
    page = signed_in(visitor(color_scheme=scheme, reduced_motion="reduce").new_page())
    problems = {address: problems_of(shown(page, address)) for address in SCREENS}
    assert {address: found for address, found in problems.items() if found} == {}


def test_every_address_with_a_part_that_names_something_has_an_example() -> None:
    assert [page.route for page in MERCHANT_PAGES if "[" in page.route and page.route not in EXAMPLES] == []


def test_axe_finds_nothing_where_a_role_is_kept_out(visitor: Callable[..., BrowserContext]) -> None:
    page = signed_in(visitor(reduced_motion="reduce").new_page(), email=VIEWER)
    problems = {address: problems_of(shown(page, address)) for address in SCREENS}
    assert {address: found for address, found in problems.items() if found} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_no_screen_is_wider_than_the_window(visitor: Callable[..., BrowserContext], width: int) -> None:
    browser = visitor(viewport={"width": width, "height": 780}, has_touch=width < 500)
    signed_in_anywhere(browser.new_page())
    page = browser.new_page()
    widths = {address: shown(page, address).evaluate("document.documentElement.scrollWidth") for address in SCREENS}
    assert {address: found for address, found in widths.items() if found > width} == {}


def test_axe_finds_nothing_on_a_phone_and_in_the_open_filters(visitor: Callable[..., BrowserContext]) -> None:
    browser = visitor(viewport={"width": 360, "height": 780}, has_touch=True, reduced_motion="reduce")
    signed_in_anywhere(browser.new_page())
    page = shown(browser.new_page(), "/app/orders")
    page.locator("summary", has_text="Filter").click()
    assert problems_of(page) == []
    assert problems_of(shown(page, "/app/orders/%235002")) == []


def test_the_sign_in_page_is_clean(visitor: Callable[..., BrowserContext]) -> None:
    page = visitor(reduced_motion="reduce").new_page()
    page.goto("/login?error=too_many&wait=130")
    expect(page.get_by_role("alert")).to_contain_text("3 minutes")
    assert problems_of(page) == []


def signed_in_anywhere(page: Page) -> None:
    """Signing in where the navigation at the side is hidden."""
    page.set_viewport_size({"width": 1280, "height": 780})
    signed_in(page)

"""A shopper's tracking page: the same before and after scripts, for every eye, ear and screen, and light enough for a bad line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.ext.asyncio import AsyncSession

from tests.journeys.test_kit import problems_of
from tests.portals.shopper import orders
from tests.served import Served
from wesupply_ui.kernel.clock import now

LIVE = "[data-live=true]"
MOST_BYTES = 185_000
SHIFTS = """window.shifts = []; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) shifts.push(entry.value);
}).observe({ type: "layout-shift", buffered: true });"""

# Where the words of each stop begin and end, without the room around them.
EDGES = """stops => [...stops.querySelectorAll(".s-stop")].map((name) => {
  const words = document.createRange();
  words.selectNodeContents(name);
  const box = words.getBoundingClientRect();
  return [box.left, box.right];
})"""


@pytest.fixture(scope="module")
def links(served_app: Served) -> dict[str, str]:
    """Addresses of orders in situations that look different."""
    return served_app.inside(_situations)


async def _situations(db: AsyncSession) -> dict[str, str]:
    shop = await orders.shop(db, "heather", "Heather & Moor")
    made = {
        "moving": await orders.on_its_way(db, shop, "#1", now=now()),
        "trouble": await orders.in_trouble(db, shop, "#2", now=now()),
        "many": await orders.of_ten_parcels(db, shop, "#3", now=now()),
        "odd": await orders.with_long_words(db, shop, "#4", now=now()),
        "none": await orders.order(db, shop, "#5", placed_at=now() - timedelta(hours=1)),
    }
    return {name: f"/t/{orders.token_of(order)}" for name, order in made.items()}


def live(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator(LIVE)).to_be_visible()
    return page


@pytest.mark.parametrize("situation", ["moving", "trouble", "many", "odd", "none"])
def test_scripts_change_nothing_that_is_read(visitor: Callable[..., BrowserContext], links: dict[str, str], situation: str) -> None:
    without = visitor(java_script_enabled=False).new_page()
    without.goto(links[situation])
    first = without.locator("body").evaluate("body => body.shadowRoot.querySelector('.shopper').innerText")
    then = live(visitor().new_page(), links[situation]).locator(LIVE).inner_text()
    assert _words(then) == _words(first)


def test_only_one_drawing_is_there_once_live(page: Page, links: dict[str, str]) -> None:
    live(page, links["moving"])
    expect(page.get_by_test_id("milestone")).to_have_count(1)
    expect(page.get_by_test_id("scan")).to_have_count(4)
    assert page.evaluate("document.body.shadowRoot.querySelector('[part=snapshot]')") is None
    expect(page).to_have_title(page.get_by_role("heading", level=1).inner_text() + " · Heather & Moor")


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_the_live_page_takes_over(visitor: Callable[..., BrowserContext], links: dict[str, str], width: int) -> None:
    context = visitor(viewport={"width": width, "height": 780})
    context.add_init_script(SHIFTS)
    for address in links.values():
        page = live(context.new_page(), address)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        assert sum(page.evaluate("shifts")) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    visitor: Callable[..., BrowserContext], links: dict[str, str], scheme: str, width: int
) -> None:
    page = visitor(color_scheme=scheme, viewport={"width": width, "height": 780}, reduced_motion="reduce").new_page()
    for address in links.values():
        live(page, address)
        for fold in page.locator("summary").all():
            fold.click()
        assert problems_of(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [600, 768, 1000, 1280])
def test_names_of_stops_stand_apart(visitor: Callable[..., BrowserContext], links: dict[str, str], width: int) -> None:
    """Where all five names of a parcel show; "many" has a parcel for each of the names there are."""
    page = live(visitor(viewport={"width": width, "height": 780}).new_page(), links["many"])
    for names in page.locator(".s-stops").all():
        edges = names.evaluate(EDGES)
        assert len(edges) == 5
        assert all(left[1] + 4 <= right[0] for left, right in pairwise(edges)), edges


def test_it_reads_from_right_to_left_too(visitor: Callable[..., BrowserContext], links: dict[str, str]) -> None:
    page = live(visitor(viewport={"width": 360, "height": 780}).new_page(), links["many"])
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_fold_opens_by_keyboard_and_the_number_is_copied(visitor: Callable[..., BrowserContext], links: dict[str, str]) -> None:
    context = visitor()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = live(context.new_page(), links["moving"])
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Shipper created a label")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy tracking number")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tracking number copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("1Z")


def test_what_must_be_done_is_the_only_button(page: Page, links: dict[str, str]) -> None:
    live(page, links["trouble"])
    expect(page.get_by_test_id("action")).to_contain_text("Choose a day that suits you")
    expect(page.get_by_role("link", name="Choose a new day")).to_have_attribute("href", "https://www.ups.com/track?tracknum=1ZTROUBLE")
    expect(page.locator(".s-button")).to_have_count(1)


def test_the_whole_page_is_light(page: Page, links: dict[str, str]) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    live(page, links["moving"])
    page.wait_for_load_state("networkidle")
    assert 50_000 < sum(sizes) <= MOST_BYTES


def test_a_link_that_opens_nothing_says_so(page: Page, served_app: Served, complaints: list[str]) -> None:
    answer = page.goto("/t/0123456789012345678901")
    assert answer is not None and answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("We can't find this order")
    complaints.clear()  # the browser tells of every missing page


def _words(text: str) -> list[str]:
    return text.split()

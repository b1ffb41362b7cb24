"""The kit's page works for people with a mouse, a keyboard, a reader, by day and by night, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

WIDTHS = (360, 768, 1280)
STRICT = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def opened(page: Page, address: str = "/kit") -> Page:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def problems_of(page: Page) -> list[str]:
    found = Axe().run(page, options=STRICT).response["violations"]
    return [f"{each['id']}: {[node['html'][:140] for node in each['nodes']]}" for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tab", ["Parts", "Forms", "A parcel's story"])
def test_axe_finds_nothing_in_any_tab_by_day_or_night(visitor: Callable[..., BrowserContext], scheme: str, tab: str) -> None:
    page = opened(visitor(color_scheme=scheme, reduced_motion="reduce").new_page())
    page.get_by_role("tab", name=tab).click()
    expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tabpanel").filter(visible=True)).to_have_count(1)
    assert problems_of(page) == []


@pytest.mark.parametrize("address", ["/kit", "/"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(visitor: Callable[..., BrowserContext], width: int, address: str) -> None:
    page = opened(visitor(viewport={"width": width, "height": 780}).new_page(), address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_on_the_front_door_and_at_a_lost_address(visitor: Callable[..., BrowserContext], complaints: list[str]) -> None:
    page = visitor(reduced_motion="reduce").new_page()
    for address in ("/", "/nowhere-at-all"):
        assert problems_of(opened(page, address)) == []
    complaints[:] = [each for each in complaints if "404" not in each]  # the browser tells of every missing page


def test_searching_narrows_the_table_and_letters_are_not_lost(page: Page) -> None:
    opened(page)
    expect(page.get_by_test_id("order-row-#5001")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("grace okafor", delay=15)
    expect(page.get_by_test_id("order-row-#5002")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("searchbox")).to_have_value("grace okafor")


def test_j_and_k_walk_the_rows(page: Page) -> None:
    opened(page)
    expect(page.get_by_test_id("order-row-#5001")).to_be_visible()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="#5001")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="#5001")).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_role("checkbox", name="Choose #5001")).to_be_checked()


def test_arrows_walk_the_tabs(page: Page) -> None:
    opened(page)
    page.get_by_role("tab", name="Parts").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Forms")).to_be_focused()
    expect(page.get_by_label("Mail address")).to_be_visible()


def test_a_dialog_keeps_the_focus_and_gives_it_back(page: Page) -> None:
    opened(page)
    page.get_by_role("button", name="Ask something").click()
    dialog = page.get_by_role("dialog", name="Approve this return?")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Ask something").click()
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Return approved")).to_be_visible()


def test_a_wrong_field_is_told_beside_it(page: Page) -> None:
    opened(page)
    page.get_by_role("tab", name="Forms").click()
    page.get_by_label("Mail address").fill("nobody")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").filter(has_text="Write the whole address")).to_be_visible()
    expect(page.get_by_label("Mail address")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Mail address")).to_have_accessible_description(
        "Where order mails come from. Write the whole address, with an @."
    )


def test_a_phone_has_its_navigation_below_the_thumb(visitor: Callable[..., BrowserContext]) -> None:
    page = opened(visitor(viewport={"width": 360, "height": 780}, has_touch=True).new_page())
    page.get_by_role("button", name="More", exact=True).last.click()
    expect(page.get_by_role("dialog", name="Everything").get_by_role("link", name="Settings")).to_be_visible()
    assert problems_of(page) == []


def test_a_chosen_theme_stays(page: Page) -> None:
    opened(page)
    page.get_by_text("Ada Lindqvist").first.click()
    page.get_by_role("button", name="Dark").first.click()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 18, 17)"

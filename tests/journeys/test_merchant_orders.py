"""Staff find an order while typing, share what they see by its address, walk the list by keyboard and read an order's story."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.staff import VIEWER, signed_in, stocked
from tests.served import Served


@pytest.fixture(autouse=True)
def shop(served_app: Served) -> None:
    stocked(served_app)


def test_searching_filtering_and_coming_back_leave_everything_as_it_was(page: Page) -> None:
    signed_in(page, "/app/orders")
    page.get_by_role("searchbox").click()
    page.keyboard.type("grace", delay=20)
    expect(page).to_have_url(re.compile(r"\?q=grace$"))
    expect(page.get_by_test_id("order-row-#5001")).to_be_visible()
    expect(page.get_by_test_id("order-row-#5002")).to_have_count(0)
    page.locator("summary", has_text="Filter").click()
    page.get_by_label("Needs attention").select_option("any")
    expect(page).to_have_url(re.compile(r"q=grace&attention=any"))
    page.get_by_test_id("order-row-#5004").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("#5004")
    page.go_back()
    expect(page.get_by_test_id("order-row-#5004")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("grace")
    page.reload()
    expect(page.get_by_test_id("order-row-#5004")).to_be_visible()
    page.get_by_role("button", name="Needs attention remove").click()
    expect(page.get_by_test_id("order-row-#5001")).to_be_visible()
    page.go_back()
    expect(page.get_by_test_id("order-row-#5001")).to_have_count(0)


def test_what_matches_nothing_says_how_to_go_on(page: Page) -> None:
    signed_in(page, "/app/orders?q=nobody+has+this")
    expect(page.get_by_role("heading", name="No order matches")).to_be_visible()
    page.get_by_role("button", name="Clear search and filters").click()
    expect(page.get_by_test_id("order-row-#5001")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("")


def test_the_list_is_walked_and_opened_by_keyboard(page: Page) -> None:
    signed_in(page, "/app/orders")
    expect(page.get_by_test_id("order-row-#5001")).to_be_visible()
    for key in ("j", "j", "k", "Enter"):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile("/app/orders/%235001$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("#5001")


def test_an_order_tells_its_parcels_and_its_story(page: Page) -> None:
    signed_in(page, "/app/orders/%235002")
    headline = page.get_by_test_id("milestone")
    expect(headline).to_have_attribute("data-milestone", "in_transit")
    expect(headline).to_contain_text("Attempt failed")
    expect(page.get_by_test_id("scan").first).to_contain_text("The receiver was not available")
    page.get_by_role("group", name="Only").get_by_role("button", name="Mails").click()
    expect(page.get_by_test_id("scan")).to_have_count(0)
    expect(page.get_by_test_id("message")).to_have_count(1)
    preview = page.get_by_role("link", name="Shopper's page")
    expect(preview).to_have_attribute("href", re.compile("/t/[A-Za-z0-9_-]{22}$"))
    expect(preview).to_have_attribute("target", "_blank")


def test_an_unknown_number_is_told_as_such(page: Page) -> None:
    signed_in(page, "/app/orders/%23nothing")
    expect(page.get_by_role("heading", name="There is no such order")).to_be_visible()


def test_a_viewer_sees_no_way_to_act(page: Page) -> None:
    signed_in(page, "/app/orders/%235002", email=VIEWER)
    expect(page.get_by_test_id("milestone")).to_be_visible()
    expect(page.get_by_role("button", name="Ask the carrier now")).to_have_count(0)
    page.goto("/app/messages")
    expect(page.get_by_role("heading", name="Your role does not let you read mails")).to_be_visible()
    page.goto("/app/orders")
    expect(page.get_by_test_id("order-row-#5001")).to_be_visible()
    expect(page.get_by_role("link", name="Import")).to_have_count(0)
    page.goto("/app/orders/import")
    expect(page.get_by_role("heading", name="Your role does not let you import orders")).to_be_visible()


def test_a_mail_is_shown_in_a_frame_that_can_do_nothing(page: Page, complaints: list[str]) -> None:
    signed_in(page, "/app/messages")
    page.get_by_role("link", name="Your order 5001 is on its way").click()
    expect(page.frame_locator("iframe").get_by_role("heading", name="On its way")).to_be_visible()
    assert page.title() == "Messages"
    complaints[:] = [each for each in complaints if "sandboxed" not in each]  # the browser tells that it stopped the script

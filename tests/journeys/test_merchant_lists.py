"""Staff make the order list their own: columns, a saved view, many orders at once with a way back, and a file to take along."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.staff import signed_in, stocked
from tests.served import Served


@pytest.fixture
def desk(serve_app: Callable[..., Served], browser: Browser) -> Iterator[Page]:
    """The owner at the order list of a server whose jobs run."""
    served = serve_app(jobs=True)
    stocked(served)
    context = browser.new_context(base_url=served.url, viewport={"width": 1280, "height": 900}, locale="en-US", accept_downloads=True)
    yield signed_in(context.new_page(), "/app/orders")
    context.close()


def test_columns_a_saved_view_and_a_file_of_what_is_shown(desk: Page, tmp_path: Path) -> None:
    desk.locator("summary", has_text="Columns").click()
    desk.locator(".chooser").get_by_label("Channel").click()
    expect(desk.get_by_role("columnheader", name="Channel")).to_be_visible()
    desk.goto("/app/orders?milestone=delivered")
    expect(desk.get_by_role("columnheader", name="Channel")).to_be_visible()
    desk.get_by_role("button", name="Save view").click()
    desk.get_by_label("Name").fill("Arrived")
    desk.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(desk.get_by_role("link", name="Arrived")).to_have_attribute("aria-current", "page")
    expect(desk).to_have_url(re.compile("milestone=delivered.*view="))
    desk.keyboard.press("Escape")
    desk.locator("body").press("e")
    with desk.expect_download() as started:
        desk.get_by_role("link", name="With the columns shown").click()
    assert started.value.suggested_filename.startswith("acme-orders-")
    started.value.save_as(tmp_path / "orders.csv")
    with (tmp_path / "orders.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["Order"], row["Delivery"], row["Channel"]) for row in rows] == [("#5006", "delivered", "online")]


def test_many_orders_are_assigned_after_a_look_ahead_and_given_back(desk: Page) -> None:
    desk.get_by_test_id("order-row-#5001").hover()
    desk.get_by_label("Choose #5001").click()
    desk.get_by_label("Choose #5003").click(modifiers=["Shift"])
    expect(desk.get_by_role("region", name="Chosen orders")).to_contain_text("3 chosen")
    desk.get_by_role("button", name="Assign").click()
    expect(desk.get_by_test_id("bulk-preview")).to_contain_text("3 orders change")
    desk.get_by_role("dialog").get_by_role("button", name="Assign", exact=True).click()
    expect(desk.get_by_test_id("bulk-job")).to_contain_text("3 orders assigned to", timeout=60_000)
    desk.get_by_role("link", name="Mine", exact=True).click()
    expect(desk.locator("[data-rows] tr")).to_have_count(3)
    desk.get_by_role("button", name="Undo").click()
    expect(desk.get_by_test_id("bulk-job")).to_contain_text("3 orders are as they were", timeout=60_000)

"""An owner sets up what the shop consists of: a location and its hours, a carrier's account that works, a field of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.staff import signed_in, stocked
from tests.journeys.test_kit import problems_of
from tests.served import Served
from wesupply_ui.simulator.running import Running, in_thread
from wesupply_ui.simulator.sign_in import CLIENT_ID, CLIENT_SECRET

FILE = """order number,placed at,email,currency,total,line sku,line title,line quantity,line unit price,custom.po_number
#8101,2026-11-20T10:15:00-05:00,ada@example.com,USD,60.00,BOOT,Boots,1,60.00,ZEBRA-77
"""


@pytest.fixture(autouse=True)
def shop(served_app: Served) -> None:
    stocked(served_app)


def test_a_location_is_added_with_hours_and_a_day_on_which_it_is_closed(page: Page) -> None:
    signed_in(page, "/app/settings/locations/new")
    page.get_by_label("Name", exact=True).fill("Congress Avenue")
    page.get_by_label("Street and number").fill("1 Main St")
    page.get_by_label("City").fill("Austin")
    page.get_by_label("State").select_option(label="Texas")
    page.get_by_label("ZIP code").fill("10001")
    page.get_by_role("button", name="Add the location").click()
    expect(page.get_by_text("The postcode is not one of Texas")).to_be_visible()
    page.get_by_label("ZIP code").fill("78701")
    page.get_by_role("button", name="Add the location").click()
    head = page.get_by_test_id("location-head")
    expect(head).to_contain_text("Congress Avenue")
    expect(head).to_contain_text("No hours")

    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
        page.get_by_role("button", name=f"Add hours on {day}").click()
        page.get_by_label(f"{day}, opens").fill("00:00")
        page.get_by_label(f"{day}, closes").fill("00:00")
    week = page.locator("form[data-section=week]")
    week.get_by_role("button", name="Save").click()
    expect(head).to_contain_text("Always open")
    page.get_by_label("Day", exact=True).fill("2027-01-02")
    page.get_by_label("Note").fill("Stocktaking")
    page.get_by_role("button", name="Add the day").click()
    expect(page.get_by_test_id("exception-2027-01-02")).to_contain_text("Closed · Stocktaking")
    assert problems_of(page) == []
    listed = page.context.new_page()
    listed.goto("/app/settings/locations")
    expect(listed.get_by_test_id("location-Congress Avenue")).to_contain_text("78701 Austin, TX, US")


def test_a_field_of_their_own_is_made_imported_and_searched(page: Page, tmp_path: Path) -> None:
    signed_in(page, "/app/settings/fields")
    page.get_by_role("button", name="Add a field").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("PO number")
    dialog.get_by_label("Find orders by it").check()
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_test_id("field-po_number")).to_contain_text("order page · search")

    path = tmp_path / "orders.csv"
    path.write_text(FILE, encoding="utf-8")
    page.goto("/app/orders/import")
    page.get_by_label("File of orders").set_input_files(path)
    page.get_by_role("button", name="Import 1 order").click()
    page.get_by_role("link", name="See the orders").click()
    page.get_by_role("searchbox").first.fill("zebra-77")
    page.get_by_test_id("order-row-#8101").get_by_role("link").first.click()
    card = page.get_by_test_id("own-fields")
    expect(card).to_contain_text("ZEBRA-77")
    card.get_by_role("button", name="Edit own fields").click()
    card.get_by_label("PO number").fill("OKAPI-78")
    card.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("OKAPI-78")


@pytest.fixture
def carriers() -> Iterator[Running]:
    with in_thread() as up:
        yield up


def test_a_carriers_account_is_tried_with_a_wrong_secret_first(
    serve_app: Callable[..., Served], carriers: Running, visitor: Callable[..., BrowserContext]
) -> None:
    served = serve_app(environment={"WESUPPLY_CARRIER_UPS_URL": carriers.base_urls["ups"]})
    stocked(served, 1)
    page = signed_in(visitor(base_url=served.url).new_page(), "/app/settings/carriers")
    card = page.get_by_test_id("carrier-ups")
    expect(card).to_contain_text("Not connected")
    for secret, told in (("wrong-secret-of-ours", "does not accept these credentials"), (CLIENT_SECRET, "Works")):
        card.get_by_role("button", name="account").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Client id").fill(CLIENT_ID)
        dialog.get_by_label("Client secret").fill(secret)
        dialog.get_by_role("button", name="Keep and test").click()
        expect(card).to_contain_text(told, timeout=60_000)
        assert secret not in page.content()
    expect(card).to_contain_text("Your own account")
    page.goto(f"{served.url}/app/welcome")
    expect(page.get_by_test_id("step-carrier")).to_have_attribute("data-done", "true")
    assert problems_of(page) == []

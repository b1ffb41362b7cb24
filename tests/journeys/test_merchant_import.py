"""A file of orders is looked through before anything is saved; what is wrong is told by line and field, the rest comes in."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.staff import signed_in, stocked
from tests.served import Served

FILE = """order number,placed at,email,currency,total,line sku,line title,line quantity,line unit price,box
#8001,2026-11-20T10:15:00-05:00,ada@example.com,USD,60.00,BOOT,Boots,1,60.00,red
#8002,2026-11-20T10:15:00-05:00,not-an-address,USD,60.00,BOOT,Boots,1,60.00,
#8003,2026-11-20T10:15:00-05:00,eve@example.com,USD,60.00,BOOT,Boots,0,60.00,
"""


@pytest.fixture(autouse=True)
def shop(served_app: Served) -> None:
    stocked(served_app)


def test_problems_are_seen_first_and_the_rest_is_imported(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(FILE, encoding="utf-8")
    signed_in(page, "/app/orders/import")
    page.get_by_label("File of orders").set_input_files(path)
    begin = page.get_by_role("button", name="Import 1 order")
    expect(begin).to_be_visible()
    expect(page.get_by_role("heading", name="Nothing is saved yet")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="customer.email")).to_contain_text("3")
    expect(page.get_by_role("row").filter(has_text="lines[0].quantity")).to_contain_text("#8003")
    expect(page.get_by_text("Columns that we do not know")).to_be_visible()

    begin.click()
    expect(page.get_by_role("heading", name="1 order of 3 taken in")).to_be_visible()
    page.get_by_role("link", name="See the orders").click()
    page.get_by_role("searchbox").fill("8001")
    expect(page.get_by_test_id("order-row-#8001")).to_be_visible()
    page.get_by_role("searchbox").fill("8002")
    expect(page.get_by_role("heading", name="No order matches")).to_be_visible()


def test_a_file_that_holds_no_orders_is_told_as_such(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    signed_in(page, "/app/orders/import")
    page.get_by_label("File of orders").set_input_files(path)
    expect(page.get_by_role("heading", name="This file cannot be read")).to_be_visible()
    page.get_by_role("link", name="Choose another file").click()
    expect(page.get_by_label("File of orders")).to_be_visible()

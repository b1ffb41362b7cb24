"""From a day's late parcels to the orders behind them, with the table as readers hear it; a phone fits, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, expect

from tests.builders import a_merchant, a_scan, an_order, heard, their_today
from tests.journeys.staff import signed_in
from tests.served import Served
from wesupply_ui.domain.insights.note_trips import note_missing


def test_the_number_of_late_ones_is_the_number_of_orders_behind_it(
    serve_app: Callable[..., Served], visitor: Callable[..., BrowserContext]
) -> None:
    served = serve_app()

    async def stock(db) -> None:
        acme = await a_merchant(db)
        for at, due in enumerate((2, 1, -4, -5)):
            number = f"1Z999AA100000000{at:02d}"
            await an_order(db, acme, f"#500{at}", parcels=[number])
            there = a_scan("Delivered", "delivered", ago=0.1)
            await heard(db, number, a_scan("Departed", ago=30), there, due=their_today() + timedelta(days=due))
        await note_missing(db)

    served.inside(stock)
    page = signed_in(visitor(base_url=served.url).new_page(), "/app/insights")
    expect(page.get_by_role("img", name="Share on time by day")).to_be_visible()
    page.get_by_text("As a table").first.click()
    row = page.get_by_role("table", name="Deliveries by day").get_by_role("row").nth(1)
    expect(row).to_contain_text("50 %")
    assert [each.inner_text() for each in row.get_by_role("cell").all()[1:3]] == ["4", "2"]
    assert Axe().run(page).response["violations"] == []
    row.get_by_role("link").click()
    expect(page.get_by_text("2 orders")).to_be_visible()
    expect(page.get_by_role("table", name="Orders").get_by_role("row")).to_have_count(3)
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto("/app/insights?days=7")
    expect(page.get_by_role("heading", name="How long it takes")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.screenshot(path="test-results/insights-phone.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.screenshot(path="test-results/insights-desk.png", full_page=True)

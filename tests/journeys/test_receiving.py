"""At the bench one of two things turns out damaged: what is accepted is paid out, what is not is told, to staff and to the shopper."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from tests.journeys.staff import OWNER, stocked
from tests.journeys.walking import WIDTHS, Walk, sign_in
from tests.returning import bought, returned, takes_back
from tests.served import Served
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.returns.links import return_token


async def on_the_bench(db: AsyncSession) -> tuple[str, str]:
    """The number and the shopper's page of a return of two pairs of socks and a lamp, all on their way."""
    acme = (await db.execute(select(Merchant).where(Merchant.slug == "acme"))).scalar_one()
    scope = await takes_back(db, acme)
    await bought(db, scope, "7201")
    held = await returned(db, scope, "approved", order="7201", socks=2, lamp=1)
    return held.request.number, f"/r/{return_token(held.request.id, held.request.link_version)}"


def test_a_box_with_something_damaged_is_received_in_part_by_keyboard(served_app: Served, visitor: Callable[..., BrowserContext]) -> None:
    stocked(served_app)
    number, shoppers_page = served_app.inside(on_the_bench)
    browser = visitor(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    sign_in(browser, OWNER)
    walk = Walk(browser.new_page(), WIDTHS)
    page = walk.page
    walk.go("/app/returns/receive")
    walk.look("an empty bench")
    expect(page.get_by_label("Scan or type")).to_be_focused()
    page.keyboard.type(number)  # as a scanner does
    page.keyboard.press("Enter")
    socks, lamp = page.get_by_test_id("bench-item").nth(0), page.get_by_test_id("bench-item").nth(1)
    expect(socks).to_contain_text("Wool socks")
    walk.look("an open box")
    socks.get_by_role("combobox", name="Decision", exact=True).select_option("accepted")
    lamp.locator("summary").focus()
    page.keyboard.press("Enter")
    lamp.get_by_role("spinbutton", name="Of these damaged").fill("1")
    lamp.get_by_role("combobox", name="Decision for the damaged").select_option("rejected")
    lamp.get_by_label("What is damaged?").fill("The shade is bent")
    page.get_by_label("Pay out what is accepted").focus()
    page.keyboard.press("Space")
    walk.look("a box that was counted")
    page.get_by_test_id("record").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("bench-told")).to_contain_text(number)
    expect(page.get_by_test_id("bench-receipt").first).to_contain_text(number)
    expect(page.get_by_label("Scan or type")).to_be_focused()
    walk.look("the next box")

    walk.go(f"/app/returns/{number}")
    items = page.get_by_test_id("return-item")
    expect(items.filter(has_text="Brass lamp")).to_contain_text("The shade is bent")
    expect(page.locator(".page-header .badge")).to_have_text("Being paid")
    page.get_by_test_id("deed-paid").click()
    page.get_by_role("dialog").get_by_role("button", name="Mark as paid", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert walk.found == {}

    shopper = visitor(viewport={"width": 360, "height": 780}).new_page()
    shopper.goto(shoppers_page)
    expect(shopper.get_by_role("heading", level=1)).to_have_text("Settled in part")
    expect(shopper.locator("main")).not_to_contain_text("The shade is bent")  # a note for staff

"""A shopper sees a no otherwise, staff look again and say yes after all, and the shopper's open page says so by itself."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from tests.journeys.staff import OWNER, stocked
from tests.journeys.test_kit import problems_of
from tests.journeys.test_merchant_returns import one_return
from tests.journeys.walking import Walk, sign_in
from tests.returning import bought, returned, takes_back
from tests.served import Served
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.returns.decline import decline
from wesupply_ui.domain.returns.links import return_token
from wesupply_ui.kernel.clock import now


async def a_no(db: AsyncSession) -> tuple[str, str]:
    """A return of order #7002 that was declined: its number, and the path of its page."""
    await one_return(db)  # others look for R-1001
    acme = (await db.execute(select(Merchant).where(Merchant.slug == "acme"))).scalar_one()
    scope = await takes_back(db, acme)
    await bought(db, scope, "7002")
    held = await returned(db, scope, order="7002", socks=1)
    await decline(db, scope, held.request.id, {"reason": "It was worn outdoors."}, now=now())
    return held.request.number, f"/r/{return_token(held.request.id, held.request.link_version)}"


def keeps_nobody_out(page: Page) -> None:
    """At 360 pixels, by night."""
    assert problems_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_no_is_called_into_question_and_becomes_a_yes(served_app: Served, visitor: Callable[..., BrowserContext]) -> None:
    stocked(served_app)
    number, path = served_app.inside(a_no)
    page = visitor(color_scheme="dark", viewport={"width": 360, "height": 780}, reduced_motion="reduce").new_page()
    headline = page.get_by_role("heading", level=1)
    page.goto(path)
    expect(page.locator("[data-live=true]")).to_be_visible()
    expect(headline).to_have_text("Declined")
    expect(page.get_by_test_id("item")).to_contain_text("It was worn outdoors.")
    keeps_nobody_out(page)
    page.get_by_label("What should we know?").fill("The sole was dirty when it came.")
    page.get_by_role("button", name="Ask for another look").click()
    expect(page.locator("[data-live=true]")).to_be_visible()
    expect(headline).to_have_text("We are looking at it again")
    keeps_nobody_out(page)

    staff = visitor(reduced_motion="reduce")
    sign_in(staff, OWNER)
    desk = Walk(staff.new_page())
    desk.go("/app/returns?step=answer")
    desk.page.get_by_role("link", name=number).click()
    expect(desk.page.get_by_test_id("talk")).to_contain_text("The sole was dirty when it came.")
    desk.look("appealed")
    desk.page.get_by_test_id("deed-approve").click()
    desk.page.get_by_role("dialog").get_by_role("button", name="Approve", exact=True).click()
    expect(desk.page.locator(".page-header .badge")).to_have_text("Not sent yet")

    expect(headline).to_have_text("Waiting for your items")
    keeps_nobody_out(page)
    assert desk.found == {}

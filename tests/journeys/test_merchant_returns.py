"""Somebody of the staff works a return from the queue to the money, and meets nothing that would keep anybody out."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from tests.journeys.staff import OWNER, stocked
from tests.journeys.walking import Walk, sign_in
from tests.returning import bought, returned, takes_back
from tests.served import Served
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.returns.request_models import ReturnRequest


async def one_return(db: AsyncSession) -> None:
    """R-1001 of order #7001, which waits for a yes; nothing when it is there already."""
    acme = (await db.execute(select(Merchant).where(Merchant.slug == "acme"))).scalar_one()
    if (await db.execute(select(ReturnRequest.id).where(ReturnRequest.merchant_id == acme.id))).first():
        return
    scope = await takes_back(db, acme)
    await bought(db, scope, "7001")
    await returned(db, scope, order="7001", socks=2, lamp=1)


def test_a_return_is_worked_from_the_queue_to_the_money(served_app: Served, visitor: Callable[..., BrowserContext]) -> None:
    stocked(served_app)
    served_app.inside(one_return)
    browser = visitor(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    sign_in(browser, OWNER)
    walk = Walk(browser.new_page())
    page = walk.page
    walk.go("/app/returns?step=approve")
    page.get_by_role("link", name="R-1001").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Return R-1001")
    dialog, word = page.get_by_role("dialog"), page.locator(".page-header .badge")

    def do(deed: str, button: str, then: str) -> None:
        page.get_by_test_id(f"deed-{deed}").click()
        walk.look(deed)
        dialog.get_by_role("button", name=button, exact=True).click()
        expect(dialog).to_have_count(0)
        expect(word).to_have_text(then)

    do("approve", "Approve", "Not sent yet")
    do("receive", "Record", "To inspect")
    page.get_by_test_id("deed-inspect").click()
    lamp = dialog.get_by_role("group", name="Brass lamp")
    lamp.get_by_label("Decision").select_option("rejected")
    lamp.get_by_label("Note for staff").fill("The shade is bent")
    walk.look("inspect")
    dialog.get_by_role("button", name="Record", exact=True).click()
    expect(word).to_have_text(re.compile("To settle"))
    expect(page.get_by_test_id("return-item").nth(1)).to_contain_text("The shade is bent")
    do("settle", "Ask for the payment", "Being paid")
    do("paid", "Mark as paid", "Done")
    walk.look("done")
    page.get_by_role("link", name="#7001").click()
    expect(page.get_by_role("link", name="R-1001")).to_be_visible()
    assert walk.found == {}

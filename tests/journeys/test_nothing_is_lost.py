"""What staff typed outlives a bad connection, a wrong click and a session that ended; who works at two shops goes from one to the other;
a shop is handed over. All by keyboard, and the focus is where it was before."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from tests.builders import PASSWORD, a_merchant, a_person, an_order
from tests.journeys.test_merchant_shell import REMEMBER_SOCKETS
from tests.journeys.walking import sign_in
from tests.served import Served
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person
from wesupply_ui.kernel.clock import now

OWNER, HEIR = "owner@kestrel.example", "hedda@kestrel.example"
PROFILE = "/app/settings/profile"


@pytest.fixture(autouse=True)
def shop(served_app: Served) -> None:
    """Kestrel, whose owner also works at Lapwing; Hedda could own Kestrel."""
    served_app.inside(_shops)


async def _shops(db: AsyncSession) -> None:
    if (await db.execute(select(Merchant.id).where(Merchant.slug == "kestrel"))).first():
        return
    kestrel, lapwing = await a_merchant(db, "kestrel", name="Kestrel"), await a_merchant(db, "lapwing", name="Lapwing", password=None)
    owner = (await db.execute(select(Person).where(Person.email == OWNER))).scalar_one()
    owner.email_confirmed_at = now()
    db.add(Membership(merchant_id=lapwing.id, person_id=owner.id, role="support"))
    await a_person(db, kestrel, HEIR, "manager")
    await an_order(db, kestrel, "#6001")
    await an_order(db, lapwing, "#6002", name="Grace Okafor")


def at(visitor: Callable[..., BrowserContext], address: str, email: str = OWNER, **how: object) -> Page:
    """This person's tab at an address."""
    browser = visitor(**how)
    sign_in(browser, email)
    page = browser.new_page()
    page.add_init_script(REMEMBER_SOCKETS)
    page.goto(address)
    return page


def test_a_half_filled_form_outlives_a_lost_connection_and_is_saved_afterwards(
    visitor: Callable[..., BrowserContext], complaints: list[str]
) -> None:
    page = at(visitor, PROFILE)
    names = page.locator("form[data-section=names]")
    names.get_by_label("Legal name (optional)").fill("Kestrel Outfitters, Inc.")
    page.context.set_offline(True)
    page.evaluate("sockets.forEach((socket) => socket.close())")
    expect(page.get_by_text("No connection right now")).to_be_visible(timeout=20_000)
    names.get_by_label("Legal address (optional)").fill("1 Main St")
    page.context.set_offline(False)
    expect(page.get_by_text("No connection right now")).to_have_count(0, timeout=30_000)
    expect(page.get_by_role("navigation", name="Main", exact=True)).to_be_visible()
    expect(names.get_by_label("Legal name (optional)")).to_have_value("Kestrel Outfitters, Inc.")
    expect(names.get_by_label("Legal address (optional)")).to_have_value("1 Main St")
    expect(names.get_by_text("Not saved yet")).to_be_visible()
    names.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    page.reload()
    expect(names.get_by_label("Legal name (optional)")).to_have_value("Kestrel Outfitters, Inc.")
    complaints[:] = [each for each in complaints if "ERR_INTERNET_DISCONNECTED" not in each]


def test_what_is_sent_before_a_slow_page_wakes_up_is_sent_once_and_never_stands_in_the_address(
    visitor: Callable[..., BrowserContext],
) -> None:
    page, held = visitor().new_page(), []
    page.route(re.compile(r"/assets/.*\.js"), lambda route: held.append(route))
    page.goto("/forgot", wait_until="commit")
    page.get_by_label("E-mail").fill("nobody@kestrel.example")
    page.get_by_role("button", name="Send me a link").click()
    page.get_by_role("button", name="Send me a link").click()
    assert page.url.endswith("/forgot")
    page.unroute_all()  # lets go on what was held
    expect(page.get_by_text("a mail is on its way")).to_be_visible()
    assert page.url.endswith("/forgot")


def test_leaving_half_a_form_asks_and_whoever_stays_can_go_on(visitor: Callable[..., BrowserContext]) -> None:
    page = at(visitor, "/app/orders")
    page.get_by_role("link", name="Settings").first.click()
    page.get_by_role("link", name="Profile").first.click()
    names = page.locator("form[data-section=names]")
    names.get_by_label("Name", exact=True).fill("Kestrel & Sons")
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", refuse)
    for way in ("history.back()", "location.assign('/app/orders')"):
        with page.expect_event("dialog"):
            page.evaluate(f"setTimeout(() => {way})")
        expect(page).to_have_url(re.compile(PROFILE))
    expect(names.get_by_label("Name", exact=True)).to_have_value("Kestrel & Sons")
    assert asked == ["confirm", "beforeunload"]
    names.get_by_role("button", name="Save").click()  # the page's socket is there, or comes back
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    expect(names.get_by_text("Not saved yet")).to_be_hidden()
    names.get_by_label("Name", exact=True).fill("Something else")
    page.remove_listener("dialog", refuse)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="Orders", exact=True).first.click()
    expect(page.get_by_test_id("order-row-#6001")).to_be_visible()


def test_a_session_that_was_ended_elsewhere_leads_back_to_where_one_was(visitor: Callable[..., BrowserContext]) -> None:
    here, there = at(visitor, "/app/orders?q=ada"), at(visitor, "/app/account")
    expect(here.get_by_test_id("order-row-#6001")).to_be_visible()
    there.get_by_role("button", name="Sign out everywhere else").click()
    expect(here).to_have_url(re.compile("/login"))
    here.get_by_label("E-mail").fill(OWNER)
    here.get_by_label("Password").fill(PASSWORD)
    here.keyboard.press("Enter")
    expect(here).to_have_url(re.compile(r"/app/orders\?q=ada$"))
    expect(here.get_by_test_id("order-row-#6001")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_who_works_at_two_shops_goes_on_at_the_other_one(visitor: Callable[..., BrowserContext], width: int) -> None:
    page = at(visitor, "/app/orders", viewport={"width": width, "height": 800})
    expect(page.get_by_test_id("order-row-#6001")).to_be_visible()
    page.locator("summary:visible", has_text="Kestrel").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("button[name=merchant]:focus")).to_contain_text(re.compile("Kestrel|Lapwing"))
    page.get_by_role("button", name="Lapwing").click()
    page.wait_for_url(re.compile(r"^[^?]*/app$"))
    page.goto("/app/orders")
    expect(page.get_by_test_id("order-row-#6002")).to_be_visible()
    expect(page.get_by_test_id("order-row-#6001")).to_have_count(0)


def test_a_shop_is_handed_over_by_keyboard(visitor: Callable[..., BrowserContext]) -> None:
    page = at(visitor, "/app/settings/staff")
    hand = page.get_by_role("button", name="Hand the shop over to Hedda")
    hand.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Hand the shop over to Hedda?")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(hand).to_be_focused()
    page.keyboard.press("Enter")
    for password in ("a wrong password", PASSWORD):
        dialog.get_by_label("Your password").fill(password)
        page.keyboard.press("Enter")
        if password != PASSWORD:
            expect(dialog.get_by_label("Your password")).to_have_accessible_description(re.compile("This is not your password"))
    expect(page.get_by_role("status").filter(has_text="Hedda owns the shop now")).to_be_visible()
    expect(page.get_by_test_id(f"staff-{OWNER}")).to_contain_text("Manager")
    expect(hand).to_have_count(0)
    heir = at(visitor, "/app/settings/staff", HEIR)
    expect(heir.get_by_test_id(f"staff-{HEIR}")).to_contain_text("Owner")
    expect(heir.get_by_role("button", name=re.compile("Hand the shop over to"))).to_have_count(1)

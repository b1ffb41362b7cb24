"""A shopper asks for a return on a phone: by keyboard, with a photo, and once more beside somebody who is quicker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.builders import a_person
from tests.journeys.test_kit import problems_of
from tests.journeys.walking import WIDTHS, Walk, sign_in
from tests.portals.shopper import orders
from tests.portals.shopper.returning.shopping import picture
from tests.returning import bought, takes_back
from tests.served import Served
from wesupply_ui.domain.orders.links import link_token
from wesupply_ui.domain.orders.models import Order

PHONE = {"width": 360, "height": 780}


@pytest.fixture
def slug(request: pytest.FixtureRequest) -> str:
    """The shop of this test alone; `owner@<slug>.example` runs it."""
    return f"shop-{abs(hash(request.node.name)) % 100_000}"


@pytest.fixture
def link(served_app: Served, slug: str) -> str:
    """The page of an order of socks and a lamp that arrived, in a shop that takes things back and likes photos."""

    async def stock(db) -> str:
        shop = await orders.shop(db, slug, "Fjord & Fell")
        await a_person(db, shop, f"owner@{slug}.example", "owner")
        scope = await takes_back(db, shop, approval="automatic", photo="optional")
        order = await db.get_one(Order, await bought(db, scope))
        return f"/t/{link_token(order.id, order.link_version)}"

    return served_app.inside(stock)


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus, as somebody does who has no mouse."""
    for _ in range(60):
        if wanted.evaluate("it => it === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {wanted}")


def seen(page: Page) -> None:
    """The step is whole on a narrow screen, and readable for everybody."""
    assert problems_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def go_on(page: Page, step: str, label: str = "Continue") -> None:
    tab_to(page, page.locator(".r-bar").get_by_role("button", name=label))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{step}")


def test_by_keyboard_on_a_phone_with_a_photo(visitor: Callable[..., BrowserContext], link: str, slug: str, tmp_path: Path) -> None:
    page = visitor(viewport=PHONE).new_page()
    page.on("filechooser", lambda chooser: None)  # who listens only when the key is pressed may listen too late
    page.goto(link)
    expect(page.get_by_test_id("line-lamp")).to_contain_text("Return until")
    expect(page.locator("[data-live=true]")).to_be_attached()  # the live page has the keyboard from here on
    tab_to(page, page.get_by_role("link", name="Return something"))
    page.keyboard.press("Enter")
    lamp = page.get_by_role("checkbox", name="Brass lamp")
    tab_to(page, lamp)
    page.keyboard.press("Space")
    expect(page.get_by_test_id("money")).to_contain_text("$81.60")  # before anything was sent
    seen(page)
    go_on(page, "why")
    tab_to(page, page.get_by_label("Reason"))
    page.keyboard.type("Arrived damaged")
    expect(page.get_by_label("Reason")).to_have_value("damaged")
    tab_to(page, page.get_by_label("Photos"))
    (tmp_path / "lamp.jpg").write_bytes(picture())
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(tmp_path / "lamp.jpg")
    expect(page.get_by_role("img", name="Photo 1 of Brass lamp")).to_be_visible()
    seen(page)
    go_on(page, "instead")
    seen(page)
    go_on(page, "how")
    tab_to(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    seen(page)
    go_on(page, "review")
    expect(page.get_by_role("img", name="Photo 1 of Brass lamp")).to_be_visible()
    seen(page)
    page.go_back()  # to look again costs nothing
    expect(page.get_by_role("radio").first).to_be_checked()
    page.go_forward()
    go_on(page, "r/*", "Ask for the return")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main")).to_contain_text("Brass lamp")
    seen(page)
    look_at_the_photo(visitor(reduced_motion="reduce"), f"owner@{slug}.example")


def look_at_the_photo(browser: BrowserContext, owner: str) -> None:
    """Staff open it large, and are back where they were."""
    sign_in(browser, owner)
    walk = Walk(browser.new_page(), WIDTHS)
    page, dialog = walk.page, walk.page.get_by_role("dialog")
    walk.go("/app/returns/R-1001")
    small = page.get_by_role("button", name="Brass lamp").filter(has=page.get_by_role("img"))
    small.press("Enter")
    expect(dialog.get_by_role("img")).to_be_visible()
    assert dialog.get_by_role("img").evaluate("it => it.decode().then(() => it.naturalWidth)") > 0
    walk.look("a photo")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(small).to_be_focused()
    assert walk.found == {}


def test_of_two_who_return_the_last_one_the_second_is_told_why(
    visitor: Callable[..., BrowserContext], link: str, complaints: list[str]
) -> None:
    reviews = []
    for _ in range(2):
        page = visitor(viewport=PHONE).new_page()
        page.goto(f"{link}/return")
        page.get_by_role("checkbox", name="Brass lamp").check()
        page.get_by_role("button", name="Continue").click()
        page.get_by_label("Reason").select_option("changed_mind")
        page.get_by_label("Anything to add?").fill("It hums")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Continue").click()  # there is one thing to have instead
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Is everything right?")
        reviews.append(page)
    first, second = reviews
    first.get_by_role("button", name="Ask for the return").click()
    first.wait_for_url("**/r/*")
    second.get_by_role("button", name="Ask for the return").click()
    expect(second.get_by_role("alert")).to_contain_text("not all of this can be returned any more")
    expect(second.get_by_test_id("review-Brass lamp")).to_contain_text("This item was returned already.")
    expect(second.get_by_test_id("review-Brass lamp")).to_contain_text("It hums")  # nothing typed is lost
    expect(second.get_by_test_id("money")).to_contain_text("$0.00")
    assert problems_of(second) == []
    complaints[:] = [each for each in complaints if "409" not in each]  # the browser tells of the refusal

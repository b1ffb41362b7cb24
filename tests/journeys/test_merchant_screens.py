"""Every screen works for readers, by day and by night, in each role that sees it drawn otherwise, and fits a phone, a tablet and a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select, update

from tests.builders import a_person
from tests.journeys.staff import OWNER, VIEWER, stocked
from tests.journeys.test_merchant_returns import one_return
from tests.journeys.walking import WIDTHS, Walk, sign_in
from tests.served import Served
from wesupply_ui.domain.accounts.models import Membership, Merchant
from wesupply_ui.domain.accounts.roles import STAFF_ROLES
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.kernel.clock import now
from wesupply_ui.portals.merchant.pages import PAGES as MERCHANT_PAGES
from wesupply_ui.portals.site import PAGES as SITE_PAGES

# Addresses with a part that names something; what else there is, is looked up in the portals' own lists of pages.
EXAMPLES = {
    "/app/orders/[number]": ("/app/orders/%235002", "/app/orders/nowhere"),
    "/app/returns/[number]": ("/app/returns/R-1001", "/app/returns/nowhere"),
    "/app/settings/locations/[id]": ("/app/settings/locations/new",),
    "/confirm/[token]": ("/confirm/none",),
    "/reset/[token]": ("/reset/none",),
    "/invite/[token]": ("/invite/none",),
}
MORE = ("/app/orders?q=nothing", "/app/orders/%235008", "/app/settings/locations/nowhere", "/app/account", "/login/confirm")
# The kit has a journey of its own; the others are for who is signed in.
NOT_PUBLIC = ("/kit", "/app/account", "/login/confirm")


def addresses_of(pages: tuple) -> list[str]:
    found: list[str] = []
    for page in pages:
        found += EXAMPLES.get(page.route, [page.route] if "[" not in page.route else [])
    return found


# An owner may do everything and an analyst is kept out of the most. Between them others see these drawn otherwise.
DRAWN_OTHERWISE = {
    "manager@acme.example": ["/app/settings/staff", "/app/settings/roles", "/app/account"],
    "support@acme.example": ["/app", "/app/orders", "/app/orders/%235002", "/app/exceptions", "/app/messages", "/app/settings"],
    "returns_agent@acme.example": ["/app", "/app/orders", "/app/exceptions", "/app/orders/%235002", "/app/returns/R-1001"],
}
SCREENS = [*addresses_of(MERCHANT_PAGES), *MORE]
PUBLIC = [address for address in addresses_of(SITE_PAGES) if address not in NOT_PUBLIC] + [
    "/login?error=too_many&wait=130",
    "/s/acme",
    "/t/none",
]


@pytest.fixture(autouse=True)
def shop(served_app: Served) -> None:
    stocked(served_app)
    served_app.inside(one_return)


def test_every_address_with_a_part_that_names_something_has_an_example() -> None:
    assert [page.route for page in (*MERCHANT_PAGES, *SITE_PAGES) if "[" in page.route and page.route not in EXAMPLES] == []


def test_nothing_keeps_anybody_out_of_any_screen_and_none_is_wider_than_the_window(
    served_app: Served, visitor: Callable[..., BrowserContext]
) -> None:
    served_app.inside(_everybody)
    seen: set[int] = set()
    found = {}
    for email, screens in ({OWNER: SCREENS, VIEWER: SCREENS} | DRAWN_OTHERWISE).items():
        browser = visitor(reduced_motion="reduce")
        sign_in(browser, email)
        walk = Walk(browser.new_page(), WIDTHS if email == OWNER else (), seen)
        walk.through(screens)
        found |= {f"{email} {address}": wrong for address, wrong in walk.found.items()}
        browser.close()
    assert found == {}


def test_nothing_keeps_strangers_or_a_stores_people_out(
    served_app: Served, visitor: Callable[..., BrowserContext], complaints: list[str]
) -> None:
    served_app.inside(_everybody)
    walk = Walk(visitor(reduced_motion="reduce").new_page(), WIDTHS)
    walk.through(PUBLIC)
    complaints[:] = [each for each in complaints if "404" not in each]  # the browser tells of every missing page
    found = dict(walk.found)
    for role in STAFF_ROLES:
        if role.at_store:
            browser = visitor(reduced_motion="reduce")
            sign_in(browser, f"{role.key}@acme.example")
            walk = Walk(browser.new_page(), WIDTHS)
            walk.through(["/store", "/app/account", *(["/store?tablets=1"] if role.key == "store_manager" else [])])
            found |= {f"{role.key} {address}": wrong for address, wrong in walk.found.items()}
    assert found == {}


async def _everybody(db: AsyncSession) -> None:
    """Somebody of each role; those of a store with the store."""
    if (await db.execute(select(Membership.id).where(Membership.role == "store_manager"))).first():
        return
    acme = (await db.execute(select(Merchant).where(Merchant.slug == "acme"))).scalar_one()
    place, _, _ = await put_location(
        db, scope_of_system(acme.id, "test"), "northgate", {"name": "Northgate", "time_zone": "UTC"}, now=now()
    )
    await db.flush()
    for role in STAFF_ROLES:
        if role.key not in ("owner", "analyst"):
            await a_person(db, acme, f"{role.key}@acme.example", role.key)
    await db.flush()
    at_store = [role.key for role in STAFF_ROLES if role.at_store]
    await db.execute(
        update(Membership).where(col(Membership.role).in_(at_store), Membership.merchant_id == acme.id).values(location_id=place.id)
    )


def test_axe_finds_nothing_on_a_phone_and_in_the_open_filters(visitor: Callable[..., BrowserContext]) -> None:
    browser = visitor(viewport={"width": 360, "height": 780}, has_touch=True, reduced_motion="reduce")
    sign_in(browser, OWNER)
    walk = Walk(browser.new_page())
    walk.go("/app/orders")
    walk.page.locator("summary", has_text="Filter").click()
    walk.look("filters")
    walk.through(["/app/orders/%235002"])
    assert walk.found == {}


def test_too_many_tries_are_told_with_how_long_to_wait(page: Page) -> None:
    page.goto("/login?error=too_many&wait=130")
    expect(page.get_by_role("alert")).to_contain_text("3 minutes")

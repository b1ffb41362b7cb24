"""People prove who they are: by a code from their phone, a passkey, a sign-in elsewhere; a store's people at their shared tablet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from pyotp.totp import TOTP
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from tests.adapters.identity_provider import Provider, providing
from tests.builders import PASSWORD, a_merchant, a_person, an_order
from tests.journeys.staff import signed_in
from tests.served import Served
from wesupply_ui.domain.accounts.models import Membership, Person
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.kernel.clock import now

STORE = "northgate"


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Nothing on this page keeps people out."""

    def look(page: Page) -> None:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    return look


def a_shop(served: Served, slug: str, *, store: bool = False) -> str:
    """A merchant of this test's own; its owner's address."""
    served.inside(lambda db: _shop(db, slug, store))
    return f"owner@{slug}.example"


async def _shop(db: AsyncSession, slug: str, store: bool) -> None:
    merchant = await a_merchant(db, slug)
    (await db.execute(select(Person).where(Person.email == f"owner@{slug}.example"))).scalar_one().email_confirmed_at = now()
    if not store:
        return
    place, _, _ = await put_location(db, scope_of_system(merchant.id, "test"), STORE, {"name": "Northgate", "time_zone": "UTC"}, now=now())
    await db.flush()
    nora = await a_person(db, merchant, f"nora@{slug}.example", "store_associate")
    await db.flush()
    (await db.execute(select(Membership).where(Membership.person_id == nora.id))).scalar_one().location_id = place.id
    line = {"external_id": "l1", "title": "Trail boots", "quantity": 1, "unit_price": "60.00", "fulfilment": "pickup", "location": STORE}
    await an_order(db, merchant, "#7001", lines=[line])
    await an_order(db, merchant, "#7002", name="Grace Okafor", lines=[line | {"location": "elsewhere"}])


def _type_code(page: Page, code: str, button: str = "Sign in") -> None:
    page.get_by_label(re.compile("^(Code|The code that)")).fill(code)
    page.get_by_role("button", name=button, exact=True).click()


def test_a_code_from_the_phone_is_asked_for_and_is_good_once(
    served_app: Served, visitor: Callable[..., BrowserContext], axe: Callable[[Page], None]
) -> None:
    owner = a_shop(served_app, "codes")
    page = signed_in(visitor().new_page(), "/app", email=owner)
    page.goto("/app/account")
    page.get_by_role("button", name="Set up codes").click()
    phone = TOTP(page.get_by_test_id("code-secret").inner_text().replace(" ", ""))
    _type_code(page, "000000", "Turn codes on")
    expect(page.get_by_text("is not right; wait for the next one")).to_be_visible()
    used = phone.at(now())
    _type_code(page, used, "Turn codes on")
    expect(page.get_by_text("From now on, signing in asks for a code")).to_be_visible()
    page.get_by_role("button", name="Make recovery codes").click()
    recovery = page.get_by_test_id("recovery-codes").get_by_role("listitem").first.inner_text()
    axe(page)
    elsewhere = visitor(viewport={"width": 360, "height": 780}, color_scheme="dark").new_page()
    elsewhere.goto("/app/orders")
    elsewhere.get_by_label("E-mail").fill(owner)
    elsewhere.get_by_label("Password").fill(PASSWORD)
    elsewhere.get_by_role("button", name="Sign in", exact=True).click()
    expect(elsewhere.get_by_role("heading", name="One more step")).to_be_visible()
    _type_code(elsewhere, used)
    expect(elsewhere.get_by_role("alert")).to_contain_text("This code is not right")
    axe(elsewhere)
    elsewhere.goto("/app/orders")  # half a sign-in is none
    expect(elsewhere).to_have_url(re.compile("/login"))
    elsewhere.goto("/login/second?next=/app/orders")
    _type_code(elsewhere, recovery)
    expect(elsewhere).to_have_url(re.compile(r"^[^?]*/app/orders$"))
    page.goto("/app/account")
    expect(page.get_by_test_id("session")).to_have_count(2)
    expect(page.get_by_test_id("session").first).to_contain_text("This one")
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.get_by_test_id("session")).to_have_count(1)
    elsewhere.goto("/app/orders")
    expect(elsewhere).to_have_url(re.compile("/login"))


def test_a_passkey_signs_in_without_a_password(served_app: Served, visitor: Callable[..., BrowserContext]) -> None:
    owner = a_shop(served_app, "keys")
    context = visitor()
    page = signed_in(context.new_page(), "/app", email=owner)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key | {"automaticPresenceSimulation": True}})
    page.goto("/app/account")
    page.get_by_label("Name of the new passkey").fill("Grey notebook")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("The passkey works from now on.")).to_be_visible()
    expect(page.get_by_text("Grey notebook")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    expect(page).to_have_url(re.compile("/login"))
    page.goto("/login?next=/app/orders")
    page.wait_for_function("globalThis.wesupplyPasskeys")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(re.compile(r"^[^?]*/app/orders$"))
    page.goto("/app/account")
    expect(page.get_by_test_id("session")).to_contain_text("by passkey")
    page.get_by_role("button", name="Remove Grey notebook").click()
    expect(page.get_by_text("Grey notebook")).to_have_count(0)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providing() as running:
        yield running


def test_somebody_signs_in_elsewhere_and_a_stranger_is_told_why_not(
    serve_app: Callable[..., Served], visitor: Callable[..., BrowserContext], provider: Provider, complaints: list[str]
) -> None:
    names = {"ISSUER": provider.url, "CLIENT_ID": "wesupply", "CLIENT_SECRET": "a secret", "NAME": "Testland"}
    served = serve_app(environment={f"WESUPPLY_OIDC_{name}": value for name, value in names.items()})
    owner = a_shop(served, "elsewhere")
    provider.has("ada-1", email=owner, email_verified=True)
    provider.has("mallory", email="mallory@example.com", email_verified=True)
    page = visitor(base_url=served.url).new_page()
    for subject, end in (("mallory", "/login"), ("ada-1", "/app/orders$")):
        page.goto("/login?next=/app/orders")
        page.get_by_role("link", name="Sign in with Testland").click()
        page.locator("input[name=sub]").fill(subject)
        page.get_by_role("button", name=re.compile("authorize", re.IGNORECASE)).first.click()
        expect(page).to_have_url(re.compile(end))
        if subject == "mallory":
            expect(page.get_by_role("alert")).to_contain_text("There is no account for this sign-in")
    page.goto("/app/account")
    expect(page.get_by_test_id("session")).to_contain_text("by a linked sign-in")
    # The provider's own pages ask for a style sheet of others and have no icon.
    complaints[:] = [each for each in complaints if "jsdelivr" not in each and f"{provider.url}/favicon.ico" not in each]


def test_a_stores_people_open_the_shared_tablet_by_pin(
    served_app: Served, visitor: Callable[..., BrowserContext], axe: Callable[[Page], None]
) -> None:
    owner = a_shop(served_app, "desks", store=True)
    tablet = signed_in(visitor().new_page(), "/app", email=owner)
    tablet.set_viewport_size({"width": 768, "height": 1024})
    tablet.goto("/store")
    tablet.get_by_label("Name of the tablet").fill("Front desk")
    tablet.get_by_role("button", name="Register this tablet").click()
    expect(tablet.get_by_test_id("desk-locked")).to_contain_text("Nora")
    expect(tablet.get_by_text("#7001")).to_have_count(0)
    axe(tablet)
    tablet.get_by_role("button", name="Nora").click()
    tablet.get_by_label("Your password").fill(PASSWORD)
    tablet.get_by_label("New PIN").fill("593817")
    tablet.get_by_role("button", name="Open").click()
    expect(tablet.get_by_test_id("desk-open")).to_contain_text("#7001")
    expect(tablet.get_by_text("#7002")).to_have_count(0)
    axe(tablet)
    tablet.get_by_role("button", name="Lock").click()
    expect(tablet.get_by_test_id("desk-locked")).to_be_visible()
    tablet.get_by_role("button", name="Nora").click()
    tablet.get_by_label("PIN").fill("593818")
    tablet.get_by_role("button", name="Open").click()
    expect(tablet.get_by_role("alert")).to_contain_text("This is not right")
    tablet.get_by_label("PIN").fill("593817")
    tablet.get_by_role("button", name="Open").click()
    expect(tablet.get_by_test_id("desk-open")).to_contain_text("Nora is working")
    tablet.goto("/app")  # the desk is not the portal, and six digits open nobody's account
    expect(tablet.get_by_text("#7001")).to_have_count(0)
    tablet.goto("/app/account")
    expect(tablet.get_by_text("nora@desks.example")).to_have_count(0)

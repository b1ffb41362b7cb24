"""Staff read the portal in their own language, from the first paint on, and change it without anything being built or signed in anew."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlmodel import col, update

from tests.builders import PASSWORD
from tests.journeys.staff import OWNER, signed_in, stocked
from tests.served import Served
from wesupply_ui.domain.accounts.models import Person


@pytest.fixture(autouse=True)
def shop(served_app: Served) -> None:
    stocked(served_app)


def test_staff_read_the_portal_in_their_language_and_change_it(served_app: Served, visitor: Callable[..., BrowserContext]) -> None:
    page = visitor().new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if "/api/words/" in request.url else None)
    signed_in(page, "/app/orders")
    page.reload()
    expect(page.get_by_role("link", name="Orders")).to_be_visible()
    assert fetched == [], "English is in the page"
    try:
        _reads(served_app, "de")
        page.goto("/app/settings")
        _is_german(page)
        page.reload()
        _is_german(page)
        expect(page).to_have_title("Einstellungen")
        page.get_by_role("link", name="Bestellungen").first.click()
        expect(page).to_have_title("Bestellungen")
        assert len(set(fetched)) == 1, "asked for once, under an address that lasts"
        _reads(served_app, "fr")
        page.get_by_role("link", name="Einstellungen").first.click()
        expect(page.get_by_role("link", name="Paramètres").first).to_be_visible()
    finally:
        _reads(served_app, "en")
    page.reload()
    expect(page.get_by_role("link", name="Settings").first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_way_to_sign_in_speaks_the_language_of_who_was_here_last(served_app: Served, visitor: Callable[..., BrowserContext]) -> None:
    browser = visitor()
    browser.add_cookies([{"name": "wesupply_language", "value": "es", "url": served_app.url}])
    page = browser.new_page()
    page.goto("/login")
    expect(page.get_by_role("link", name="Ir al contenido")).to_be_attached()
    expect(page.locator("input[autofocus], input:focus")).to_be_focused()
    page.keyboard.type(OWNER)
    expect(page.locator("#email")).to_have_value(OWNER)
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"^[^?]*/app$"))


def _is_german(page: Page) -> None:
    expect(page.get_by_role("navigation", name="Hauptmenü", exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_role("navigation", name="Main", exact=True)).to_have_count(0)


def _reads(served: Served, language: str) -> None:
    async def change(db) -> None:
        await db.execute(update(Person).where(col(Person.email) == OWNER).values(language=language))

    served.inside(change)

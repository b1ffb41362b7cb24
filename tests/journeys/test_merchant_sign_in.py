"""Staff sign in where they wanted to go, learn nothing from a wrong password, and leave nothing behind when they sign out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.builders import PASSWORD
from tests.journeys.staff import OWNER, signed_in, stocked
from tests.served import Served


@pytest.fixture(autouse=True)
def shop(served_app: Served) -> None:
    stocked(served_app)


def test_a_stranger_is_sent_to_sign_in_and_from_there_to_where_they_wanted(page: Page) -> None:
    signed_in(page, "/app/orders?q=grace")
    expect(page).to_have_url(re.compile(r"/app/orders\?q=grace$"))
    expect(page.get_by_test_id("order-row-#5001")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("grace")


def test_a_wrong_password_is_told_in_words_and_the_address_is_kept_out_of_the_url(page: Page) -> None:
    page.goto("/login")
    page.get_by_label("E-mail").fill(OWNER)
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("The address or the password is not right")
    assert "acme" not in page.url
    expect(page.get_by_label("Password")).to_have_attribute("autocomplete", "current-password")
    expect(page.get_by_label("E-mail")).to_have_value(OWNER)
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_label("Password")).to_have_value("")
    page.goto("/")
    assert OWNER not in page.evaluate("JSON.stringify(sessionStorage)")


def test_signing_out_in_one_tab_empties_the_others_at_once(visitor: Callable[..., BrowserContext]) -> None:
    browser = visitor()
    page, other = signed_in(browser.new_page()), browser.new_page()
    other.goto("/app/orders")
    expect(other.get_by_test_id("order-row-#5001")).to_be_visible()
    page.get_by_text("Owner", exact=True).first.click()
    page.get_by_role("button", name="Sign out").first.click()
    expect(page).to_have_url(re.compile("/login"))
    expect(other).to_have_url(re.compile("/login"))
    expect(other.get_by_test_id("order-row-#5001")).to_have_count(0)


def test_a_fresh_proof_in_one_tab_lets_the_others_go_on(visitor: Callable[..., BrowserContext]) -> None:
    browser = visitor()
    page, other = signed_in(browser.new_page()), browser.new_page()
    other.goto("/app/orders")
    expect(other.get_by_test_id("order-row-#5001")).to_be_visible()
    other.evaluate("globalThis.asItWas = true")
    page.goto("/login/confirm?next=/app/account")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(re.compile("/app/account"))
    other.wait_for_function("!globalThis.asItWas")  # loaded anew, with the session's new cookie
    expect(other.get_by_test_id("order-row-#5001")).to_be_visible()
    other.get_by_role("searchbox").fill("grace")
    expect(other).to_have_url(re.compile(r"/app/orders\?q=grace"))


def test_it_works_without_scripts(visitor: Callable[..., BrowserContext]) -> None:
    page = visitor(java_script_enabled=False).new_page()
    page.goto("/login")
    page.get_by_label("E-mail").fill(OWNER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(r"^[^?]*/app$"))

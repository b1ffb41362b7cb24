"""A shop signs up, its owner confirms and invites somebody, who accepts and sees only what their role opens; and forgets the password."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.builders import PASSWORD
from tests.journeys.test_kit import problems_of
from tests.served import Served

ADA, NIA = "ada@kite.example", "nia@kite.example"


@pytest.fixture
def product(serve_app: Callable[..., Served]) -> Served:
    """The product with its jobs, which put mails into the folder."""
    return serve_app(jobs=True)


def link_to(served: Served, email: str, page: str) -> str:
    """The path of the newest mail's link to `page` for this person; waits until the mail is there."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for path in sorted((served.folder / "mail").glob("*.eml"), key=lambda each: each.stat().st_mtime, reverse=True):
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            body = mail.get_body(("plain",))
            found = re.search(rf"/{page}/[\w-]+", body.get_content() if body else "")
            if email in str(mail["To"]) and found:
                return found[0]
        time.sleep(0.1)
    raise AssertionError(f"No mail to {email} with a link to {page}\n{served.log[-2000:]}")


def opened(browser: Browser, served: Served, **how: object) -> Page:
    """Another person's browser, in Madrid."""
    return browser.new_context(base_url=served.url, locale="en-US", timezone_id="Europe/Madrid", reduced_motion="reduce", **how).new_page()  # type: ignore[arg-type]


def sees_nothing_wrong(page: Page, heading: str) -> None:
    """This page is shown, works for readers, and is not too wide for a phone."""
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    expect(page.get_by_text("Loading", exact=True)).to_have_count(0)
    assert problems_of(page) == []


def test_from_signing_up_to_the_restricted_view_of_an_invited_person(browser: Browser, product: Served) -> None:
    ada, nia = opened(browser, product), opened(browser, product, viewport={"width": 360, "height": 780})
    _sign_up(ada)
    ada.goto("/login")
    ada.get_by_label("E-mail").fill(ADA)
    ada.get_by_label("Password").fill(PASSWORD)
    ada.get_by_role("button", name="Sign in", exact=True).click()
    expect(ada.get_by_role("alert")).to_contain_text("If you have just signed up, open the link in our mail first.")
    ada.goto(link_to(product, ADA, "confirm"))
    sees_nothing_wrong(ada, "Confirm your mail address")
    ada.get_by_role("button", name="Confirm and go on").click()
    expect(ada).to_have_url(re.compile(r"^[^?]*/app$"))
    expect(ada.get_by_role("heading", name="Overview", level=1)).to_be_visible()
    _invite(ada)
    nia.goto(link_to(product, NIA, "invite"))
    sees_nothing_wrong(nia, "Work at Blue Kite")
    nia.get_by_label("Your name").fill("Nia New")
    nia.get_by_label("Password").fill("short")
    nia.get_by_role("button", name="Accept and go in").click()
    expect(nia.locator("#password-error")).not_to_be_empty()
    nia.get_by_label("Password").fill(PASSWORD)
    nia.get_by_role("button", name="Accept and go in").click()
    expect(nia).to_have_url(re.compile(r"^[^?]*/app$"))
    nia.goto("/app/settings/staff")
    expect(nia.get_by_text("Your role does not let you see who works here")).to_be_visible()
    _deactivate(ada, nia)


def _sign_up(ada: Page) -> None:
    ada.goto("/signup")
    expect(ada.get_by_label("Country")).to_have_value("ES")
    expect(ada.get_by_label("Currency")).to_have_value("EUR")
    expect(ada.get_by_label("Time zone")).to_have_value("Europe/Madrid")
    sees_nothing_wrong(ada, "Open your shop's account")
    ada.get_by_label("Shop's name").fill("Blue Kite")
    ada.get_by_label("Your name").fill("Ada Lovelace")
    expect(ada.get_by_label("Address for shoppers")).to_have_value("blue-kite")
    ada.get_by_label("E-mail").fill("ada@")
    ada.get_by_label("Password").fill(PASSWORD)
    ada.get_by_role("button", name="Sign up").click()
    expect(ada.locator("#email-error")).to_contain_text("Write a mail address")
    expect(ada.get_by_label("E-mail"), "where something is to be mended").to_be_focused()
    ada.get_by_label("E-mail").fill(ADA)
    expect(ada.get_by_label("Your name")).to_have_value("Ada Lovelace")
    ada.get_by_role("button", name="Sign up").click()
    sees_nothing_wrong(ada, "Look into your mail")
    assert "ada" not in ada.url


def _invite(ada: Page) -> None:
    ada.goto("/app/settings/staff")
    ada.get_by_role("button", name="Invite", exact=True).click()
    dialog = ada.get_by_role("dialog")
    dialog.get_by_label("E-mail").fill(NIA)
    dialog.get_by_label("Role").select_option("store_associate")
    expect(dialog.get_by_text("There is no store yet")).to_be_visible()
    dialog.get_by_label("Role").select_option("analyst")
    assert problems_of(ada) == []
    dialog.get_by_role("button", name="Send the invitation").click()
    expect(ada.get_by_test_id(f"invitation-{NIA}")).to_contain_text("invited")
    expect(ada.get_by_role("dialog")).to_have_count(0)


def _deactivate(ada: Page, nia: Page) -> None:
    nia.goto("/app/orders")
    ada.goto("/app/settings/staff")
    expect(ada.get_by_test_id(f"staff-{NIA}")).to_contain_text("Analyst")
    ada.get_by_role("button", name="Deactivate Nia New").click()
    ada.get_by_role("dialog").get_by_role("button", name="Deactivate").click()
    expect(ada.get_by_test_id(f"staff-{NIA}")).to_contain_text("deactivated")
    expect(nia).to_have_url(re.compile("/login"))


def test_a_forgotten_password_is_chosen_anew(browser: Browser, product: Served) -> None:
    from tests.builders import a_merchant

    product.inside(lambda db: a_merchant(db))
    page = opened(browser, product)
    page.goto("/login")
    page.get_by_role("link", name="Forgot your password?").click()
    sees_nothing_wrong(page, "Forgot your password?")
    for email in ("nobody@example.com", "owner@acme.example"):
        expect(page.locator("[data-awake=false]")).to_have_count(0)  # a page loaded anew first takes back what it had said
        page.get_by_label("E-mail").fill(email)
        page.get_by_role("button", name="Send me a link").click()
        expect(page.get_by_text("a mail is on its way")).to_be_visible()
        if email.startswith("nobody"):
            page.reload()
    path = link_to(product, "owner@acme.example", "reset")
    page.goto(path)
    sees_nothing_wrong(page, "Choose a new password")
    page.get_by_label("New password").fill("eight tall towers")
    page.get_by_role("button", name="Save the password").click()
    expect(page.get_by_text("The new password holds")).to_be_visible()
    page.goto(path)
    expect(page.get_by_text("This link was used already")).to_be_visible()

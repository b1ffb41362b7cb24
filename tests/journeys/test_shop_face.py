"""A shop gets a face and an address: seen beside the form first, then on shoppers' open pages, under the shop's own name."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from tests.builders import a_merchant, a_scan, an_order, heard
from tests.domain.branding.test_pictures import picture
from tests.journeys.staff import signed_in
from tests.served import Served
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.links import link_token
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.secrets import new_token

NUMBER = "1Z12345E0205271688"
FOOT = "Made of birch, meant to last."


class Shop:
    """A shop of this test's own, with one order on its way."""

    def __init__(self, served: Served) -> None:
        self.slug = f"birch-{new_token(48).lower().replace('_', 'x').replace('-', 'x')}"
        self.owner = f"owner@{self.slug}.example"
        self.link = f"/t/{served.inside(self._stock)}"

    async def _stock(self, db) -> str:
        shop: Merchant = await a_merchant(db, self.slug, name="Birch & Co")
        number = NUMBER[:-8] + f"{abs(hash(self.slug)) % 10**8:08d}"
        order = await an_order(db, shop, parcels=[number], placed=now() - timedelta(days=1))
        await heard(db, number, a_scan("Departed from Facility", ago=30))
        return link_token(order.id, order.link_version)


@pytest.fixture
def shop(served_app: Served) -> Shop:
    return Shop(served_app)


def test_what_the_owner_changes_is_seen_beside_the_form_and_then_by_shoppers(
    visitor: Callable[..., BrowserContext], page: Page, shop: Shop, complaints: list[str]
) -> None:
    shopper = visitor().new_page()
    shopper.goto(shop.link)
    expect(shopper.locator("[data-live=true]")).to_be_visible()
    shopper.evaluate("window.stayed = true; undefined")

    signed_in(page, "/app/settings/branding", email=shop.owner)
    shown = page.frame_locator("[data-stage] iframe[data-ready]")
    expect(shown.get_by_role("heading", name="Where is my order?")).to_be_visible()
    page.get_by_role("textbox", name="Foot of pages and mails").fill(FOOT)
    expect(shown.get_by_text(FOOT)).to_be_visible()
    page.get_by_role("textbox", name="Top line (optional)").fill("#102030")
    expect(shown.locator(".s-top[data-head=yes]")).to_have_css("background-color", "rgb(16, 32, 48)")
    page.get_by_role("textbox", name="Accent (optional)").fill("#ffcc00")
    expect(page.get_by_text("A darker one is used.")).to_be_visible()
    page.get_by_label("Wide logo").set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": picture((400, 100))})
    expect(shown.get_by_role("img", name="Birch & Co")).to_be_visible()
    page.get_by_label("Square logo").set_input_files({"name": "x.svg", "mimeType": "image/svg+xml", "buffer": b"<svg onload='alert(1)'/>"})
    expect(page.get_by_text("SVG drawings are not taken")).to_be_visible()
    assert FOOT not in visitor().new_page().request.get(f"/s/{shop.slug}").text(), "nobody else sees what is not saved"

    _stay(page)
    look = page.locator("form[data-section=look]")
    look.get_by_role("button", name="Save").click()
    expect(look.get_by_text("Not saved yet")).to_be_hidden()
    words = page.locator("form[data-section=words]")
    words.get_by_role("button", name="Save").click()
    expect(words.get_by_text("Not saved yet")).to_be_hidden()

    expect(shopper.locator("footer").get_by_text(FOOT)).to_be_visible()
    expect(shopper.locator(".s-top")).to_have_css("background-color", "rgb(16, 32, 48)")
    expect(shopper.get_by_role("img", name="Birch & Co")).to_be_visible()
    assert shopper.evaluate("window.stayed") is True
    first = shopper.request.get(shop.link).text()
    assert FOOT in first and "/media/" in first and "--brand-head:#102030" in first

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("textbox", name="Foot of pages and mails")).to_have_value("")
    expect(shopper.locator(".s-end")).to_have_count(0)
    assert [each for each in complaints if "422" not in each] == []
    complaints.clear()  # the refused picture


def _stay(page: Page) -> None:
    """Leaving asks, and whoever says no is still there with everything as it was typed; also by the browser's own way back."""
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", refuse)
    page.get_by_role("link", name="Orders", exact=True).click()
    expect(page).to_have_url("/app/settings/branding")
    expect(page.get_by_role("textbox", name="Foot of pages and mails")).to_have_value(FOOT)
    assert asked == ["This page has changes that are not saved. Leave without saving them?"]


def test_a_shop_under_its_own_name_is_followed_live(
    visitor: Callable[..., BrowserContext], page: Page, shop: Shop, served_app: Served
) -> None:
    signed_in(page, "/app/settings/domains", email=shop.owner)
    page.get_by_label("Domain", exact=True).fill("127.0.0.1")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Write a domain, not an IP address.")).to_be_visible()
    page.get_by_label("Name", exact=True).fill(shop.slug)
    page.get_by_role("button", name="Take it").click()
    host = f"{shop.slug}.localhost"
    expect(page.get_by_role("link", name=host)).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("")

    shopper = visitor().new_page()
    shopper.goto(f"http://{host}:{served_app.port}/")
    shopper.get_by_label("Order number").fill("5001")
    shopper.get_by_label("E-mail or postcode").fill("ada@example.com")
    shopper.get_by_role("button", name="Find my order").click()
    expect(shopper.locator("[data-live=true]")).to_be_visible()  # its socket is open: the handshake's origin is the shop's host
    expect(shopper).to_have_url(f"http://{host}:{served_app.port}{shop.link}")
    for path in ("/app", "/login", "/api/docs", "/s/rival"):
        assert _status(served_app, host, path) == 404


def _status(served: Served, host: str, path: str) -> int:
    request = urllib.request.Request(f"http://127.0.0.1:{served.port}{path}", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code

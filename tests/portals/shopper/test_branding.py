"""The merchant's look, words and links are on the page from the first HTML on, and nothing of them can be more than that."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.portals.shopper import orders
from tests.portals.staff import signed_in_as
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.move import move
from wesupply_ui.domain.accounts.scopes import scope_of_session, scope_of_system
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.domain.branding.draft import draft
from wesupply_ui.domain.notifications.sender import sender_of
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database

SCRIPT = "<script>alert('x')</script>"
BRAND = {
    "accent": "#0f766e",
    "header": "#102030",
    "font": "bookish",
    "website": "https://acme.example",
    "wide_logo_url": "/media/0.png",
    "wide_logo_size": [400, 100],
    "preview_image": "/media/1.png",
    "preview_title": "Acme is on its way",
    "imprint_url": "https://acme.example/imprint",
    "social": ["https://www.instagram.com/acme"],
    "footer_links": [{"label": f"Sizes {SCRIPT}", "url": "https://acme.example/sizes"}, {"label": "Evil", "url": "javascript:alert(1)"}],
    "texts": {
        "en": {"footer": f"Made to last {SCRIPT}", "tracking_help": "Ask us about {order}"},
        "de": {"lookup_title": "Wo ist meine Bestellung?", "footer": "Gemacht, um zu bleiben", "tracking_help": "Fragen zu {order}?"},
    },
}


@pytest.fixture
async def acme(sqlite: Database) -> Merchant:
    async with sqlite.transaction() as db:
        made = await orders.shop(db, legal_name="Acme GmbH", legal_address="Hauptstr. 1\nBerlin")
        made.brand = BRAND
        return made


@pytest.fixture
async def token(sqlite: Database, acme: Merchant) -> str:
    async with sqlite.transaction() as db:
        return orders.token_of(await orders.on_its_way(db, acme, now=clock.now()))


async def test_the_first_html_wears_the_brand(asking: httpx.AsyncClient, token: str) -> None:
    html = (await asking.get(f"/t/{token}")).text
    drawing = html[html.index('<template shadowrootmode="open">') :]
    assert '<img class="s-wide" src="/media/0.png" alt="Acme Outfitters" width="160" height="40">' in drawing
    assert "--brand-font:Georgia, &#39;Noto Serif&#39;" in drawing and "--brand-head:#102030;--brand-on-head:#ffffff" in drawing
    assert "Ask us about #5001" in drawing and "Made to last" in drawing and "Acme GmbH · Hauptstr. 1 · Berlin" in drawing
    assert 'href="https://www.instagram.com/acme"' in drawing and ">Imprint<" in drawing
    assert '<meta property="og:image" content="http://localhost:8000/media/1.png">' in html
    assert '<meta property="og:title" content="Acme is on its way">' in html


async def test_what_a_merchant_wrote_is_never_a_script_or_a_way_to_one(asking: httpx.AsyncClient, token: str) -> None:
    for address in (f"/t/{token}", "/s/acme"):
        html = (await asking.get(address)).text
        assert SCRIPT not in html and "alert(&#39;x&#39;)" in html
        assert "javascript:" not in html


async def test_words_come_in_the_readers_language_and_say_which_it_is(asking: httpx.AsyncClient, acme: Merchant) -> None:
    german = (await asking.get("/s/acme", headers={"accept-language": "de-CH,de;q=0.9"})).text
    assert re.search(r'<h1 class="s-headline" dir="auto" lang="de">Wo ist meine Bestellung\?</h1>', german)
    assert "Gemacht, um zu bleiben" in german
    french = (await asking.get("/s/acme", headers={"accept-language": "fr"})).text
    assert ">Où est ma commande\u202f?</h1>" in french or ">Où est ma commande\xa0?</h1>" in french, "the merchant wrote none: ours"
    assert "Made to last" in french and 'lang="en"' in french, "of the merchant's own words there are only English ones"


async def test_an_orders_own_language_decides_on_its_page_and_in_its_mail(
    asking: httpx.AsyncClient,
    sqlite: Database,
    acme: Merchant,
) -> None:
    async with sqlite.transaction() as db:
        order = await orders.order(db, acme, "#7001", placed_at=clock.now(), locale="de-DE")
    assert "Fragen zu #7001?" in (await asking.get(f"/t/{orders.token_of(order)}")).text
    sender = sender_of(acme, "https://x.example", "de-DE")
    assert (sender.foot, sender.foot_language) == (("Gemacht, um zu bleiben",), "de")
    assert sender.logo_url == "https://x.example/media/0.png"
    assert ("Imprint", "https://acme.example/imprint") in sender.links and all(url.startswith("https") for _, url in sender.links)


async def test_a_draft_is_shown_to_its_maker_alone(
    asking: httpx.AsyncClient,
    sqlite: Database,
    acme: Merchant,
    token: str,
) -> None:
    async with sqlite.transaction() as db:
        rival = await orders.shop(db, "rival", "Rival Gear")
    mine, theirs = await signed_in_as(sqlite, acme), await signed_in_as(sqlite, rival)
    async with sqlite.transaction() as db:
        scope = await scope_of_session(db, mine, now=clock.now())
        assert scope
        secret, _, _ = await draft(db, scope, {"text_en_footer": "Only a try"}, now=clock.now())
    for address in (f"/t/{token}", "/s/acme"):
        shown = await asking.get(f"{address}?preview={secret}", headers={"cookie": f"{SESSION_COOKIE}={mine}"})
        assert "Only a try" in shown.text and "<script" not in shown.text
        assert shown.headers["cache-control"] == "no-store"
        for cookie in (f"{SESSION_COOKIE}={theirs}", f"{SESSION_COOKIE}=nonsense", ""):
            assert "Only a try" not in (await asking.get(f"{address}?preview={secret}", headers={"cookie": cookie})).text
        assert "Only a try" not in (await asking.get(address, headers={"cookie": f"{SESSION_COOKIE}={mine}"})).text
    other = await asking.get(f"/s/rival?preview={secret}", headers={"cookie": f"{SESSION_COOKIE}={mine}"})
    assert "Only a try" not in other.text and "Rival Gear" in other.text


async def test_a_former_address_leads_to_the_present_one(asking: httpx.AsyncClient, sqlite: Database, acme: Merchant) -> None:
    async with sqlite.transaction() as db:
        await move(db, scope_of_system(acme.id, "test"), "acme-outdoor", now=clock.now())
    moved = await asking.get("/s/acme")
    assert (moved.status_code, moved.headers["location"]) == (308, "/s/acme-outdoor")
    assert (await asking.get("/s/acme-outdoor")).status_code == 200

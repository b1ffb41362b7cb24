"""What a stranger's browser gets at the shopper's addresses, before any script."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from datetime import timedelta

import httpx
import pytest

from tests.portals.shopper import orders
from tests.portals.shopper.door import SHELL, pages
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.shopper.lookup.find import MISS
from wesupply_ui.portals.shopper.pages_first import PagesFirst

MISSES = [
    ("5001", "bob@example.com"),
    ("5001", "99999"),
    ("9999", "ada@example.com"),
    ("", ""),
    ("5001", ""),
    ("'", "' or 1=1"),
]


@pytest.fixture
async def token(sqlite: Database) -> str:
    async with sqlite.transaction() as db:
        return orders.token_of(await orders.on_its_way(db, await orders.shop(db), now=clock.now()))


async def test_a_link_opens_the_page_with_sentence_date_and_timeline(asking: httpx.AsyncClient, token: str):
    page = await asking.get(f"/t/{token}")
    assert page.status_code == 200
    assert "Arriving " in page.text and "Departed from facility" in page.text and "8 minutes ago" in page.text
    assert page.text.count('data-testid="scan"') == 4
    assert 'data-milestone="in_transit"' in page.text and 'data-testid="line-l1"' in page.text


@pytest.mark.parametrize(
    ("wanted", "language", "said"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de", ("In dieser Bestellung", "Sendungsnummer")),
        ("es", "es", ("En este pedido", "Número de seguimiento")),
        ("fr;q=0.4, es;q=0.2", "fr", ("Dans cette commande", "Numéro de suivi")),
        ("pt-BR, xx, ;;q=oops", "en", ("In this order", "Tracking number")),
    ],
)
async def test_pages_speak_the_browsers_language(asking: httpx.AsyncClient, token: str, wanted: str, language: str, said: tuple[str, ...]):
    answer = await asking.get(f"/t/{token}", headers={"Accept-Language": wanted})
    assert f'lang="{language}"' in answer.text and "Accept-Language" in answer.headers["vary"]
    assert [each for each in said if each not in answer.text] == []
    lost = await asking.get("/t/nothing", headers={"Accept-Language": wanted})
    assert lost.status_code == 404 and f'lang="{language}"' in lost.text


async def test_the_page_is_drawn_in_a_shadow_root_and_scripts_come_after_it(asking: httpx.AsyncClient, token: str):
    text = (await asking.get(f"/t/{token}")).text
    assert '<body><template shadowrootmode="open"><style>' in text
    assert '<link rel="modulepreload"' not in text
    assert re.search(r'<script type="module" async="">await new Promise.*await import\("/assets/manifest.js"\);', text)
    assert 'const route0 = await import("/assets/root.js");' in text
    head = text[: text.index("</head>")]
    assert not re.search(r">\s+<", head), "white space between the head's elements makes React complain"


async def test_nobody_indexes_keeps_or_passes_on_a_link(asking: httpx.AsyncClient, token: str):
    page = await asking.get(f"/t/{token}")
    assert page.headers["x-robots-tag"] == "noindex, nofollow" and page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert '<meta name="robots" content="noindex, nofollow">' in page.text


async def test_the_preview_says_the_status_and_nothing_personal(asking: httpx.AsyncClient, token: str):
    head = (await asking.get(f"/t/{token}")).text.partition("</head>")[0]
    assert '<meta property="og:title" content="Arriving ' in head and '<meta property="og:site_name" content="Acme Outfitters">' in head
    assert not any(personal in head for personal in ("Ada", "5001", "Austin", "ada@", "1Z"))


async def test_the_page_tells_no_more_of_the_person_than_they_need(asking: httpx.AsyncClient, token: str):
    text = (await asking.get(f"/t/{token}")).text
    assert "Ada L., Austin TX 787••" in text
    assert not any(secret in text for secret in ("Lovelace", "1 Main St", "78701", "ada@example.com"))


async def test_what_merchants_and_carriers_write_is_text(sqlite: Database, asking: httpx.AsyncClient):
    async with sqlite.transaction() as db:
        shop = await orders.shop(db, name="<b>Acme</b>", slug="evil")
        shop.brand = {"logo_url": "javascript:alert(1)", "website": "javascript:alert(2)", "accent": "red;}</style><script>"}
        made = await orders.order(db, shop, placed_at=clock.now(), lines=0)
        await orders.line(db, made, "x", "<script>alert(3)</script>", product_url="javascript:alert(4)", image_url="//evil.example/x.png")
        box = await orders.parcel(db, made, milestone="in_transit")
        await orders.scan(db, box, clock.now() - timedelta(hours=1), '"><img src=x onerror=alert(5)>')
    text = (await asking.get(f"/t/{orders.token_of(made)}")).text
    assert "javascript:" not in text and "<img src=x" not in text and "<script>alert" not in text and "<b>Acme" not in text
    assert "//evil.example" not in text and "red;}" not in text


async def test_a_page_without_scripts_is_served_where_this_process_has_no_pages(sqlite: Database, token: str):
    alone = PagesFirst(pages("nothing here", 404))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(alone), base_url="http://shop.test") as asking:
        page = await asking.get(f"/t/{token}")
    assert page.status_code == 200 and "Departed from facility" in page.text and "<template" not in page.text


@pytest.mark.parametrize(("address", "status"), [("/s/acme", 200), ("/s/nobody", 404), ("/t/nothing-here", 404)])
async def test_pages_without_scripts_name_their_icon(asking: httpx.AsyncClient, token: str, address: str, status: int):
    """A browser that is told of none asks for /favicon.ico, and complains of the answer."""
    page = await asking.get(address)
    assert page.status_code == status
    assert page.text.count('<link rel="icon" href="/icon.svg" type="image/svg+xml">') == 1


async def test_other_addresses_pass_by(asking: httpx.AsyncClient):
    for address in ("/", "/app", "/t", "/t/", "/s/acme/stores", "/assets/t/x"):
        assert (await asking.get(address)).text == SHELL


async def test_an_ended_link_and_one_that_never_was_are_told_alike(sqlite: Database, asking: httpx.AsyncClient, token: str):
    async with sqlite.transaction() as db:
        ended = await orders.on_its_way(db, await orders.shop(db, "beta"), now=clock.now())
        ended.link_hash = "another version's"
    answers = [await asking.get(f"/t/{each}") for each in (orders.token_of(ended), token[:-1] + "x", "x" * 22, "x", "%00", "é" * 300)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


async def test_guesses_at_links_learn_nothing_and_are_throttled(sqlite: Database, asking: httpx.AsyncClient, token: str):
    seen: dict[tuple[int, str], int] = {}
    for guess in range(100):
        answer = await asking.get(f"/t/{guess:022d}")
        seen[answer.status_code, answer.text] = seen.get((answer.status_code, answer.text), 0) + 1
    assert sorted(status for status, _ in seen) == [404, 429], "one answer to a miss, one to too many of them"
    assert sum(count for (status, _), count in seen.items() if status == 404) <= 40
    assert (await asking.get(f"/t/{token}")).status_code == 200, "somebody else behind the same address still sees their parcel"


class TestLookUp:
    async def test_number_and_mail_address_lead_to_the_page(self, asking: httpx.AsyncClient, token: str):
        answer = await asking.post("/s/acme", data={"number": "5001", "second": " ADA@example.com "})
        assert answer.status_code == 303 and answer.headers["location"] == f"/t/{token}"

    async def test_number_and_postcode_lead_to_the_page(self, asking: httpx.AsyncClient, token: str):
        answer = await asking.post("/s/acme", data={"number": "#5001", "second": "78701-1234"})
        assert answer.status_code == 303 and answer.headers["location"] == f"/t/{token}"

    @pytest.mark.parametrize(("number", "second"), MISSES)
    async def test_every_miss_is_told_in_the_same_words(self, asking: httpx.AsyncClient, token: str, number: str, second: str):
        answer = await asking.post("/s/acme", data={"number": number, "second": second})
        assert answer.status_code == 422
        assert MISS.replace("'", "&#39;") in answer.text

    async def test_another_shops_order_is_not_found_here(self, sqlite: Database, asking: httpx.AsyncClient, token: str):
        async with sqlite.transaction() as db:
            await orders.shop(db, "beta", "Beta")
        answer = await asking.post("/s/beta", data={"number": "5001", "second": "ada@example.com"})
        assert answer.status_code == 422 and token not in answer.text

    async def test_hit_and_miss_take_the_same_time(self, asking: httpx.AsyncClient, token: str):
        took: dict[int, float] = {}
        for second in ("ada@example.com", "bob@example.com") * 3:  # the quickest of three: a busy machine is late by itself
            answer = await asking.post("/s/acme", data={"number": "5001", "second": second})
            took[answer.status_code] = min(answer.elapsed.total_seconds(), took.get(answer.status_code, 9.0))
        assert min(took.values()) >= 0.25 and abs(took[303] - took[422]) < 0.05

    async def test_guesses_are_throttled_and_even_the_right_one_is_refused_then(
        self, sqlite: Database, asking: httpx.AsyncClient, token: str
    ):
        async def tried(guess: str) -> tuple[int, str]:
            answer = await asking.post("/s/acme", data={"number": "5001", "second": guess})
            return answer.status_code, answer.text.replace(guess, "")

        answers = [each for at in range(10) for each in await asyncio.gather(*(tried(f"{at}{digit:04d}") for digit in range(10)))]
        statuses = Counter(status for status, _ in answers)
        assert set(statuses) == {422, 429} and statuses[422] <= 12 and len(set(answers)) == 2
        right = await asking.post("/s/acme", data={"number": "5001", "second": "78701"})
        assert right.status_code == 429 and int(right.headers["retry-after"]) > 0 and token not in right.text

    async def test_a_shop_that_does_not_exist_has_no_form(self, sqlite: Database, asking: httpx.AsyncClient):
        page = await asking.get("/s/nobody")
        assert page.status_code == 404 and "<form" not in page.text

    async def test_a_body_no_browser_sends_finds_nothing(self, asking: httpx.AsyncClient, token: str):
        for body in (b"x" * 100_000, b"\xff\xfe", b"number=5001&number=5002"):
            answer = await asking.post("/s/acme", content=body, headers={"content-type": "application/x-www-form-urlencoded"})
            assert answer.status_code == 422

    async def test_what_was_typed_stays_and_is_text(self, asking: httpx.AsyncClient, token: str):
        answer = await asking.post("/s/acme", data={"number": '"><script>', "second": "me"})
        assert 'value="&#34;&gt;&lt;script&gt;"' in answer.text

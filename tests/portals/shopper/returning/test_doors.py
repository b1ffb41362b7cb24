"""Who may come to a return's pages? Whoever holds the order's link, from this site, under this shop's host; guesses are told nothing."""

from __future__ import annotations

import httpx
import pytest

from tests.portals.shopper import orders
from tests.portals.shopper.door import pages
from tests.portals.shopper.returning.shopping import Shopper, shopper, words_of
from wesupply_ui.api.same_site import SameSite
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.hosts.check import record_check
from wesupply_ui.domain.hosts.claim import claim
from wesupply_ui.kernel import clock, live
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.shopper.lookup.find import MISS
from wesupply_ui.portals.shopper.pages_first import PagesFirst

HOST = "track.acme.example"


@pytest.fixture
async def ada(sqlite: Database, asking: httpx.AsyncClient) -> Shopper:
    return await shopper(sqlite, asking)


async def test_guesses_are_told_what_any_wrong_link_is_told(ada: Shopper) -> None:
    lost = words_of(await ada.asking.get("/t/nothing-here"))
    for path in (
        "/t/nothing-here/return",
        "/t/nothing-here/return/x/why",
        f"{ada.start}/x",
        f"{ada.start}/x/nonsense",
        f"{ada.start}/a/b/c",
    ):
        for answer in (await ada.asking.get(path), await ada.asking.post(path, data={})):
            assert (answer.status_code, words_of(answer)) == (404, lost), path
    assert (await ada.asking.put(ada.start)).status_code == 405


async def test_another_orders_link_opens_nobodys_draft(sqlite: Database, ada: Shopper) -> None:
    eve = await shopper(sqlite, ada.asking, "rival")
    review = await ada.until_review(lamp=1)
    stolen = review.replace(ada.token, eve.token)
    for answer in (await eve.asking.get(stolen), await eve.confirm_unseen(stolen, "81.60")):
        assert (answer.status_code, answer.headers["location"]) == (303, f"{eve.start}?lapsed=1")
    assert "is not kept any more" in words_of(await eve.asking.get(f"{eve.start}?lapsed=1"))
    assert "Is everything right?" in words_of(await ada.asking.get(review))
    # Lines of another order are no items of this one.
    strange = await eve.asking.post(eve.start, data=ada.ticked(lamp=1))
    assert strange.status_code == 422 and "Choose at least one item." in words_of(strange)


async def test_a_form_of_another_site_does_nothing(ada: Shopper) -> None:
    review = await ada.until_review(lamp=1)
    guarded = SameSite(PagesFirst(pages()))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(guarded), base_url="http://shop.test") as browser:
        for told in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}):
            assert (await browser.post(review, data={"expected": "81.60"}, headers=told)).status_code == 403
        page = await browser.get(review)
        # The page lets its browser say where the form is from: an old one says nothing else.
        assert page.headers["referrer-policy"] == "same-origin" and '<meta name="referrer" content="same-origin">' in page.text
        assert page.headers["x-robots-tag"] == "noindex, nofollow" and page.headers["cache-control"] == "no-store"
        ours = {"origin": "http://shop.test", "sec-fetch-site": "same-origin"}
        assert (await browser.post(review, data={"expected": "81.60"}, headers=ours)).headers["location"].startswith("/r/")


async def test_a_link_that_went_round_does_not_keep_us_busy(ada: Shopper) -> None:
    sent = [(await ada.asking.post(ada.start, data={})).status_code for _ in range(121)]
    assert set(sent[:120]) == {422} and sent[120] == 429
    assert (await ada.asking.get(ada.start)).status_code == 200


async def test_the_order_is_found_first_and_its_return_begins(sqlite: Database, ada: Shopper) -> None:
    page = await ada.asking.get("/s/acme")
    assert '<a href="/s/acme/returns">' in page.text
    form = await ada.asking.get("/s/acme/returns")
    assert form.status_code == 200 and 'action="/s/acme/returns"' in form.text and "Find your order first." in words_of(form)
    found = await ada.asking.post("/s/acme/returns", data={"number": "5001", "second": "ada@example.com"})
    assert (found.status_code, found.headers["location"]) == (303, ada.start)
    missed = await ada.asking.post("/s/acme/returns", data={"number": "5001", "second": "bob@example.com"})
    assert missed.status_code == 422 and MISS in words_of(missed)


async def test_a_shop_without_a_policy_takes_nothing_back_here(sqlite: Database, asking: httpx.AsyncClient) -> None:
    async with sqlite.transaction() as db:
        token = orders.token_of(await orders.on_its_way(db, await orders.shop(db), now=clock.now()))
    assert "/returns" not in (await asking.get("/s/acme")).text
    assert (await asking.get("/s/acme/returns")).headers["location"] == "/s/acme"
    refused = await asking.get(f"/t/{token}/return")
    assert refused.status_code == 404 and "can't be returned online" in words_of(refused)
    assert "/return" not in (await asking.get(f"/t/{token}")).text


async def test_the_orders_page_says_until_when_and_leads_there(ada: Shopper) -> None:
    page = await ada.asking.get(f"/t/{ada.token}")
    assert words_of(page).count("Return until") == 2 and f'href="{ada.start}"' in page.text


async def test_under_the_shops_own_host_there_are_its_returns_and_no_others(sqlite: Database, ada: Shopper) -> None:
    eve = await shopper(sqlite, ada.asking, "rival")
    async with sqlite.transaction() as db:
        scope = scope_of_system(ada.merchant_id, "test")
        held = await claim(db, scope, HOST, now=clock.now())
        await record_check(db, scope, held.id, found=True, now=clock.now())
    await live.publish(frozenset({"hosts"}))
    at = {"host": HOST}
    assert (await ada.asking.get(ada.start, headers=at)).status_code == 200
    assert (await ada.asking.get("/returns", headers=at)).status_code == 200
    assert (await ada.asking.post(ada.start, headers=at, data=ada.ticked(lamp=1))).status_code == 303
    assert (await ada.asking.get(eve.start, headers=at)).status_code == 404
    assert (await ada.asking.get("/s/rival/returns", headers=at)).status_code == 404


async def test_what_people_and_merchants_write_is_text(ada: Shopper) -> None:
    why = await ada.begin(lamp=1)
    await ada.send(why, {f"r.{ada.lines['lamp']}": "changed_mind", f"c.{ada.lines['lamp']}": "</textarea><script>alert(1)</script>"})
    assert "<script>alert" not in (await ada.asking.get(why)).text


@pytest.mark.parametrize("wanted", ["de", "es", "fr"])
async def test_each_step_speaks_the_browsers_language(ada: Shopper, wanted: str) -> None:
    review = await ada.until_review(lamp=1)
    for step in ("items", "why", "instead", "how", "review"):
        page = await ada.asking.get(review.replace("review", step), headers={"Accept-Language": wanted})
        assert f'<html lang="{wanted}"' in page.text and "Step " not in words_of(page)

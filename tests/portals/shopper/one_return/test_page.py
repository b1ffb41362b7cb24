"""What a shopper reads of their return before any script, and what strangers get."""

from __future__ import annotations

import httpx
import pytest
from sqlmodel import select

from tests.portals.shopper.one_return.conftest import Shop, a_return
from wesupply_ui.domain.returns.approve import approve
from wesupply_ui.domain.returns.decline import decline
from wesupply_ui.domain.returns.inspect_items import inspect_items
from wesupply_ui.domain.returns.links import return_link_hash
from wesupply_ui.domain.returns.receive import receive
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest
from wesupply_ui.domain.returns.settle import settle
from wesupply_ui.domain.returns.withdraw import withdraw
from wesupply_ui.kernel.db import Database

ACCEPTED = {"outcome": "accepted", "grade": "A"}
STATES = {
    "We are looking at your return": [],
    "Waiting for your items": [(approve, {})],
    "Declined": [(decline, {"reason": "It was worn outdoors."})],
    "Arrived, being checked": [(approve, {}), (receive, {})],
    "Accepted": [(approve, {}), (receive, {}), (inspect_items, ACCEPTED)],
    "Not accepted": [(approve, {}), (receive, {}), (inspect_items, {"outcome": "rejected"})],
    "Being settled": [(approve, {}), (receive, {}), (inspect_items, ACCEPTED), (settle, {})],
    "Done": [(approve, {}), (receive, {}), (inspect_items, ACCEPTED), (settle, {"status": "settled", "reference": "re_77"})],
    "Withdrawn": [(withdraw, {})],
}


@pytest.mark.parametrize("headline", STATES)
async def test_each_state_says_what_it_is_and_what_happens_next(asking: httpx.AsyncClient, shop: Shop, headline: str) -> None:
    for use_case, raw in STATES[headline]:
        await shop.do(use_case, raw)
    page = await asking.get(shop.path)
    assert page.status_code == 200
    assert f'<h1 class="s-headline">{headline}</h1>' in page.text
    lead = page.text.partition('<p class="s-lead">')[2].partition("</p>")[0]
    assert lead.endswith(".") and len(lead) > 10


async def test_a_no_comes_with_its_reason_and_money_with_its_reference(sqlite: Database, asking: httpx.AsyncClient, shop: Shop) -> None:
    await shop.do(decline, {"reason": "It was <b>worn</b> outdoors."})
    page = (await asking.get(shop.path)).text
    assert "It was &lt;b&gt;worn&lt;/b&gt; outdoors." in page and 'data-testid="first-appeal"' in page
    other = await a_return(sqlite, "rival", "approved", "received", "inspected", "settled")
    paid = (await asking.get(other.path)).text
    assert "re_1" in paid and "Back to the way you paid" in paid and 'data-testid="first-appeal"' not in paid


async def test_the_shopper_reads_their_own_words(sqlite: Database, asking: httpx.AsyncClient, shop: Shop) -> None:
    async with sqlite.transaction() as db:
        item = (await db.execute(select(ReturnItem).where(ReturnItem.return_id == shop.return_id).limit(1))).scalar_one()
        item.comment = "The left one has a <hole>."
    page = (await asking.get(shop.path)).text
    assert page.count("You wrote: “The left one has a &lt;hole&gt;.”") == 1


@pytest.mark.parametrize(("method", "is_packed"), [("label", True), ("store", False)])
async def test_a_slip_for_the_box_is_offered_where_there_is_a_box(
    sqlite: Database, asking: httpx.AsyncClient, method: str, is_packed: bool
) -> None:
    shop = await a_return(sqlite, "acme", "approved", methods=[method])
    page = (await asking.get(shop.path)).text
    assert ("packing-slip.pdf" in page) == is_packed and "reminder.ics" in page


async def test_strangers_and_ended_links_get_the_same_nothing(sqlite: Database, asking: httpx.AsyncClient, shop: Shop) -> None:
    async with sqlite.transaction() as db:
        request = await db.get_one(ReturnRequest, shop.return_id)
        request.link_version = 2
        request.link_hash = return_link_hash(request.id, 2)
    ended, never = await asking.get(shop.path), await asking.get("/r/AAAAAAAAAAAAAAAAAAAAAA")
    assert (ended.status_code, never.status_code) == (404, 404) and ended.text == never.text
    assert "We can&#39;t find this return" in never.text or "We can't find this return" in never.text
    for name in ("label.pdf", "packing-slip.pdf", "../x", "reminder.ics"):
        assert (await asking.get(f"{shop.path}/{name}")).status_code == 404


async def test_a_link_is_neither_indexed_kept_nor_passed_on(asking: httpx.AsyncClient, shop: Shop) -> None:
    page = await asking.get(shop.path)
    assert page.headers["x-robots-tag"] == "noindex, nofollow" and page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    head = page.text.partition("</head>")[0]
    assert not any(personal in head for personal in ("Ada", "5001", "ada@"))

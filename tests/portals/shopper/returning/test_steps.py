"""A return, step by step, as a browser without scripts walks it: each step an address, nothing lost on the way."""

from __future__ import annotations

import httpx
import pytest
from sqlmodel import select

from tests.portals.shopper.returning.shopping import Shopper, money_of, shopper, words_of
from tests.returning import returned
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.returns.begun.models import ReturnDraft
from wesupply_ui.domain.returns.links import return_of_token
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest
from wesupply_ui.kernel.db import Database

CREDIT = [{"kind": "store_credit", "bonus_percent": "10"}, {"kind": "exchange"}, {"kind": "refund"}]


@pytest.fixture
async def ada(sqlite: Database, asking: httpx.AsyncClient) -> Shopper:
    return await shopper(sqlite, asking, resolutions=CREDIT)


async def test_from_the_items_to_a_return_that_is_what_was_shown(sqlite: Database, ada: Shopper) -> None:
    page = await ada.asking.get(ada.start)
    assert page.status_code == 200 and "Return until" in words_of(page) and money_of(page) == "$0.00"
    why = await ada.begin(socks=2, lamp=1)
    told = {"r": {"socks": "size/too_small", "lamp": "changed_mind"}, "c": {"lamp": "Too big for the shelf"}}
    sent = await ada.send(why, {f"{field}.{ada.lines[name]}": words for field, each in told.items() for name, words in each.items()})
    instead = await ada.asking.get(sent.headers["location"])
    # The best offer comes first; an exchange, which cannot be made here, is not offered.
    assert "Store credit To spend in this shop. $117.53 +$9.93 bonus Refund" in words_of(instead)
    assert "$102.60 after $5.00 return cost" in words_of(instead) and "Exchange" not in words_of(instead)
    sent = await ada.send(str(instead.url), {"resolution.all": "refund"})
    how = await ada.asking.get(sent.headers["location"])
    assert "Print a label" in words_of(how) and money_of(how) == "$102.60"
    sent = await ada.send(str(how.url), {"method.all": "store"})
    review = await ada.asking.get(sent.headers["location"])
    assert "2 × Wool socks Doesn't fit: Too small Refund Bring it to a store" in words_of(review)
    assert "Too big for the shelf" in words_of(review) and money_of(review) == "$102.60"
    sent = await ada.confirm(str(review.url))
    assert sent.status_code == 303 and sent.headers["location"].startswith("/r/")
    async with sqlite.reading() as db:
        made = await return_of_token(db, sent.headers["location"].removeprefix("/r/"))
        items = (await db.execute(select(ReturnItem).order_by(ReturnItem.position))).scalars().all()
    assert made and (made.channel, made.method, made.resolution, made.order_id) == ("shopper", "store", "refund", ada.order_id)
    assert [(each.quantity, each.reason, each.sub_reason, each.comment) for each in items] == [
        (2, "size", "too_small", None),
        (1, "changed_mind", None, "Too big for the shelf"),
    ]


async def test_what_was_chosen_is_there_after_going_back_and_in_another_tab(ada: Shopper) -> None:
    review = await ada.until_review(socks=2)
    items = await ada.asking.get(review.replace("/review", "/items"))
    assert f'name="q.{ada.lines["socks"]}" value="1" checked' in items.text and "<option selected>2</option>" in items.text
    await ada.send(review.replace("/review", "/items"), ada.ticked(socks=1, lamp=1))
    why = await ada.asking.get(review.replace("/review", "/why"))
    assert '<option value="changed_mind" selected>' in why.text
    anew = await ada.asking.get(ada.start)
    assert "is not finished" in words_of(anew) and review in anew.text


async def test_a_step_that_is_asked_for_too_early_leads_to_what_is_missing(ada: Shopper) -> None:
    why = await ada.begin(lamp=1)
    for step in ("instead", "how", "review"):
        early = await ada.asking.get(why.replace("/why", f"/{step}"))
        assert (early.status_code, early.headers["location"]) == (303, f"{why}?mend=1")
    assert "Choose a reason." in words_of(await ada.asking.get(f"{why}?mend=1"))
    assert (await ada.confirm_unseen(why.replace("/why", "/review"), "81.65")).headers["location"] == f"{why}?mend=1"


async def test_nothing_chosen_and_nothing_said_are_told_beside_the_field(sqlite: Database, ada: Shopper) -> None:
    none = await ada.asking.post(ada.start, data={})
    assert none.status_code == 422 and "Choose at least one item." in words_of(none)
    async with sqlite.reading() as db:
        assert (await db.execute(select(ReturnDraft))).first() is None  # who only looks leaves nothing behind
    why = await ada.begin(lamp=1)
    missing = await ada.send(why, {f"r.{ada.lines['lamp']}": "", f"c.{ada.lines['lamp']}": "Kept words"})
    assert missing.status_code == 422 and "Choose a reason." in words_of(missing) and "Kept words" in missing.text
    wrong = await ada.send(why, {f"r.{ada.lines['lamp']}": "no-such-reason"})
    assert wrong.status_code == 422 and "Please choose one of the reasons." in words_of(wrong)


async def test_the_money_follows_a_choice_before_it_is_sent(sqlite: Database, ada: Shopper) -> None:
    peeked = await ada.asking.post(f"{ada.start}?peek=1", data=ada.ticked(lamp=1))
    assert peeked.json()["money"] == {"label": "You get back", "amount": "$94.60", "about": "Store credit"}
    async with sqlite.reading() as db:
        assert (await db.execute(select(ReturnDraft))).first() is None


async def test_who_comes_second_for_the_last_one_is_told_why_and_keeps_the_rest(ada: Shopper) -> None:
    first, second = await ada.until_review(lamp=1), await ada.until_review(lamp=1, socks=1)
    assert (await ada.confirm(first)).headers["location"].startswith("/r/")
    refused = await ada.confirm_unseen(second, "1.00")
    assert refused.status_code == 409
    assert "not all of this can be returned any more" in words_of(refused) and "This item was returned already." in words_of(refused)
    assert "Ask for the return" not in words_of(refused) and "Change the items" in words_of(refused)
    items = await ada.asking.get(second.replace("/review", "/items"))
    assert "This item was returned already." in words_of(items)
    kept = await ada.send(second.replace("/review", "/items"), ada.ticked(socks=1))
    why = await ada.asking.get(kept.headers["location"])
    assert '<option value="changed_mind" selected>' in why.text


async def test_a_forged_total_makes_nothing_and_shows_the_fresh_one(sqlite: Database, ada: Shopper) -> None:
    review = await ada.until_review(lamp=1)
    for forged in ("8000.00", "0.01", "", "NaN", "1e9", "-1"):
        page = await ada.confirm_unseen(review, forged)
        assert page.status_code in (409, 422) and "it is $81.60 now" in words_of(page), forged
    async with sqlite.reading() as db:
        assert (await db.execute(select(ReturnRequest))).first() is None
    assert (await ada.confirm(review)).status_code == 303


async def test_pressing_twice_makes_one_return_and_old_steps_lead_to_it(sqlite: Database, ada: Shopper) -> None:
    review = await ada.until_review(lamp=1)
    first, again = await ada.confirm(review), await ada.confirm_unseen(review, "81.60")
    assert first.headers["location"] == again.headers["location"]
    for step in ("items", "why", "review"):
        assert (await ada.asking.get(review.replace("/review", f"/{step}"))).headers["location"] == first.headers["location"]
    async with sqlite.reading() as db:
        assert len((await db.execute(select(ReturnRequest))).all()) == 1


async def test_what_cannot_come_back_stays_visible_with_its_reason(sqlite: Database, ada: Shopper) -> None:
    async with sqlite.transaction() as db:
        await returned(db, scope_of_system(ada.merchant_id, "test"), lamp=1, socks=2)
    page = await ada.asking.get(ada.start)
    assert "Can't be returned B Brass lamp This item was returned already." in words_of(page)
    assert f"n.{ada.lines['socks']}" not in page.text  # of one that is left no number is asked
    more = await ada.asking.post(ada.start, data=ada.ticked(socks=2))
    assert more.status_code == 422 and "Only 1 of this is left to return." in words_of(more)

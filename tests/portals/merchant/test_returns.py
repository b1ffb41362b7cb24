"""Returns as staff see them: by what has to be done next, found by number or name, worked on one page, by two at once told apart."""

from __future__ import annotations

import pytest
from sqlalchemy import insert
from sqlmodel import select

from tests.portals.merchant.conftest import OpenTab
from tests.portals.tabs import Tab
from tests.returning import bought, returned, takes_back
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.photos.models import ReturnPhoto
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest
from wesupply_ui.domain.returns.waiting import returns_numbered
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.one_return.photo_state import ReturnPhotoState
from wesupply_ui.portals.merchant.one_return.state import ReturnState
from wesupply_ui.portals.merchant.order.state import OrderState
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.returns.state import ReturnsState

FAR = {
    "R-1001": (), "R-1002": ("approved",), "R-1003": ("approved", "received"), "R-1004": ("approved", "received", "inspected"),
    "R-1005": ("approved", "received", "inspected", "asked"), "R-1006": ("approved", "received", "inspected", "asked", "failed"),
    "R-1007": ("approved", "received", "inspected", "asked", "settled"),
}  # fmt: skip


@pytest.fixture
async def scope(sqlite: Database, acme: Merchant, rival: Merchant) -> Scope:
    """Seven returns, each further than the one before; and one of a rival's."""
    scopes = []
    for merchant in (acme, rival):
        async with sqlite.transaction() as db:
            scopes.append(await takes_back(db, merchant))
            for at, until in list(enumerate(FAR.values(), 5001))[: 7 if merchant is acme else 1]:
                name = {"first_name": "Ada" if at < 5004 else "Grace", "last_name": merchant.slug.title()}
                await bought(db, scopes[-1], str(at), customer={"email": f"{at}@example.com", **name})
                await returned(db, scopes[-1], *until, order=str(at), socks=2, lamp=1)
    return scopes[0]


async def listed(tab: OpenTab, path: str = "/app/returns", **who: str) -> tuple[Tab, ReturnsState]:
    opened = await tab(path, **who)
    await opened.call(ReturnsState.load)
    return opened, await opened.state(ReturnsState)


async def opened_return(tab: OpenTab, number: str = "R-1001", **who: str) -> tuple[Tab, ReturnState]:
    opened = await tab(f"/app/returns/{number}", number=number, **who)
    await opened.call(ReturnState.load)
    return opened, await opened.state(ReturnState)


def all_of(state: ReturnState, **more: str) -> dict[str, str]:
    """The form as it opens, every unit meant, and the same said of each."""
    form = {f"quantity-{each.id}": str(each.most) for each in state.items}
    return form | {f"{name.removeprefix('each_')}-{each.id}": value for each in state.items for name, value in more.items()}


ASKED = {
    "": [*FAR][::-1], "step=approve": ["R-1001"], "step=send": ["R-1002"], "step=inspect": ["R-1003"], "step=settle": ["R-1004"],
    "step=confirm": ["R-1005"], "step=retry": ["R-1006"], "step=answer": [], "step=nonsense": [*FAR][::-1], "q=r1003": ["R-1003"],
    "q=%235004": ["R-1004"], "q=Ada": ["R-1003", "R-1002", "R-1001"], "q=5002@exa": ["R-1002"], "q=rival": [],
    "step=approve&q=Grace": [], "q=%25": [], "after=bent": [*FAR][::-1],
}  # fmt: skip


async def test_the_address_says_what_is_listed(tab: OpenTab, scope: Scope) -> None:
    opened, state = await listed(tab)
    for query, numbers in ASKED.items():
        opened.go(f"/app/returns?{query}")
        await opened.call(ReturnsState.load)
        assert (query, [row.number for row in state.rows]) == (query, numbers)
        assert "Rival" not in str(state.dict())


async def test_a_row_says_whose_it_is_what_of_and_how_much(tab: OpenTab, scope: Scope) -> None:
    _tab, state = await listed(tab, "/app/returns?step=approve")
    (row,) = state.rows
    assert (row.person, row.order, row.what) == ("Ada Acme", "Order #5001", "2 × Wool socks and 1 more")
    assert (row.status, row.tone, row.total) == ("To approve", "attention", "$102.60")
    assert row.due.startswith("By ")


async def test_tabs_and_the_navigation_count_what_waits(tab: OpenTab, scope: Scope) -> None:
    opened, state = await listed(tab)
    assert state.counts == {
        "approve": "1",
        "answer": "",
        "reply": "",
        "send": "1",
        "receive": "",
        "inspect": "1",
        "settle": "1",
        "confirm": "1",
        "retry": "1",
    }
    assert (await opened.state(PersonState)).returns == "4"


async def test_pages_follow_each_other_and_lead_back(tab: OpenTab, sqlite: Database, scope: Scope) -> None:
    async with sqlite.transaction() as db:
        one = (await db.execute(select(ReturnRequest).where(ReturnRequest.merchant_id == scope.merchant_id))).scalars().first()
        assert one
        row = one.model_dump()
        more = [row | {"id": f"0{at:025d}", "number": f"R-{at}", "link_hash": f"{at}"} for at in range(60)]
        await db.execute(insert(ReturnRequest), more)
    opened, state = await listed(tab)
    shown = [row.number for row in state.rows]
    assert len(shown) == 50 and state.told == "1–50 of 67"
    opened.go((await opened.call(ReturnsState.turn_on)).redirected_to or "")
    await opened.call(ReturnsState.load)
    assert state.told == "51–67 of 67" and not state.has_after
    assert len({*shown, *(row.number for row in state.rows)}) == 67
    opened.go((await opened.call(ReturnsState.turn_back)).redirected_to or "")
    await opened.call(ReturnsState.load)
    assert [row.number for row in state.rows] == shown


async def test_what_is_new_waits_until_it_is_asked_for(tab: OpenTab, sqlite: Database, scope: Scope) -> None:
    opened, state = await listed(tab)
    async with sqlite.transaction() as db:
        await bought(db, scope, "6001")
        await returned(db, scope, order="6001", lamp=1)
    await opened.call(ReturnsState.refresh)
    assert (len(state.rows), state.news, state.counts["approve"]) == (7, "1 new return", "2")
    await opened.call(ReturnsState.show_news)
    assert (state.rows[0].number, state.news) == ("R-1008", "")


async def test_a_return_tells_its_whole_story(tab: OpenTab, scope: Scope) -> None:
    _tab, state = await opened_return(tab, "R-1007")
    page = state.page
    assert (page.word, page.order, page.order_href) == ("Done", "#5007", "/app/orders/%235007")
    assert [(row.quantity, row.title, row.reason) for row in page.goods] == [
        ("2 ×", "Wool socks", "Doesn't fit"), ("1 ×", "Brass lamp", "Doesn't fit")
    ]  # fmt: skip
    assert [each.words for each in page.goods[0].tracks] == ["Approved", "Received", "Accepted", "Settled"]
    assert [(row.name, row.value) for row in page.sums] == [
        ("Items", "$99.33"), ("Tax", "$8.27"), ("Return cost", "−$5.00"), ("Shopper gets", "$102.60")
    ]  # fmt: skip
    assert [row.words for row in page.story] == [
        "Settled", "Payment asked for", "Back in stock", "Inspected", "Received", "Approved", "Asked for"
    ]  # fmt: skip
    assert page.story[3].detail == "2 × Wool socks (Accepted), 1 × Brass lamp (Accepted) · By itself"
    assert page.deeds == []


async def test_one_of_another_merchant_is_not_there(tab: OpenTab, sqlite: Database, scope: Scope, rival: Merchant) -> None:
    async with sqlite.reading() as db:
        theirs = (await db.execute(select(ReturnItem.return_id).where(ReturnItem.merchant_id == rival.id))).scalars().first()
    for key in (str(theirs), "R-9999", "nowhere"):
        opened, state = await opened_return(tab, key)
        assert (state.found, state.lost) == (False, True)
        await opened.call(ReturnState.ask, deed="approve")
        assert state.asking == ""


async def test_a_return_is_worked_from_yes_to_the_money(tab: OpenTab, scope: Scope) -> None:
    opened, state = await opened_return(tab)
    assert (state.page.next_deed, state.page.deeds) == ("approve", ["approve", "decline", "cancel", "receive"])
    for deed, handler, more, next_deed in (
        ("approve", ReturnState.decide, {}, "receive"),
        ("receive", ReturnState.take_in, {"each_as": "received"}, "inspect"),
        ("inspect", ReturnState.take_in, {"each_outcome": "accepted", "each_grade": "b", "each_disposition": "restock"}, "settle"),
        ("settle", ReturnState.pay, {}, "paid"),
    ):
        await opened.call(ReturnState.ask, deed=deed)
        assert state.asking == deed
        await opened.call(handler, form=all_of(state, **more))
        assert (state.asking, state.problem, state.overtaken, state.page.next_deed) == ("", "", "", next_deed)
    await opened.call(ReturnState.ask, deed="paid")
    await opened.call(ReturnState.pay, form=all_of(state) | {"reference": "re_9"})
    assert (state.page.word, state.page.deeds) == ("Done", [])
    assert state.page.goods[0].notes == ["B: opened · Back to stock", "Payer's reference: re_9"]


async def test_some_units_are_taken_and_others_are_not(tab: OpenTab, scope: Scope) -> None:
    opened, state = await opened_return(tab, "R-1003")
    await opened.call(ReturnState.ask, deed="inspect")
    socks, lamp = state.items
    form = {f"quantity-{socks.id}": "1", f"outcome-{socks.id}": "rejected", f"note-{socks.id}": "Worn", f"quantity-{lamp.id}": "0"}
    await opened.call(ReturnState.take_in, form=form)
    assert [(row.quantity, [each.words for each in row.tracks][-1]) for row in state.page.goods] == [
        ("1 ×", "Received"), ("1 ×", "Not accepted"), ("1 ×", "Received")
    ]  # fmt: skip
    assert state.page.goods[1].notes == ["Note for staff: Worn"]
    assert state.page.next_deed == "inspect"


async def test_what_was_filled_in_wrong_is_said_beside_it(tab: OpenTab, scope: Scope) -> None:
    opened, state = await opened_return(tab)
    await opened.call(ReturnState.ask, deed="decline")
    await opened.call(ReturnState.decide, form=all_of(state))
    assert (state.asking, state.errors["reason"]) == ("decline", "is missing; the shopper reads it")
    await opened.call(ReturnState.decide, form={"reason": "Worn"})
    assert state.problem == "Choose at least one item."
    await opened.call(ReturnState.decide, form={f"quantity-{state.items[0].id}": "9", "reason": "Worn"})
    assert "more than the 2" in state.problem
    await opened.call(ReturnState.decide, form=all_of(state) | {"reason": "It was worn."})
    assert (state.page.word, state.page.goods[0].notes) == ("Declined", ["Told to the shopper: It was worn."])


async def test_who_comes_second_is_told_who_did_what_and_changes_nothing(tab: OpenTab, scope: Scope) -> None:
    first, ada = await opened_return(tab)
    second, grace = await opened_return(tab, role="support")
    await first.call(ReturnState.ask, deed="approve")
    await second.call(ReturnState.ask, deed="decline")
    await first.call(ReturnState.decide, form=all_of(ada))
    await second.call(ReturnState.decide, form=all_of(grace) | {"reason": "Worn"})
    assert grace.overtaken.startswith("This return has changed meanwhile. Nothing was done: please look again.")
    assert "Approved, just now" in grace.overtaken
    assert (grace.asking, grace.page.word) == ("", "Not sent yet")
    assert [row.words for row in grace.page.story] == ["Approved", "Asked for"]


@pytest.mark.parametrize(
    ("role", "deeds"),
    [("analyst", []), ("support", ["approve", "decline", "cancel"]), ("returns_agent", ["approve", "decline", "cancel", "receive"])],
)
async def test_each_role_sees_and_does_what_it_may(tab: OpenTab, scope: Scope, role: str, deeds: list[str]) -> None:
    opened, state = await opened_return(tab, role=role)
    assert state.page.deeds == deeds
    await opened.call(ReturnState.ask, deed="settle")
    assert state.asking == ""
    if role == "analyst":
        assert not (await opened.call(ReturnState.decide, form={})).ran


async def test_one_question_is_not_answered_by_another_permission(tab: OpenTab, scope: Scope) -> None:
    opened, state = await opened_return(tab, role="returns_agent")
    await opened.call(ReturnState.ask, deed="approve")
    await opened.call(ReturnState.take_in, form=all_of(state, each_as="received"))
    assert (state.asking, state.page.word) == ("approve", "To approve")


async def test_the_order_and_the_search_lead_to_the_return(tab: OpenTab, sqlite: Database, scope: Scope) -> None:
    opened = await tab("/app/orders/%235001", number="#5001")
    await opened.call(OrderState.load)
    (row,) = (await opened.state(OrderState)).page.returns
    assert (row.number, row.href) == ("R-1001", "/app/returns/R-1001")
    assert row.about.startswith("To approve · Today")
    async with sqlite.reading() as db:
        found = await returns_numbered(db, scope, "r 1001")
        assert [(each.number, each.merchant_id) for each in found] == [("R-1001", scope.merchant_id)]
        assert await returns_numbered(db, scope, "5001 Ada") == []


async def test_photos_are_turned_like_pages_and_closed(sqlite: Database, tab: OpenTab, scope: Scope) -> None:
    async with sqlite.transaction() as db:
        (wanted,) = await returns_numbered(db, scope, "R-1001")
        line = (await db.execute(select(ReturnItem.line_id).where(ReturnItem.return_id == wanted.id).limit(1))).scalar_one()
        about = {"merchant_id": scope.merchant_id, "return_id": wanted.id, "line_id": line, "width": 9, "height": 9, "size": 9}
        db.add_all(ReturnPhoto(**about, file=f"{each}.webp", small_file=f"{each}s.webp") for each in "ab")
    page, state = await opened_return(tab)
    first, second = (each.id for each in state.page.photos)
    await page.call(ReturnPhotoState.turn, key="ArrowRight")
    assert state.photo.id == "", "none is open"
    seen = []
    await page.call(ReturnPhotoState.show, photo=first)
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "Enter"):
        await page.call(ReturnPhotoState.turn, key=key)
        seen.append(state.photo.id)
    assert seen == [second, first, second, second]
    await page.call(ReturnPhotoState.set_open, is_open=False)
    await page.call(ReturnPhotoState.show, photo="of another return")
    assert state.photo.id == ""

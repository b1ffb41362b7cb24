"""Staff make returns for shoppers, match boxes that nobody announced, and see what of many would change."""

from __future__ import annotations

from typing import Any

import pytest

from tests.portals.merchant.conftest import OpenTab
from tests.returning import bought, returned, takes_back
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.exceptions.many import actions
from wesupply_ui.domain.returns.queries import items_of, read_return
from wesupply_ui.domain.returns.receiving.boxes import list_boxes
from wesupply_ui.domain.returns.receiving.keep_box import keep_box
from wesupply_ui.jobs.bulk import carry_on
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.lists.bulk_state import BulkState
from wesupply_ui.portals.merchant.new_return.state import NewReturnState
from wesupply_ui.portals.merchant.returns.state import ReturnsState
from wesupply_ui.portals.merchant.stray_boxes.state import BoxesState


@pytest.fixture
async def scope(sqlite: Database, acme: Merchant, rival: Merchant) -> Scope:
    """Orders #5001 to #5003; R-1001 waits for a yes, R-1002 is approved; a rival has the same."""
    scopes = []
    for merchant in (rival, acme):
        async with sqlite.transaction() as db:
            scopes.append(await takes_back(db, merchant))
            for number in ("5001", "5002", "5003"):
                await bought(db, scopes[-1], number)
            await returned(db, scopes[-1], order="5001", socks=2)
            await returned(db, scopes[-1], "approved", order="5002", lamp=1)
    return scopes[-1]


async def the_items(sqlite: Database, scope: Scope, number: str) -> list[Any]:
    async with sqlite.reading() as db:
        return await items_of(db, await read_return(db, scope, number))


async def test_many_are_decided_after_a_look_at_what_can_be(tab: OpenTab, sqlite: Database, scope: Scope) -> None:
    opened = await tab("/app/returns")
    await opened.call(ReturnsState.load)
    bulk = await opened.state(BulkState)
    await opened.call(BulkState.tick_page, is_ticked=True)
    await opened.call(BulkState.ask, action="approve_returns")
    assert (bulk.preview.words, bulk.preview.reasons) == ("1 return is approved", ["1 waits for no decision."])
    assert bulk.preview.left == ["R-1002: 1 waits for no decision."]
    assert bulk.preview.warning.startswith("Shoppers get $") and "cannot be undone" in bulk.preview.warning
    await opened.call(BulkState.begin)
    await carry_on(sqlite, actions(frozenset()))
    assert {each.authorisation for each in await the_items(sqlite, scope, "R-1001")} == {"approved"}
    await opened.call(ReturnsState.load)
    assert (bulk.job.words, bulk.job.detail, bulk.job.can_undo) == ("1 return approved", "1 waits for no decision.", False)


async def test_declining_many_takes_words_and_assigning_can_be_undone(tab: OpenTab, sqlite: Database, scope: Scope) -> None:
    opened = await tab("/app/returns")
    await opened.call(ReturnsState.load)
    bulk, listed = await opened.state(BulkState), await opened.state(ReturnsState)
    await opened.call(BulkState.tick_page, is_ticked=True)
    await opened.call(BulkState.ask, action="decline_returns")
    await opened.call(BulkState.choose, value=" ")
    assert bulk.errors["reason"] == "is missing; the shopper reads it"
    await opened.call(BulkState.ask, action="assign_returns")
    assert bulk.preview.words == "2 returns change"
    await opened.call(BulkState.begin)
    await carry_on(sqlite, actions(frozenset()))
    opened.go("/app/returns?who=me", who="me")
    await opened.call(ReturnsState.load)
    assert len(listed.rows) == 2 and all(row.assigned for row in listed.rows)
    await opened.call(BulkState.undo)
    await carry_on(sqlite, actions(frozenset()))
    await opened.call(ReturnsState.load)
    assert listed.rows == []


@pytest.mark.parametrize(("role", "may"), [("support", True), ("returns_agent", True), ("analyst", False)])
async def test_deciding_many_needs_the_right_to_decide(tab: OpenTab, sqlite: Database, scope: Scope, role: str, may: bool) -> None:
    opened = await tab("/app/returns", role=role)
    await opened.call(ReturnsState.load)
    await opened.call(BulkState.tick_page, is_ticked=True)
    await opened.call(BulkState.ask, action="approve_returns")
    await opened.call(BulkState.begin)
    await carry_on(sqlite, actions(frozenset()))
    approved = {each.authorisation for each in await the_items(sqlite, scope, "R-1001")} == {"approved"}
    assert approved is may


async def made(tab: OpenTab, path: str, *, role: str = "owner", **query: str) -> tuple[Any, Any]:
    opened = await tab(path, role=role, **query)
    await opened.call(NewReturnState.load)
    return opened, await opened.state(NewReturnState)


async def test_a_return_is_made_for_a_shopper_as_it_was_answered(tab: OpenTab, sqlite: Database, scope: Scope) -> None:
    opened, state = await made(tab, "/app/returns/new")
    await opened.call(NewReturnState.search, form={"q": "#5003"})
    await opened.call(NewReturnState.choose, order_id=state.orders[0].id)
    assert [(row.title, row.left) for row in state.lines] == [("Wool socks", 3), ("Brass lamp", 1)]
    await opened.call(NewReturnState.work_out, form={"quantity-socks": "0"})
    assert state.problem == "Choose at least one item."
    await opened.call(NewReturnState.work_out, form={"quantity-socks": "2", "reason-socks": "size/too_small", "resolution": "refund"})
    assert (state.problem, [row.title for row in state.answer], state.is_refused) == ("", ["2 × Wool socks"], False)
    answer = await opened.call(NewReturnState.make, form={"approval": "now"})
    assert answer.redirected_to == "/app/returns/R-1003"
    (item,) = await the_items(sqlite, scope, "R-1003")
    assert (item.quantity, item.sub_reason, item.authorisation) == (2, "too_small", "approved")


async def test_what_the_policy_forbids_takes_the_right_and_a_reason(tab: OpenTab, sqlite: Database, acme: Merchant, scope: Scope) -> None:
    async with sqlite.transaction() as db:
        await takes_back(db, acme, window={"days": 1})
        order = await bought(db, scope, "5004")
    form = {"quantity-lamp": "1", "reason-lamp": "size"}
    opened, state = await made(tab, f"/app/returns/new?order={order}", role="support", order=order)
    await opened.call(NewReturnState.work_out, form=form)
    assert (state.is_refused, state.may_overrule) == (True, False)
    refused = await opened.call(NewReturnState.make, form={"overrule": "Promised on the phone"})
    assert refused.redirected_to is None
    opened, state = await made(tab, f"/app/returns/new?order={order}", role="manager", order=order)
    await opened.call(NewReturnState.work_out, form=form)
    await opened.call(NewReturnState.make, form={})
    assert state.problem == "Say why it comes back although the policy says no."
    answer = await opened.call(NewReturnState.make, form={"overrule": "Promised on the phone", "approval": "now"})
    assert answer.redirected_to == "/app/returns/R-1003"
    assert [each.overruled_because for each in await the_items(sqlite, scope, "R-1003")] == ["Promised on the phone"]


async def test_a_kept_box_becomes_a_return_of_its_order_or_is_matched(tab: OpenTab, sqlite: Database, scope: Scope) -> None:
    async with sqlite.transaction() as db:
        for contents in ("Socks", "A lamp", "A brick"):
            await keep_box(db, scope, {"contents": contents, "order_external_id": "5003"}, now=clock.now())
    opened = await tab("/app/returns/boxes")
    await opened.call(BoxesState.load)
    boxes = await opened.state(BoxesState)
    assert [(row.number, row.what) for row in boxes.rows] == [("B-1", "Socks"), ("B-2", "A lamp"), ("B-3", "A brick")]
    await opened.call(BoxesState.match, form={"box": boxes.rows[1].id, "return": "R-9999"})
    assert (boxes.at, boxes.problem) == (boxes.rows[1].id, "There is no such return.")
    matched = await opened.call(BoxesState.match, form={"box": boxes.rows[1].id, "return": "r1002"})
    assert matched.redirected_to == "/app/returns/receive?scan=R-1002"
    await opened.call(BoxesState.dispose, form={"box": boxes.rows[2].id, "outcome": "destroy"})
    order = boxes.rows[0].make_href.partition("order=")[2].partition("&")[0]
    new, state = await made(tab, boxes.rows[0].make_href, order=order, here="1", box="B-1")
    await new.call(NewReturnState.work_out, form={"quantity-socks": "1"})
    answer = await new.call(NewReturnState.make, form={})
    assert (state.problem, answer.redirected_to) == ("", "/app/returns/receive?scan=R-1003")
    (item,) = await the_items(sqlite, scope, "R-1003")
    assert (item.reason, item.method) == ("unannounced", "own_carrier")
    async with sqlite.reading() as db:
        assert (await list_boxes(db, scope)).items == []


async def test_another_merchants_order_and_box_are_not_there(tab: OpenTab, sqlite: Database, scope: Scope, rival: Merchant) -> None:
    async with sqlite.transaction() as db:
        box = await keep_box(db, scope, {"contents": "Ours"}, now=clock.now())
        order = (await read_return(db, scope, "R-1001")).order_id
    opened = await tab("/app/returns/boxes", merchant=rival)
    await opened.call(BoxesState.load)
    boxes = await opened.state(BoxesState)
    await opened.call(BoxesState.match, form={"box": box.id, "return": "R-1001"})
    assert (boxes.rows, boxes.problem) == ([], "There is no such box.")
    new = await tab(f"/app/returns/new?order={order}", merchant=rival, order=order)
    await new.call(NewReturnState.load)
    state = await new.state(NewReturnState)
    assert (state.order.id, state.problem) == ("", "There is no such order.")

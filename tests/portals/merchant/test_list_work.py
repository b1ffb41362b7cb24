"""On the lists: columns and views per person, choosing orders, changing them together, news that moves nothing; foreign ids do nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import an_order
from tests.portals.merchant.conftest import OpenTab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.ask_many import actions
from wesupply_ui.jobs.bulk import carry_on
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.lists.bulk_state import BulkState
from wesupply_ui.portals.merchant.lists.views_state import ViewsState
from wesupply_ui.portals.merchant.order.state import OrderState
from wesupply_ui.portals.merchant.order_desk.state import OrderDeskState
from wesupply_ui.portals.merchant.orders.state import OrdersState
from wesupply_ui.portals.merchant.shipments.state import ShipmentsState


@pytest.fixture
async def orders(sqlite: Database, acme: Merchant) -> list[Order]:
    """#6000 is the newest of three."""
    async with sqlite.transaction() as db:
        return [await an_order(db, acme, f"#{6000 + at}", placed=now() - timedelta(hours=at), tags=["Gift"]) for at in range(3)]


async def test_columns_are_chosen_moved_and_remembered_by_the_server(tab: OpenTab, orders: list[Order]) -> None:
    opened = await tab("/app/orders")
    await opened.call(OrdersState.load)
    assert (await opened.call(ViewsState.toggle, key="tags")).redirected_to == "/app/orders"
    await opened.call(OrdersState.load)
    await opened.call(ViewsState.move, key="tags", places=-1)
    await opened.call(ViewsState.toggle, key="no_such_column")
    await opened.call(OrdersState.load)
    views = await opened.state(ViewsState)
    assert [each.key for each in views.columns] == ["customer", "items", "status", "promised", "placed", "tags", "total"]
    assert (await opened.state(OrdersState)).rows[0].tags == ["Gift"]
    await opened.call(ViewsState.usual_columns)
    await opened.call(OrdersState.load)
    assert (await opened.state(OrdersState)).rows[0].tags == [], "what is not shown is not sent"


async def test_a_view_is_saved_opened_changed_deleted_and_brought_back(tab: OpenTab, orders: list[Order]) -> None:
    opened = await tab("/app/orders?channel=online&sort=due&cols=total,tags")
    await opened.call(OrdersState.load)
    await opened.call(ViewsState.ask, what="save")
    await opened.call(ViewsState.save, form={"name": " "})
    assert "name" in (await opened.state(ViewsState)).errors
    there = (await opened.call(ViewsState.save, form={"name": "Online", "is_shared": "yes"})).redirected_to
    assert there is not None and there.startswith("/app/orders?channel=online&sort=due&cols=total%2Ctags&view=")
    opened.go(there)
    await opened.call(OrdersState.load)
    views = await opened.state(ViewsState)
    assert (views.view.name, views.view.is_changed, [each.words for each in views.tabs]) == ("Online", False, ["Online"])
    opened.go(there.replace("online", "store"))
    await opened.call(OrdersState.load)
    assert (await opened.state(ViewsState)).view.is_changed
    await opened.call(ViewsState.open_first, is_first=True)
    opened.go("/app/orders")
    first = (await opened.call(OrdersState.load)).redirected_to
    assert first == there, "the list opens with it"
    opened.go(first)
    await opened.call(OrdersState.load)
    assert (await opened.call(ViewsState.delete)).redirected_to == "/app/orders?view=all"
    await opened.call(ViewsState.restore)
    await opened.call(OrdersState.load)
    assert [each.words for each in (await opened.state(ViewsState)).tabs] == ["Online"]


async def test_orders_are_chosen_changed_and_changed_back(sqlite: Database, tab: OpenTab, orders: list[Order]) -> None:
    opened = await tab("/app/orders")
    await opened.call(OrdersState.load)
    await opened.call(BulkState.tick, row_id=orders[0].id, is_ticked=True)
    await opened.call(BulkState.tick, row_id=orders[1].id, is_ticked=True)
    await opened.call(BulkState.tick, row_id="x" * 3000, is_ticked=True)
    bulk = await opened.state(BulkState)
    assert (bulk.count, bulk.is_page) == ("2 chosen", False)
    await opened.call(BulkState.ask, action="assign")
    assert (bulk.preview.words, bulk.preview.can_start) == ("2 orders change", True)
    await opened.call(BulkState.begin)
    assert (bulk.count, bulk.job.is_running, bulk.job.words) == ("", True, "0 of 2 orders")
    await carry_on(sqlite, actions([]))
    await opened.call(OrdersState.refresh)
    assert (bulk.job.words, bulk.job.can_undo) == ("2 orders assigned to Ada Owner", True)
    opened.go("/app/orders?assigned=me")
    await opened.call(OrdersState.load)
    assert [row.number for row in (await opened.state(OrdersState)).rows] == ["#6000", "#6001"]
    await opened.call(BulkState.undo)
    await carry_on(sqlite, actions([]))
    await opened.call(OrdersState.load)
    assert ((await opened.state(OrdersState)).rows, bulk.job.words) == ([], "2 orders are as they were.")
    await opened.call(BulkState.put_aside)
    assert bulk.job.id == ""


async def test_all_that_match_can_be_chosen_and_another_question_forgets_them(tab: OpenTab, orders: list[Order]) -> None:
    opened = await tab("/app/orders?tag=gift")
    await opened.call(OrdersState.load)
    await opened.call(BulkState.tick_page, is_ticked=True)
    await opened.call(BulkState.tick_all)
    await opened.call(BulkState.ask, action="untag")
    await opened.call(BulkState.choose, value="gift")
    bulk = await opened.state(BulkState)
    assert (bulk.preview.can_start, bulk.preview.reasons) == (False, ["3 have it from the shop; take it away there."])
    opened.go("/app/orders?tag=other")
    await opened.call(OrdersState.load)
    assert bulk.count == ""


async def test_who_only_looks_changes_nothing_and_a_rivals_orders_are_not_reached(
    sqlite: Database, rival: Merchant, tab: OpenTab, orders: list[Order]
) -> None:
    viewer = await tab("/app/orders", role="analyst")
    await viewer.call(OrdersState.load)
    await viewer.call(BulkState.tick, row_id=orders[0].id, is_ticked=True)
    await viewer.call(BulkState.ask, action="assign")
    assert (await viewer.state(BulkState)).preview.words == ""
    await viewer.call(BulkState.begin)
    assert (await viewer.state(BulkState)).job.id == ""
    assert not (await viewer.call(OrderDeskState.give, person="me")).ran
    other = await tab("/app/orders", merchant=rival)
    await other.call(OrdersState.load)
    (await other.state(BulkState)).ticked = [orders[0].id]
    await other.call(BulkState.ask, action="assign")
    assert not (await other.state(BulkState)).preview.can_start
    (await other.state(OrderState))._order_id = orders[0].id
    assert "no such order" in (await other.call(OrderDeskState.write, form={"note": "x"})).said


async def test_new_orders_wait_until_they_are_asked_for(sqlite: Database, acme: Merchant, tab: OpenTab, orders: list[Order]) -> None:
    opened = await tab("/app/orders")
    await opened.call(OrdersState.load)
    async with sqlite.transaction() as db:
        for at in range(2):
            await an_order(db, acme, f"#{7000 + at}", placed=now())
        await an_order(db, acme, "#6001", placed=orders[1].placed_at, name="Grace Hopper")
    await opened.call(OrdersState.refresh)
    state = await opened.state(OrdersState)
    assert [(row.number, row.person) for row in state.rows] == [
        ("#6000", "Ada Lovelace"),
        ("#6001", "Grace Hopper"),
        ("#6002", "Ada Lovelace"),
    ]
    assert state.news == "2 new orders"
    await opened.call(OrdersState.show_news)
    assert ([row.number for row in state.rows][2:], state.news) == (["#6000", "#6001", "#6002"], "")


async def test_an_orders_page_takes_notes_tags_and_who_takes_care_into_its_story(tab: OpenTab, orders: list[Order]) -> None:
    opened = await tab("/app/orders/x", number="#6000")
    await opened.call(OrderState.load)
    await opened.call(OrderDeskState.give, person="me")
    await opened.call(OrderDeskState.add_tag, form={"tag": "call back"})
    await opened.call(OrderDeskState.write, form={"note": "Rang twice."})
    await opened.call(OrderDeskState.write, form={"note": "  "})
    assert "note" in (await opened.state(OrderDeskState)).errors
    await opened.call(OrderState.refresh)
    state = await opened.state(OrderState)
    assert (state.page.assigned, state.page.is_mine, state.page.tags, state.page.own_tags) == ("Ada Owner", True, ["Gift"], ["call back"])
    told = {row.words: (row.kind, row.detail) for row in state.shown}
    assert told["Rang twice."] == ("note", "Ada Owner") and told["Tagged call back"] == ("staff", "Ada Owner")
    assert told["Assigned to Ada Owner"] == ("staff", "Ada Owner")
    note = next(row for row in state.shown if row.kind == "note")
    await opened.call(OrderDeskState.pin, note_id=note.note_id, is_pinned=True)
    await opened.call(OrderDeskState.delete, note_id=note.note_id)
    await opened.call(OrderState.refresh)
    assert "Rang twice." not in {row.words for row in state.shown}
    await opened.call(OrderDeskState.restore)
    await opened.call(OrderState.refresh)
    assert [row.words for row in state.page.pinned] == ["Rang twice."]


async def test_shipments_have_columns_and_views_of_their_own(sqlite: Database, acme: Merchant, tab: OpenTab) -> None:
    async with sqlite.transaction() as db:
        await an_order(db, acme, "#1", parcels=["1Z999AA10000000001"])
    opened = await tab("/app/shipments?carrier=ups")
    await opened.call(ShipmentsState.load)
    await opened.call(ViewsState.toggle, key="registered")
    await opened.call(ViewsState.ask, what="save")
    there = (await opened.call(ViewsState.save, form={"name": "By UPS"})).redirected_to
    assert there is not None and there.startswith("/app/shipments?carrier=ups")
    opened.go(there)
    await opened.call(ShipmentsState.load)
    views = await opened.state(ViewsState)
    assert (views.view.name, [each.words for each in views.tabs]) == ("By UPS", ["By UPS"])

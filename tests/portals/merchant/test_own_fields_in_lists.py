"""The merchant's own fields in the order list: columns, filters in the address, chips that name them, and views that keep them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import an_order
from tests.portals.merchant.conftest import OpenTab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.orders.custom.make import make_field
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.lists.bulk_state import BulkState
from wesupply_ui.portals.merchant.lists.views_state import ViewsState
from wesupply_ui.portals.merchant.orders.state import OrdersState


@pytest.fixture
async def orders(sqlite: Database, acme: Merchant) -> None:
    """#6000 is the newest of three; each has a due day, and only the first is a gift."""
    async with sqlite.transaction() as db:
        staff = scope_of_system(acme.id, "test")
        for raw in (
            {"label": "PO number", "key": "po", "is_listed": True},
            {"label": "Due", "kind": "date"},
            {"label": "Gift", "kind": "yes_no"},
        ):
            await make_field(db, staff, raw, now=now())
        for at in range(3):
            custom = {"po": f"PO-{at}", "due": f"2026-11-2{at}"} | ({"gift": True} if at == 0 else {})
            await an_order(db, acme, f"#{6000 + at}", placed=now() - timedelta(hours=at), custom=custom)


async def numbers(opened, address: str) -> list[str]:
    opened.go(address)
    await opened.call(OrdersState.load)
    return [row.number for row in (await opened.state(OrdersState)).rows]


async def test_own_fields_are_columns_in_words(tab: OpenTab, orders: None) -> None:
    opened = await tab("/app/orders?cols=custom.po,custom.gift,custom.due")
    await opened.call(OrdersState.load)
    state, views = await opened.state(OrdersState), await opened.state(ViewsState)
    assert [each.title for each in views.columns] == ["PO number", "Gift", "Due"]
    assert state.rows[0].own == {"custom.po": "PO-0", "custom.gift": "Yes", "custom.due": "20 Nov"}
    assert "custom.po" in [each.key for each in views.chooser]
    opened.go("/app/orders")
    await opened.call(OrdersState.load)
    assert state.rows[0].own == {"custom.po": "PO-0"}, "a listed field is shown before anybody chooses"
    await opened.call(OrdersState.refresh)
    assert state.rows[0].own == {"custom.po": "PO-0"}


async def test_orders_are_filtered_by_own_fields_and_the_address_says_so(tab: OpenTab, orders: None) -> None:
    opened = await tab("/app/orders")
    await opened.call(OrdersState.load)
    state = await opened.state(OrdersState)
    assert [(each.label, each.kind) for each in state.own] == [("PO number", "text"), ("Due", "date"), ("Gift", "choice")]
    first = (await opened.call(OrdersState.type_into, name="custom.due", edge="low", value="2026-11-21")).redirected_to
    assert first == "/app/orders?custom.due=2026-11-21.."
    assert await numbers(opened, first) == ["#6001", "#6002"]
    assert (state.total, [chip.words for chip in state.chips], state.view) == ("2", ["Due from 21 Nov"], "")
    both = (await opened.call(OrdersState.type_into, name="custom.due", edge="high", value="2026-11-21")).redirected_to
    assert both is not None and await numbers(opened, both) == ["#6001"]
    assert [(each.low, each.high) for each in state.own if each.label == "Due"] == [("2026-11-21", "2026-11-21")]
    assert await numbers(opened, "/app/orders?custom.gift=yes") == ["#6000"]
    assert [chip.words for chip in state.chips] == ["Gift: Yes"]
    assert await numbers(opened, "/app/orders?custom.gift=-&custom.po=po") == ["#6001", "#6002"]
    assert [chip.words for chip in state.chips] == ["Gift: empty", "PO number: po"]
    assert (await opened.call(OrdersState.choose, name="custom.gift", value="")).redirected_to == "/app/orders?custom.po=po"
    assert (await opened.call(OrdersState.type_into, name="custom.po", edge="", value="po")).redirected_to is None, "as it is"
    assert (await opened.call(OrdersState.type_into, name="custom.gift", edge="", value=" ")).redirected_to is None
    assert (await opened.call(OrdersState.clear)).redirected_to == "/app/orders"
    assert await numbers(opened, "/app/orders?custom.gone=1") == [] and [chip.words for chip in state.chips] == ["gone: 1"]


async def test_a_saved_view_and_a_change_of_all_that_match_keep_to_own_fields(tab: OpenTab, orders: None) -> None:
    opened = await tab("/app/orders?custom.gift=yes&cols=custom.po")
    await opened.call(OrdersState.load)
    await opened.call(ViewsState.ask, what="save")
    there = (await opened.call(ViewsState.save, form={"name": "Gifts"})).redirected_to
    assert there is not None and there.startswith("/app/orders?custom.gift=yes&cols=custom.po&view=")
    assert await numbers(opened, there) == ["#6000"]
    views = await opened.state(ViewsState)
    assert (views.view.name, views.view.is_changed) == ("Gifts", False)
    await opened.call(BulkState.tick_all)
    await opened.call(BulkState.ask, action="assign")
    assert (await opened.state(BulkState)).preview.words == "1 order changes"

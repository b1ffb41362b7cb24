"""The order list answers what its address asks for, and nothing of another merchant's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import a_scan, an_order, heard, their_today
from tests.portals.merchant.conftest import OpenTab
from tests.portals.tabs import Tab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.orders.address import Asked
from wesupply_ui.portals.merchant.orders.state import PAGE, OrdersState


@pytest.fixture
async def three(sqlite: Database, acme: Merchant) -> None:
    """#5001 lost, #5002 on its way, #5003 not shipped; the first is the oldest."""
    async with sqlite.transaction() as db:
        await an_order(db, acme, "#5001", parcels=["1Z999AA10000000001"], placed=now() - timedelta(days=9))
        await an_order(
            db,
            acme,
            "#5002",
            parcels=["1Z999AA10000000002"],
            placed=now() - timedelta(days=5),
            name="Grace Okafor",
            email="grace@example.com",
        )
        await an_order(db, acme, "#5003", placed=now() - timedelta(hours=2), channel="store")
        await heard(db, "1Z999AA10000000001", a_scan("Lost", None, condition="lost", reason="lost"))
        await heard(db, "1Z999AA10000000002", a_scan("Departed"), due=now().date() + timedelta(days=1))


async def numbers(tab: Tab) -> list[str]:
    return [row.number for row in (await tab.state(OrdersState)).rows]


async def test_the_newest_order_comes_first_with_its_state_in_words(tab: OpenTab, three: None) -> None:
    opened = await tab("/app/orders")
    await opened.call(OrdersState.load)
    state = await opened.state(OrdersState)
    assert await numbers(opened) == ["#5003", "#5002", "#5001"]
    assert [(row.status, row.tone) for row in state.rows] == [("Not shipped", "quiet"), ("In transit", "moving"), ("Lost", "problem")]
    assert (state.total, state.told, state.has_before, state.has_after) == ("3", "1–3 of 3", False, False)
    assert state.rows[1].href == "/app/orders/%235002"
    assert state.rows[1].total == "$123.20"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=grace", ["#5002"]),
        ("?q=1Z999AA10000000001", ["#5001"]),
        ("?attention=any", ["#5001"]),
        ("?milestone=none", ["#5003"]),
        ("?milestone=in_transit&q=ada", []),
        ("?channel=store", ["#5003"]),
        ("?sort=placed", ["#5001", "#5002", "#5003"]),
        ("?sort=nonsense&status=&placed_from=yesterday", ["#5003", "#5002", "#5001"]),
    ],
)
async def test_the_address_says_what_is_shown(tab: OpenTab, three: None, query: str, found: list[str]) -> None:
    opened = await tab(f"/app/orders{query}")
    await opened.call(OrdersState.load)
    assert await numbers(opened) == found


async def test_lateness_stands_where_the_promise_does(sqlite: Database, acme: Merchant, tab: OpenTab) -> None:
    today = their_today()
    async with sqlite.transaction() as db:
        for at, (due, condition) in enumerate(((-3, "ok"), (-3, "silent"), (4, "delayed"), (4, "ok"))):
            number = f"1Z999AA100000001{at:02d}"
            await an_order(db, acme, f"#{7000 + at}", parcels=[number])
            said = a_scan("Departed", ago=400) if condition == "silent" else a_scan("Departed", ago=20, condition=condition)
            await heard(db, number, said, due=today + timedelta(days=due))
    opened = await tab("/app/orders?sort=placed&q=700")
    await opened.call(OrdersState.load)
    told = {row.number: (row.promise, row.promise_tone) for row in (await opened.state(OrdersState)).rows}
    assert told["#7000"] == told["#7001"] == ("3 days late", "attention")
    assert told["#7002"][0].startswith("Late, now ") and told["#7002"][1] == "attention"
    assert not told["#7003"][0].startswith("Late") and told["#7003"][1] == "quiet"


async def test_days_are_the_merchants(tab: OpenTab, three: None) -> None:
    day = (now() - timedelta(days=5)).astimezone().date()
    opened = await tab(f"/app/orders?placed_from={day - timedelta(days=1)}&placed_to={day + timedelta(days=1)}")
    await opened.call(OrdersState.load)
    assert await numbers(opened) == ["#5002"]
    assert [chip.name for chip in (await opened.state(OrdersState)).chips] == ["placed_from", "placed_to"]


async def test_typing_narrows_the_list_and_the_address_follows(tab: OpenTab, three: None) -> None:
    opened = await tab("/app/orders?channel=online")
    await opened.call(OrdersState.load)
    answer = await opened.call(OrdersState.search_for, text=" grace ")
    assert await numbers(opened) == ["#5002"]
    assert "history.replaceState" in answer.said
    assert "/app/orders?q=grace&channel=online" in answer.said


async def test_a_chosen_filter_is_an_address_of_its_own(tab: OpenTab, three: None) -> None:
    opened = await tab("/app/orders?q=ada&after=abc&page=3")
    assert (
        await opened.call(OrdersState.choose, name="milestone", value="delivered")
    ).redirected_to == "/app/orders?q=ada&milestone=delivered"
    assert (await opened.call(OrdersState.choose, name="no_such_filter", value="x")).redirected_to == "/app/orders?q=ada"
    assert (await opened.call(OrdersState.clear)).redirected_to == "/app/orders"


async def test_pages_follow_each_other_and_the_way_back_is_known(sqlite: Database, acme: Merchant, tab: OpenTab) -> None:
    async with sqlite.transaction() as db:
        for at in range(PAGE + 3):
            await an_order(db, acme, f"#{6000 + at}", placed=now() - timedelta(minutes=at))
    opened = await tab("/app/orders")
    await opened.call(OrdersState.load)
    there = (await opened.call(OrdersState.turn_on)).redirected_to
    assert there is not None and there.endswith("&page=2")
    opened.go(there)
    await opened.call(OrdersState.load)
    state = await opened.state(OrdersState)
    assert await numbers(opened) == ["#6050", "#6051", "#6052"]
    assert (state.told, state.has_before, state.has_after) == ("51–53 of 53", True, False)
    assert (await opened.call(OrdersState.turn_back)).redirected_to == "/app/orders"


async def test_a_cursor_that_was_cut_off_begins_at_the_beginning(tab: OpenTab, three: None) -> None:
    opened = await tab("/app/orders?after=WyItcGxh&page=7")
    await opened.call(OrdersState.load)
    assert len(await numbers(opened)) == 3


async def test_orders_of_one_number_are_told_apart_by_their_addresses(sqlite: Database, acme: Merchant, tab: OpenTab) -> None:
    async with sqlite.transaction() as db:
        first = await an_order(db, acme, "#5001", external_id="a")
        second = await an_order(db, acme, "5001", external_id="b")
        await an_order(db, acme, "A/7", external_id="c")
    opened = await tab("/app/orders")
    await opened.call(OrdersState.load)
    addresses = {row.id: row.href for row in (await opened.state(OrdersState)).rows}
    assert addresses[first.id] == f"/app/orders/%235001?id={first.id}"
    assert addresses[second.id] == f"/app/orders/5001?id={second.id}"
    assert any(href.startswith("/app/orders/-?id=") for href in addresses.values())


async def test_nothing_of_another_merchant_is_listed_or_found(sqlite: Database, rival: Merchant, tab: OpenTab, three: None) -> None:
    async with sqlite.transaction() as db:
        await an_order(db, rival, "#7001", name="Eve Secret", email="eve@example.com", parcels=["1Z999AA10000000009"])
    for query in ("", "?q=7001", "?q=eve", "?q=1Z999AA10000000009"):
        opened = await tab(f"/app/orders{query}")
        await opened.call(OrdersState.load)
        assert "#7001" not in await numbers(opened)
        assert "Eve" not in str((await opened.state(OrdersState)).dict())


def test_an_address_comes_back_as_it_was_asked() -> None:
    asked = Asked(q="ada & co", milestone="delivered", placed_from="2026-11-01", sort="due")
    assert asked.href == "/app/orders?q=ada+%26+co&milestone=delivered&placed_from=2026-11-01&sort=due"
    assert Asked().href == "/app/orders"

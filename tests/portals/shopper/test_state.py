"""An open tracking page follows its order, and nothing but its order."""

from __future__ import annotations

from datetime import timedelta

import pytest

import wesupply_ui.wesupply_ui  # noqa: F401  (adds the pages: their routes' arguments become vars)
from tests.portals.shopper import orders
from tests.portals.tabs import Tab
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.shopper.lookup.state import LookupState
from wesupply_ui.portals.shopper.tracking.state import TrackingState


@pytest.fixture
async def made(sqlite: Database) -> Order:
    async with sqlite.transaction() as db:
        return await orders.on_its_way(db, await orders.shop(db), now=clock.now())


async def opened(token: str) -> tuple[Tab, TrackingState]:
    tab = Tab()
    tab.go(f"/t/{token}", token=token)
    return tab, await tab.state(TrackingState)


async def test_a_link_brings_the_rows(made: Order):
    tab, state = await opened(orders.token_of(made))
    assert (await tab.call(TrackingState.load)).ran
    assert state.found and state.page.order_number == "#5001" and len(state.page.lines) == 2


async def test_a_wrong_link_brings_nothing(made: Order):
    tab, state = await opened("x" * 22)
    await tab.call(TrackingState.load)
    assert state.lost and not state.found and state.page.headline == ""


async def test_news_marks_only_what_is_new(sqlite: Database, made: Order):
    tab, state = await opened(orders.token_of(made))
    await tab.call(TrackingState.load)
    async with sqlite.transaction() as db:
        await orders.deliver(db, made, at=clock.now())
    await tab.call(TrackingState.refresh)
    scans = [scan for day in (*state.page.parcels[0].recent, *state.page.parcels[0].earlier) for scan in day.scans]
    assert [scan.fresh for scan in scans] == [True, False, False, False, False]
    assert state.fresh and state.page.headline.startswith("Delivered ") and "Delivered" in state.said


async def test_a_refresh_without_news_says_nothing(made: Order):
    tab, state = await opened(orders.token_of(made))
    await tab.call(TrackingState.load)
    await tab.call(TrackingState.refresh)
    assert (state.said, state.fresh) == ("", False)


async def test_a_link_that_ends_closes_the_page_that_is_open(sqlite: Database, made: Order):
    tab, state = await opened(orders.token_of(made))
    await tab.call(TrackingState.load)
    async with sqlite.transaction() as db:
        (await db.get_one(Order, made.id)).link_hash = "another version's"
    await tab.call(TrackingState.refresh)
    assert state.lost and state.page.order_number == ""


async def test_a_refresh_called_by_a_stranger_tells_nothing(made: Order):
    tab = Tab(path="/")
    await tab.call(TrackingState.refresh)
    state = await tab.state(TrackingState)
    assert not state.found and state.page.headline == ""


async def test_the_next_link_in_the_same_tab_leaves_nothing_of_the_last(sqlite: Database, made: Order):
    async with sqlite.transaction() as db:
        other = await orders.order(db, await orders.shop(db, "beta", "Beta"), "#7", placed_at=clock.now() - timedelta(days=1), lines=1)
    tab, state = await opened(orders.token_of(made))
    await tab.call(TrackingState.load)
    tab.go(f"/t/{orders.token_of(other)}", token=orders.token_of(other))
    await tab.call(TrackingState.load)
    assert state.page.brand.name == "Beta" and "Ada" not in str(state.page.parcels) and state.page.order_number == "#7"


async def test_the_look_up_shows_the_shop_of_the_address(made: Order):
    tab = Tab()
    tab.go("/s/acme", merchant="acme")
    await tab.call(LookupState.load)
    assert (await tab.state(LookupState)).form.brand.name == "Acme Outfitters"

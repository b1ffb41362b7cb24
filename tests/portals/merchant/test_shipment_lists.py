"""Parcels are narrowed, chosen and worked on as orders are: by address, with a look ahead and a way back, and within the merchant."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import a_scan, an_order, heard, parcel_of, their_today
from tests.portals.merchant.conftest import OpenTab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.exceptions.many import actions
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.domain.tracking.overlooked import keep_overlooked
from wesupply_ui.jobs.bulk import carry_on
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.lists.bulk_state import BulkState
from wesupply_ui.portals.merchant.lists.views_state import ViewsState
from wesupply_ui.portals.merchant.orders.state import OrdersState
from wesupply_ui.portals.merchant.shipments.state import ShipmentsState

NUMBERS = {"lost": "1Z999AA10000000001", "late": "1Z999AA10000000002", "fine": "1Z999AA10000000003"}


@pytest.fixture
async def parcels(sqlite: Database, acme: Merchant) -> dict[str, str]:
    """One lost, one late by three days from the store Austin, one that goes well, the newest; their ids."""
    async with sqlite.transaction() as db:
        await put_location(db, scope_of_system(acme.id, "test"), "atx", {"kind": "store", "name": "Austin"}, now=now())
        for at, (kind, number) in enumerate(NUMBERS.items()):
            line = {"external_id": "l1", "sku": "B", "title": "Boots", "quantity": 1, "unit_price": "9.00"}
            place = {"location": "atx"} if kind == "late" else {}
            await an_order(db, acme, f"#{8000 + at}", parcels=[number], lines=[line | place])
            news = [a_scan("Lost", None, condition="lost", reason="lost")] if kind == "lost" else []
            await heard(db, number, a_scan("Departed", ago=20), *news, due=their_today() + timedelta(days=-3 if kind == "late" else 3))
            (await parcel_of(db, number)).registered_at = now() - timedelta(hours=9 - at)
        await keep_overlooked(db, acme.id, now=now())
        return {kind: (await parcel_of(db, number)).id for kind, number in NUMBERS.items()}


async def shown(opened, address: str) -> str:
    opened.go(address)
    await opened.call(ShipmentsState.load)
    by_number = {number: kind for kind, number in NUMBERS.items()}
    return " ".join(by_number[row.number] for row in (await opened.state(ShipmentsState)).rows)


async def test_parcels_are_narrowed_by_address_and_chips_say_how(tab: OpenTab, parcels: dict[str, str]) -> None:
    opened = await tab("/app/shipments")
    today = their_today()
    for query, kinds, chips in (
        ("", "fine late lost", []),
        ("?case=any", "late lost", ["Case: An open case"]),
        ("?case=lost", "lost", ["Case: Lost"]),
        ("?late=2", "late", ["Late by 2 days or more"]),
        ("?late=0", "fine late lost", []),
        ("?location=atx", "late", ["From Austin"]),
        ("?country=us&carrier=ups", "fine late lost", ["UPS", "To US"]),
        ("?country=de", "", ["To DE"]),
        (f"?expected_from={today.isoformat()}", "fine lost", ["Expected since"]),
        (f"?delivered_from={today.isoformat()}", "", ["Delivered since"]),
        (f"?registered_to={(today - timedelta(days=2)).isoformat()}", "", ["Registered until"]),
    ):
        assert await shown(opened, f"/app/shipments{query}") == kinds, query
        state = await opened.state(ShipmentsState)
        assert [chip.words.startswith(words) for chip, words in zip(state.chips, chips, strict=True)] == [True] * len(chips)
    assert [(each.value, each.words) for each in state.places] == [("atx", "Austin")]
    opened.go("/app/shipments?late=1&q=8001&cols=carrier&after=x&page=2")
    assert (
        await opened.call(ShipmentsState.choose, name="case", value="late")
    ).redirected_to == "/app/shipments?q=8001&case=late&late=1&cols=carrier"
    assert (await opened.call(ShipmentsState.clear)).redirected_to == "/app/shipments?cols=carrier"
    await shown(opened, "/app/shipments?late=1")
    assert (await opened.state(ShipmentsState)).view == "late"


async def test_a_shared_view_keeps_every_filter_for_colleagues(tab: OpenTab, parcels: dict[str, str]) -> None:
    opened = await tab("/app/shipments?late=1&location=atx&cols=carrier,service")
    await opened.call(ShipmentsState.load)
    await opened.call(ViewsState.ask, what="save")
    there = (await opened.call(ViewsState.save, form={"name": "Late from Austin", "is_shared": "yes"})).redirected_to
    assert there is not None and there.startswith("/app/shipments?late=1&location=atx&cols=carrier%2Cservice&view=")
    colleague = await tab("/app/shipments", role="analyst")
    await colleague.call(ShipmentsState.load)
    (kept,) = (await colleague.state(ViewsState)).tabs
    assert (kept.words, kept.href) == ("Late from Austin", there)
    assert await shown(colleague, kept.href) == "late"
    await colleague.call(OrdersState.load)
    assert (await colleague.state(ViewsState)).tabs == [], "orders have views of their own"


async def test_cases_of_chosen_parcels_are_assigned_after_a_look_ahead_and_given_back(
    sqlite: Database, tab: OpenTab, parcels: dict[str, str]
) -> None:
    opened = await tab("/app/shipments?case=any")
    await opened.call(ShipmentsState.load)
    await opened.call(BulkState.tick_page, is_ticked=True)
    await opened.call(BulkState.tick_all)
    await opened.call(BulkState.ask, action="assign_cases")
    bulk = await opened.state(BulkState)
    assert (bulk.value, bulk.preview.words, bulk.preview.can_start) == ("me", "2 cases change", True)
    await opened.call(BulkState.begin)
    assert bulk.job.words == "0 of 2 shipments"
    await carry_on(sqlite, actions([]))
    await opened.call(ShipmentsState.refresh)
    assert (bulk.job.words, bulk.job.can_undo) == ("2 cases assigned to Ada Owner", True)
    await opened.call(BulkState.undo)
    await carry_on(sqlite, actions([]))
    await opened.call(ShipmentsState.refresh)
    assert bulk.job.words == "2 shipments are as they were."


async def test_each_deed_says_what_it_will_do_and_why_some_are_left(sqlite: Database, tab: OpenTab, parcels: dict[str, str]) -> None:
    async with sqlite.transaction() as db:
        (await parcel_of(db, NUMBERS["late"])).next_poll_at = now()
        (await parcel_of(db, NUMBERS["lost"])).next_poll_at = None
        (await parcel_of(db, NUMBERS["fine"])).next_poll_at = None
    opened = await tab("/app/shipments")
    await opened.call(ShipmentsState.load)
    for kind in ("fine", "late", "lost"):
        await opened.call(BulkState.tick, row_id=parcels[kind], is_ticked=True)
    bulk = await opened.state(BulkState)
    for action, words, reasons in (
        ("resolve_cases", "2 cases change", ["1 has no open case."]),
        ("stop_asking", "1 parcel will be asked for no longer", ["2 are not asked for as it is."]),
        ("ask_parcels", "The carriers of 0 parcels are asked", ["3 were asked for a moment ago."]),
    ):
        await opened.call(BulkState.ask, action=action)
        assert (bulk.preview.words, bulk.preview.reasons) == (words, reasons)
    opened.go("/app/orders")
    await opened.call(OrdersState.load)
    assert bulk.count == "", "what was chosen in one list is not chosen in another"


async def test_who_only_looks_and_another_merchant_do_nothing_to_parcels(
    sqlite: Database, rival: Merchant, tab: OpenTab, parcels: dict[str, str]
) -> None:
    for opened in (await tab("/app/shipments", role="analyst"), await tab("/app/shipments", merchant=rival)):
        await opened.call(ShipmentsState.load)
        (await opened.state(BulkState)).ticked = list(parcels.values())
        for action in ("ask_parcels", "stop_asking", "assign_cases", "resolve_cases"):
            await opened.call(BulkState.ask, action=action)
            bulk = await opened.state(BulkState)
            assert not bulk.preview.can_start
            await opened.call(BulkState.begin)
            assert bulk.job.id == ""

"""The bench as staff use it: whatever is scanned opens its box, counts become facts, and who comes second is told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.portals.merchant.conftest import OpenTab
from tests.portals.tabs import Tab
from tests.returning import bought, returned, takes_back
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.queries import items_of, read_return
from wesupply_ui.domain.returns.receiving.boxes import list_boxes
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.receiving.state import ReceiveState


@pytest.fixture
async def scope(sqlite: Database, acme: Merchant, rival: Merchant) -> Scope:
    """R-1001 to R-1003, approved, each of two pairs of socks and a lamp; and a rival's."""
    scopes = []
    for merchant in (acme, rival):
        async with sqlite.transaction() as db:
            scopes.append(await takes_back(db, merchant))
            for number in ("5001", "5002", "5003")[: 3 if merchant is acme else 1]:
                await bought(db, scopes[-1], number)
                await returned(db, scopes[-1], "approved", order=number, socks=2, lamp=1)
    return scopes[0]


async def bench(tab: OpenTab, path: str = "/app/returns/receive", **who: str) -> tuple[Tab, Any]:
    opened = await tab(path, **who)
    await opened.call(ReceiveState.load)
    return opened, await opened.state(ReceiveState)


async def scanned(tab: OpenTab, typed: str = "R-1001", **who: str) -> tuple[Tab, Any]:
    opened, state = await bench(tab, **who)
    await opened.call(ReceiveState.scan, form={"scan": typed})
    return opened, state


async def tracks(sqlite: Database, scope: Scope, number: str = "R-1001") -> list[tuple[int, str, str]]:
    async with sqlite.reading() as db:
        items = await items_of(db, await read_return(db, scope, number))
        return sorted((each.quantity, each.logistics, each.inspection) for each in items)


def counted(state: Any, at: int, **said: str) -> dict[str, str]:
    row = state.box.goods[at]
    return {f"{name}-{row.id}": value for name, value in ({"here": str(row.most), "outcome": "later"} | said).items()}


async def test_a_scan_opens_the_box_and_one_press_receives_it(tab: OpenTab, sqlite: Database, scope: Scope) -> None:
    opened, state = await scanned(tab)
    assert [(row.title, row.most, row.first) for row in state.box.goods] == [("Wool socks", 2, 2), ("Brass lamp", 1, 1)]
    assert (state.box.number, state.box.is_over, state.told) == ("R-1001", False, "R-1001 is open.")
    answer = await opened.call(ReceiveState.as_expected)
    assert "wesupplyBench" in answer.said
    assert (state.box.id, state.told, state.tone) == ("", "R-1001: 3 received.", "done")
    assert [(row.number, row.words, row.is_undone) for row in state.sitting] == [("R-1001", "3 received", False)]
    assert await tracks(sqlite, scope) == [(1, "received", "pending"), (2, "received", "pending")]
    await opened.call(ReceiveState.undo, receipt_id=state.sitting[0].id)
    assert await tracks(sqlite, scope) == [(1, "awaiting", "pending"), (2, "awaiting", "pending")]
    assert state.sitting[0].is_undone


async def test_counts_become_what_came_what_is_damaged_and_what_is_missing(tab: OpenTab, sqlite: Database, scope: Scope) -> None:
    opened, state = await scanned(tab)
    socks = counted(
        state, 0, here="2", damaged="1", outcome="accepted", grade="A", **{"damaged-outcome": "rejected", "damaged-note": "Torn"}
    )
    lamp = counted(state, 1, here="0")
    await opened.call(ReceiveState.record, form=socks | lamp | {"extra": "A scarf"})
    assert state.told == "R-1001: 2 received, 1 accepted, 1 not accepted, 1 missing. The rest is kept as B-1."
    assert await tracks(sqlite, scope) == [(1, "received", "accepted"), (1, "received", "rejected"), (1, "short", "pending")]
    async with sqlite.reading() as db:
        (box,) = (await list_boxes(db, scope)).items
    assert (box.contents, box.note) == ("A scarf", "Was in the box of R-1001.")


async def test_counts_that_cannot_be_are_said_beside_the_item_and_nothing_is_lost(tab: OpenTab, scope: Scope) -> None:
    opened, state = await scanned(tab)
    for said in ({"here": "3"}, {"here": "1", "damaged": "2"}, {"here": "x"}, {"here": "2", "other": "1"}):
        await opened.call(ReceiveState.record, form=counted(state, 0, **said) | counted(state, 1))
        assert (state.box.number, list(state.counts_wrong)) == ("R-1001", [state.box.goods[0].id])
    await opened.call(
        ReceiveState.record, form=counted(state, 0, here="0") | counted(state, 1, outcome="accepted", grade="D", disposition="restock")
    )
    assert "damaged" in state.problem


async def test_who_comes_second_is_told_who_was_first(tab: OpenTab, sqlite: Database, scope: Scope) -> None:
    first, one = await scanned(tab)
    second, two = await scanned(tab, role="returns_agent")
    await first.call(ReceiveState.as_expected)
    await second.call(ReceiveState.as_expected)
    assert two.told.startswith("This return has changed meanwhile. Nothing was done: please look again.")
    assert "Received, just now" in two.told and two.tone == "attention"
    assert (two.box.is_over, "here already" in two.box.note, two.sitting) == (True, True, [])
    assert len(one.sitting) == 1
    third, three = await scanned(tab, role="manager")
    await third.call(ReceiveState.as_expected)
    assert three.problem == "Nothing of this return is expected any more."


async def test_what_is_known_to_nobody_is_kept(tab: OpenTab, sqlite: Database, scope: Scope) -> None:
    opened, state = await scanned(tab, "1Z 404")
    assert (state.unknown, state.box.id) == ("1Z404", "")
    await opened.call(ReceiveState.begin_to_keep)
    await opened.call(ReceiveState.keep, form={"place": "Shelf 4"})
    assert "say what is in it" in state.errors["contents"]
    await opened.call(ReceiveState.keep, form={"carrier_number": "1Z404", "place": "Shelf 4"})
    assert state.told == "Kept as B-1. Write that on the box."
    await opened.call(ReceiveState.scan, form={"scan": "1z404"})
    assert [(row.kind, row.title) for row in state.choices] == [("box", "Box B-1")]


async def test_an_order_is_a_choice(tab: OpenTab, scope: Scope) -> None:
    _opened, state = await scanned(tab, "#5002")
    assert [(row.kind, row.title) for row in state.choices] == [("return", "Return R-1002"), ("order", "Order #5002")]


@pytest.mark.parametrize(("role", "may"), [("returns_agent", True), ("manager", True), ("support", False), ("analyst", False)])
async def test_only_who_may_receive_reads_what_is_in_a_box(tab: OpenTab, scope: Scope, role: str, may: bool) -> None:
    opened = await tab("/app/returns/receive", role=role)
    assert (await opened.call(ReceiveState.scan, form={"scan": "R-1001"})).ran is may


async def test_another_merchants_return_cannot_be_opened(tab: OpenTab, sqlite: Database, scope: Scope, rival: Merchant) -> None:
    opened = await tab("/app/returns/receive", merchant=rival)
    await opened.call(ReceiveState.load)
    state = await opened.state(ReceiveState)
    async with sqlite.reading() as db:
        ours = (await read_return(db, scope, "R-1002")).id
    for call in (ReceiveState.open, ReceiveState.undo):
        await opened.call(call, **({"key": ours} if call is ReceiveState.open else {"receipt_id": ours}))
    assert state.box.id == ""
    await opened.call(ReceiveState.scan, form={"scan": "R-1002"})
    assert (state.box.id, state.choices) == ("", [])

"""Boxes at the bench: opened once whoever scans, undone whole, to stock once; and boxes that nobody announced."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from tests.builders import a_merchant
from tests.domain.returns.asked_for import a_shop, asked_for, sold
from tests.domain.returns.bought import NOW
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.catalogue.models import Product, StockLevel
from wesupply_ui.domain.catalogue.put import put_product
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.returns.add_number import add_number
from wesupply_ui.domain.returns.as_seen import Overtaken, mark_of
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.inspect_items import inspect_items
from wesupply_ui.domain.returns.queries import items_of, read_return
from wesupply_ui.domain.returns.receive import receive
from wesupply_ui.domain.returns.receiving.announce import announce
from wesupply_ui.domain.returns.receiving.boxes import list_boxes, receipts_of
from wesupply_ui.domain.returns.receiving.keep_box import keep_box
from wesupply_ui.domain.returns.receiving.match_box import dispose_of_box, match_box
from wesupply_ui.domain.returns.receiving.models import ReturnReceipt
from wesupply_ui.domain.returns.receiving.open_box import open_box
from wesupply_ui.domain.returns.receiving.scan import scan
from wesupply_ui.domain.returns.receiving.undo import undo
from wesupply_ui.domain.returns.tracks import NotNow
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotFound
from wesupply_ui.kernel.outbox import Fact

Do = Callable[..., Awaitable[Any]]
LATER = NOW + timedelta(days=1)
GOOD = {"outcome": "accepted", "grade": "A", "disposition": "restock", "restock_at": "wh"}


@pytest.fixture
async def shop(database: Database, merchant: Merchant) -> Scope:
    """With a warehouse, and seven pairs of socks in it."""
    scope = await a_shop(database, merchant)
    async with database.transaction() as db:
        db.add(Location(merchant_id=merchant.id, external_id="wh", name="Warehouse", kind="warehouse"))
        await db.flush()
        await put_product(db, scope, "SOCKS", {"title": "Socks", "stock_by_location": {"wh": 7}}, now=NOW)
    return scope


@pytest.fixture
def do(database: Database, shop: Scope) -> Do:
    async def once(verb: Callable[..., Awaitable[Any]], key: str = "R-1001", *, seen: str | None = None, **raw: Any) -> Any:
        async with database.transaction() as db:
            more = {} if seen is None else {"seen": seen}
            return await verb(db, shop, key, raw, now=LATER, **more)

    return once


async def now_of(database: Database, scope: Scope, key: str = "R-1001") -> Held:
    async with database.reading() as db:
        request = await read_return(db, scope, key)
        return Held(request, await items_of(db, request))


async def stock(database: Database) -> tuple[int | None, int]:
    async with database.reading() as db:
        product = (await db.execute(select(Product).where(Product.sku == "SOCKS"))).scalar_one()
        return product.stock, (await db.execute(select(StockLevel.quantity).where(StockLevel.location == "wh"))).scalar_one()


async def facts(database: Database, *names: str) -> list[Fact]:
    async with database.reading() as db:
        mine = select(Fact).where(col(Fact.name).in_([f"return.{each}" for each in names])).order_by(col(Fact.id))
        return list((await db.execute(mine)).scalars())


async def take_back(database: Database, scope: Scope, receipt: ReturnReceipt) -> Held:
    async with database.transaction() as db:
        return await undo(db, scope, receipt.id, now=LATER)


def tracks(held: Held) -> list[tuple[int, str, str, str | None]]:
    return sorted((each.quantity, each.logistics, each.inspection, each.grade) for each in held.items)


async def test_a_box_is_recorded_in_one_go_and_its_good_part_goes_to_stock(database: Database, shop: Scope, do: Do) -> None:
    held = await asked_for(database, shop, socks=3, lamp=1)
    socks, lamp = (each.id for each in held.items)
    items = [
        {"id": socks, "quantity": 1} | GOOD,
        {"id": socks, "quantity": 1, "outcome": "rejected", "grade": "D", "disposition": "recycle", "note": "Torn"},
        {"id": socks, "quantity": 1, "as": "short"},
        {"id": lamp, "as": "wrong_item"},
    ]
    receipt = await do(open_box, location="wh", items=items)
    assert receipt.counts == {"received": 2, "accepted": 1, "rejected": 1, "short": 1, "wrong_item": 1}
    assert tracks(await now_of(database, shop)) == [
        (1, "received", "accepted", "A"),
        (1, "received", "rejected", "D"),
        (1, "short", "pending", None),
        (1, "wrong_item", "pending", None),
    ]
    assert await stock(database) == (8, 8)
    (told,) = await facts(database, "restocked")
    assert [(each["sku"], each["quantity"], each["location"]) for each in told.data["items"]] == [("SOCKS", 1, "wh")]
    assert not await facts(database, "settlement_asked")


async def test_as_expected_is_received_and_looked_at_later(database: Database, shop: Scope, do: Do) -> None:
    await asked_for(database, shop, socks=2)
    await do(open_box)
    assert (await now_of(database, shop)).request.step == "inspect"
    assert await stock(database) == (7, 7)


async def test_two_who_open_the_same_box_at_once_record_it_once(database: Database, shop: Scope, do: Do) -> None:
    held = await asked_for(database, shop, socks=3)
    seen = mark_of(held.request.updated_at)
    both = await asyncio.gather(*(do(open_box, seen=seen, location="wh", **GOOD) for _ in range(2)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in both) == ["Overtaken", "ReturnReceipt"], both
    assert await stock(database) == (10, 10)
    with pytest.raises(Overtaken):
        await do(open_box, seen=seen)
    with pytest.raises(NotNow):
        await do(open_box)


async def test_undone_it_is_as_if_nobody_had_opened_it(database: Database, shop: Scope, do: Do) -> None:
    held = await asked_for(database, shop, socks=3, lamp=1)
    before = [(each.id, each.quantity, each.goods_minor, each.logistics) for each in (await now_of(database, shop)).items]
    receipt = await do(open_box, location="wh", items=[{"id": held.items[0].id, "quantity": 2} | GOOD])
    assert await stock(database) == (9, 9)
    back = await take_back(database, shop, receipt)
    assert (back.request.state, back.request.step) == ("waiting", "send")
    assert [(each.id, each.quantity, each.goods_minor, each.logistics) for each in (await now_of(database, shop)).items] == before
    assert await stock(database) == (7, 7)
    assert [(each.name, each.data["items"][0]["quantity"]) for each in await facts(database, "restocked", "unstocked")] == [
        ("return.restocked", 2),
        ("return.unstocked", 2),
    ]
    with pytest.raises(NotNow, match="undone already"):
        await take_back(database, shop, receipt)
    assert await do(open_box)


async def test_what_was_gone_on_with_is_not_undone(database: Database, shop: Scope, do: Do) -> None:
    await asked_for(database, shop, socks=1)
    receipt = await do(open_box, location="wh", pay=True, **GOOD)
    assert (await now_of(database, shop)).request.state == "paying"
    with pytest.raises(NotNow, match="changed since"):
        await take_back(database, shop, receipt)
    assert await stock(database) == (8, 8)


async def test_stock_follows_a_second_look_and_counts_nothing_twice(database: Database, shop: Scope, do: Do) -> None:
    await asked_for(database, shop, socks=2)
    await do(receive, location="wh")
    held = await do(inspect_items, outcome="accepted", disposition="restock")
    assert await stock(database) == (9, 9)
    first, *_ = held.items
    await do(inspect_items, items=[{"id": first.id, "quantity": 1, "outcome": "rejected", "note": "Worn after all"}])
    assert await stock(database) == (8, 8)
    with pytest.raises(Invalid) as refused:
        await asked_for(database, shop, socks=1)
        await do(open_box, "R-1002", **GOOD | {"grade": "D"})
    assert "damaged" in refused.value.problems[0].message


async def test_what_the_catalogue_has_no_number_of_stays_unknown_and_is_told_all_the_same(database: Database, shop: Scope, do: Do) -> None:
    await asked_for(database, shop, lamp=1)
    await do(open_box, location="wh", **GOOD)
    (told,) = await facts(database, "restocked")
    assert told.data["items"][0]["sku"] == "LAMP"
    assert await stock(database) == (7, 7)


async def test_a_scan_finds_the_return_by_whatever_is_on_the_box(database: Database, shop: Scope, do: Do) -> None:
    held = await asked_for(database, shop, socks=1)
    await do(add_number, tracking_number="1Z999AA10123456784", carrier="ups")
    async with database.transaction() as db:
        other = scope_of_system((await a_merchant(db, "rival", name="Rival", password=None)).id, "test")
    async with database.reading() as db:
        for typed in ("R-1001", " r 1001 ", "1Z 999 AA1 01 2345 6784", held.request.number):
            found = await scan(db, shop, typed)
            assert (typed, [each.number for each in found.returns], found.is_exact) == (typed, ["R-1001"], True)
        by_order = await scan(db, shop, "#5001")
        assert ([each.number for each in by_order.returns], [each.number for each in by_order.orders]) == (["R-1001"], ["#5001"])
        assert [each.number for each in (await scan(db, shop, "ada@exa")).orders] == ["#5001"]
        for typed in ("R-1001", "1Z999AA10123456784", "ada@exa", "  ", "nobody knows this"):
            nothing = await scan(db, other, typed)
            assert (list(nothing.returns), list(nothing.orders), list(nothing.boxes)) == ([], [], [])


async def test_a_box_that_nobody_announced_waits_until_it_is_matched(database: Database, shop: Scope, do: Do) -> None:
    async with database.transaction() as db:
        box = await keep_box(db, shop, {"carrier_number": "1z-unknown-7", "contents": "2 socks", "place": "Shelf 4"}, now=NOW)
        with pytest.raises(Invalid):
            await keep_box(db, shop, {"place": "Shelf 4"}, now=NOW)
    assert (box.number, box.carrier_number, box.found_by) == ("B-1", "1ZUNKNOWN7", shop.actor)
    async with database.transaction() as db:
        assert [each.number for each in (await scan(db, shop, "1Z UNKNOWN 7")).boxes] == ["B-1"]
        raw = {"order_external_id": "5001", "resolution": "refund", "lines": [{"line_external_id": "socks", "quantity": 2}]}
        held = await announce(db, shop, raw, now=LATER)
        await match_box(db, shop, "b-1", {"return": held.request.number}, now=LATER)
    assert (held.items[0].reason, held.items[0].method, held.request.method) == ("unannounced", "own_carrier", "own_carrier")
    await do(open_box)
    async with database.transaction() as db:
        assert (await list_boxes(db, shop)).items == []
        (kept,) = (await list_boxes(db, shop, "matched")).items
        assert kept.return_id == held.request.id
        with pytest.raises(NotNow):
            await dispose_of_box(db, shop, "B-1", {"outcome": "destroy"}, now=LATER)
        with pytest.raises(NotFound):
            await match_box(db, scope_of_system("elsewhere", "test"), "B-1", {"return": "R-1001"}, now=LATER)


async def test_a_sitting_shows_what_oneself_received(database: Database, shop: Scope, do: Do) -> None:
    async with database.transaction() as db:
        await sold(db, shop, "5002")
    await asked_for(database, shop, socks=1)
    await asked_for(database, shop, order="5002", socks=1)
    await do(open_box)
    await do(open_box, "R-1002")
    async with database.reading() as db:
        mine = await receipts_of(db, shop, now=LATER)
        assert [request.number for _receipt, request in mine] == ["R-1002", "R-1001"]
        assert await receipts_of(db, scope_of_system(shop.merchant_id, "somebody else"), now=LATER) == []
        assert await receipts_of(db, shop, now=LATER + timedelta(days=1)) == []

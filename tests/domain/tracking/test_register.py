"""Numbers are followed once, however often they are given; a number that comes again after months is a new parcel."""

from __future__ import annotations

import asyncio
from datetime import UTC

import pytest
from sqlalchemy import select

from tests.domain.tracking.parcels import BEGIN, count, days, facts, hear, order, parcels, row, said, scope
from tests.domain.tracking.scans import DELIVERED, MOVING, at, scan
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.models import Order, OrderLine, OrderTerm
from wesupply_ui.domain.tracking.models import Parcel, Shipment, ShipmentLine
from wesupply_ui.domain.tracking.register import POLLING, NewNumber, Registered, register
from wesupply_ui.domain.tracking.ship import Shipped, ship
from wesupply_ui.kernel import live
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid

UPS = "1Z999AA10123456784"


async def _register(database: Database, merchant: Merchant, new: NewNumber, now=BEGIN) -> Registered:
    async with database.transaction() as db:
        return await register(db, scope(merchant), new, now=now)


async def test_a_number_is_followed_at_once_whatever_its_spacing(database: Database, merchant: Merchant) -> None:
    first = await _register(database, merchant, NewNumber(" 1z 999 AA1 0123 4567 84"))
    again = await _register(database, merchant, NewNumber(UPS, "ups"), now=BEGIN + days(1))
    assert first == Registered(again.parcel_id, "ups", UPS, True)
    assert not again.is_new
    kept = await row(database, Parcel, first.parcel_id)
    assert (kept.next_poll_at, kept.milestone, kept.generation) == (BEGIN, "label_created", 1)


async def test_the_poller_is_woken(database: Database, merchant: Merchant) -> None:
    heard: set[str] = set()

    async def listen(topics: frozenset[str]) -> None:
        heard.update(topics)

    stop = live.subscribe(listen)
    try:
        await _register(database, merchant, NewNumber(UPS))
    finally:
        stop()
    assert POLLING in heard


@pytest.mark.parametrize("number", ["", " - ", "X" * 101])
async def test_what_is_no_number_is_refused(database: Database, merchant: Merchant, number: str) -> None:
    with pytest.raises(Invalid):
        await _register(database, merchant, NewNumber(number, "ups"))


async def test_a_number_of_no_known_look_needs_its_carrier_named(database: Database, merchant: Merchant) -> None:
    with pytest.raises(Invalid, match="carrier"):
        await _register(database, merchant, NewNumber("AB12"))
    assert (await _register(database, merchant, NewNumber("AB12", "dpd"))).carrier == "dpd"


async def test_two_merchants_follow_one_number_each_for_themselves(database: Database, merchant: Merchant) -> None:
    other = Merchant(slug="other", name="Other")
    async with database.transaction() as db:
        db.add(other)
    first, second = await _register(database, merchant, NewNumber(UPS)), await _register(database, other, NewNumber(UPS))
    assert first.parcel_id != second.parcel_id


async def test_two_workers_registering_one_number_at_once_make_one_parcel(database: Database, merchant: Merchant) -> None:
    made = await asyncio.gather(*(_register(database, merchant, NewNumber(UPS)) for _ in range(5)))
    assert len({each.parcel_id for each in made}) == 1
    assert await count(database, Parcel) == 1


async def test_a_number_that_comes_again_months_after_its_delivery_is_a_new_parcel(database: Database, merchant: Merchant) -> None:
    old = await _register(database, merchant, NewNumber(UPS))
    await hear(database, old.parcel_id, said(scan(20, MOVING), scan(50, DELIVERED)), now=at(51))
    soon = await _register(database, merchant, NewNumber(UPS), now=BEGIN + days(60))
    late = await _register(database, merchant, NewNumber(UPS), now=BEGIN + days(95))
    assert (soon.parcel_id, late.is_new) == (old.parcel_id, True)
    assert (await row(database, Parcel, late.parcel_id)).generation == 2
    history = NewNumber(UPS, since=BEGIN - days(1))
    assert (await _register(database, merchant, history, now=BEGIN + days(96))).parcel_id == late.parcel_id


async def test_an_old_order_told_again_keeps_its_old_parcel(database: Database, merchant: Merchant) -> None:
    order_id = await order(database, merchant)
    (parcel,) = await parcels(database, merchant, order_id, UPS)
    await hear(database, parcel, said(scan(20, MOVING), scan(50, DELIVERED)), now=at(51))
    assert await parcels(database, merchant, order_id, UPS, now=BEGIN + days(200)) == [parcel]
    new_order = await order(database, merchant, "6001", placed=BEGIN + days(199))
    assert await parcels(database, merchant, new_order, UPS, now=BEGIN + days(200)) != [parcel]


async def _ship(database: Database, merchant: Merchant, *told: Shipped, now=BEGIN) -> list[Registered]:
    async with database.transaction() as db:
        return await ship(db, scope(merchant), told, now=now)


async def _contents(database: Database) -> list[tuple[int, str, int]]:
    async with database.reading() as db:
        rows = await db.execute(
            select(Shipment.position, OrderLine.external_id, ShipmentLine.quantity)
            .join(ShipmentLine, ShipmentLine.shipment_id == Shipment.id)
            .join(OrderLine, OrderLine.id == ShipmentLine.line_id)
            .order_by(Shipment.position, OrderLine.external_id)
        )
        return [tuple(each) for each in rows]


async def test_a_lines_quantity_travels_in_several_parcels_and_is_told_again_without_doubling(
    database: Database, merchant: Merchant
) -> None:
    order_id = await order(database, merchant, lines=2)
    async with database.reading() as db:
        lines = {line.external_id: line.id for line in await db.execute(select(OrderLine.external_id, OrderLine.id))}
    first = Shipped(order_id, NewNumber("1ZA", "ups"), [(lines["l0"], 1)])
    second = Shipped(order_id, NewNumber("1ZB", "ups"), [(lines["l0"], 1), (lines["l1"], 2)])
    for told in ([first], [first, second], [second], [first, second]):
        await _ship(database, merchant, *told)
    assert await _contents(database) == [(0, "l0", 1), (1, "l0", 1), (1, "l1", 2)]
    await _ship(
        database, merchant, Shipped(order_id, NewNumber("1ZB", "ups"), [(lines["l1"], 1)]), Shipped(order_id, NewNumber("1ZA", "ups"))
    )
    assert await _contents(database) == [(0, "l0", 1), (1, "l1", 1)]
    assert (await row(database, Order, order_id)).parcel_count == 2


async def test_an_order_is_found_by_its_tracking_number(database: Database, merchant: Merchant) -> None:
    order_id = await order(database, merchant)
    await parcels(database, merchant, order_id, UPS)
    async with database.reading() as db:
        assert UPS.lower() in (await db.execute(select(OrderTerm.term).where(OrderTerm.order_id == order_id))).scalars().all()


async def test_the_shops_own_word_of_a_delivery_stands_until_the_carrier_knows_better(database: Database, merchant: Merchant) -> None:
    order_id = await order(database, merchant)
    told = NewNumber(UPS, "ups", shipped_at=at(5), delivered_at=at(50))
    (parcel,) = await _ship(database, merchant, Shipped(order_id, told), now=at(52).astimezone(UTC))
    kept = await row(database, Parcel, parcel.parcel_id)
    assert (kept.milestone, kept.delivered_at, kept.delivered_offset) == ("delivered", at(50), -360)
    assert (await row(database, Order, order_id)).delivered_at == at(50)
    assert await facts(database) == ["delivered"]
    await hear(database, parcel.parcel_id, said(scan(20, MOVING)), now=at(53))
    assert (await row(database, Parcel, parcel.parcel_id)).milestone == "delivered"
    await hear(database, parcel.parcel_id, said(scan(20, MOVING), scan(49, DELIVERED)), now=at(54))
    assert (await row(database, Order, order_id)).delivered_at == at(49)
    await _ship(database, merchant, Shipped(order_id, told), now=at(55))
    assert (await row(database, Order, order_id)).delivered_at == at(49)
    assert await facts(database) == ["delivered"]


async def test_a_delivery_told_later_by_the_shop_is_taken(database: Database, merchant: Merchant) -> None:
    order_id = await order(database, merchant)
    (parcel,) = await parcels(database, merchant, order_id, UPS)
    await _ship(database, merchant, Shipped(order_id, NewNumber(UPS, "ups", delivered_at=at(50))), now=at(51))
    assert (await row(database, Order, order_id)).milestone == "delivered"
    assert await facts(database, parcel) == ["delivered"]


async def test_numbers_that_ended_long_ago_are_not_asked_for(database: Database, merchant: Merchant) -> None:
    old = await _register(database, merchant, NewNumber(UPS, delivered_at=BEGIN - days(120)))
    assert (await row(database, Parcel, old.parcel_id)).next_poll_at is None


async def test_a_shipment_follows_the_shops_last_word_on_when_it_left(database: Database, merchant: Merchant) -> None:
    order_id = await order(database, merchant)
    for hours in (5, 6):
        await _ship(database, merchant, Shipped(order_id, NewNumber(UPS, "ups", shipped_at=at(hours))))
    async with database.reading() as db:
        assert (await db.execute(select(Shipment.shipped_at))).scalar_one() == at(6)

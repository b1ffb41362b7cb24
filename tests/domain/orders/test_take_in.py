"""Orders come in whole or in part, again and again, and nothing of them is lost or doubled."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlmodel import select

from tests.domain.orders.orders import NOW, a_line, an_order
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.orders.models import Customer, Order, OrderLine, OrderTerm
from wesupply_ui.domain.tracking.models import Parcel, Shipment, ShipmentLine
from wesupply_ui.domain.tracking.take_in import Outcome, take_in
from wesupply_ui.kernel.db import Database


async def take(database: Database, merchant: Merchant, *raws: Any) -> list[Outcome]:
    async with database.transaction() as db:
        return await take_in(db, scope_of_system(merchant.id, "test"), raws, now=NOW)


async def the_order(database: Database, external_id: str = "5001") -> tuple[Order, list[OrderLine]]:
    async with database.reading() as db:
        order = (await db.execute(select(Order).where(Order.external_id == external_id))).scalar_one()
        lines = (await db.execute(select(OrderLine).where(OrderLine.order_id == order.id).order_by(OrderLine.position))).scalars().all()
        return order, list(lines)


async def test_a_whole_order_keeps_every_field(database: Database, merchant: Merchant) -> None:
    [outcome] = await take(database, merchant, an_order())
    order, [line] = await the_order(database)
    assert (outcome.became, outcome.number, outcome.problems) == ("created", "#5001", [])
    assert outcome.tracking_url and outcome.tracking_url.startswith("http://localhost:8000/t/")
    assert (order.total_minor, order.shipping_minor, order.tax_minor, order.discount_minor) == (12320, 500, 820, 1000)
    assert (order.email, order.phone, order.name) == ("ada@example.com", "+14155550101", "Ada Lovelace")
    assert order.placed_at.isoformat() == "2025-11-20T15:15:00+00:00"
    assert (order.postcode_key, order.number_key, order.item_count) == ("78701", "5001", 2)
    assert (line.sku, line.quantity, line.unit_price_minor, line.weight_grams) == ("BOOT-42", 2, 6000, 900)
    assert line.options == {"Size": "42"} and line.attributes == {"brand": "Acme", "tags": ["footwear"]}


async def test_the_same_order_again_is_unchanged(database: Database, merchant: Merchant) -> None:
    assert [each.became for each in await take(database, merchant, an_order(), an_order())] == ["created", "unchanged"]
    assert [each.became for each in await take(database, merchant, an_order())] == ["unchanged"]


async def test_fields_left_out_stay_as_they_were(database: Database, merchant: Merchant) -> None:
    await take(database, merchant, an_order())
    [outcome] = await take(database, merchant, {"external_id": "5001", "status": "shipped", "customer": {"phone": "+14155550199"}})
    order, lines = await the_order(database)
    assert (outcome.became, outcome.number) == ("updated", "#5001")
    assert (order.status, order.total_minor, order.email, order.phone) == ("shipped", 12320, "ada@example.com", "+14155550199")
    assert len(lines) == 1


async def test_a_line_that_an_update_does_not_name_stays(database: Database, merchant: Merchant) -> None:
    await take(database, merchant, an_order())
    await take(
        database,
        merchant,
        {"external_id": "5001", "lines": [a_line("l2", sku="LACE", unit_price="0.00", discount_amount="0", tax_amount="0")]},
    )
    order, lines = await the_order(database)
    assert [line.external_id for line in lines] == ["l1", "l2"] and order.item_count == 4


async def test_one_bad_order_never_sinks_the_batch(database: Database, merchant: Merchant) -> None:
    bad = an_order("2", lines=[a_line(quantity=0)])
    outcomes = await take(database, merchant, an_order("1"), bad, 17, {"number": "x"}, an_order("3"))
    assert [each.became for each in outcomes] == ["created", "rejected", "rejected", "rejected", "created"]
    assert [problem.field for problem in outcomes[1].problems] == ["lines[0].quantity"]


async def test_guest_and_customer_with_the_same_address_are_one(database: Database, merchant: Merchant) -> None:
    guest = an_order("1", customer={"email": "ADA@example.com"})
    await take(database, merchant, guest, an_order("2"), an_order("3", customer={"external_id": "77"}))
    async with database.reading() as db:
        [customer] = (await db.execute(select(Customer))).scalars().all()
    assert (customer.external_id, customer.email, customer.first_name) == ("77", "ada@example.com", "Ada")


async def test_an_order_is_found_by_its_words(database: Database, merchant: Merchant) -> None:
    await take(database, merchant, an_order(number="WEB-5001"))
    async with database.reading() as db:
        words = set((await db.execute(select(OrderTerm.term))).scalars())
    assert {word for word in words if word[0] != "="} == {"web5001", "5001", "adaexamplecom", "ada", "lovelace"}
    await take(database, merchant, {"external_id": "5001", "customer": {"last_name": "Byron"}, "shipping_address": {"name": "Ada B"}})
    async with database.reading() as db:
        words = set((await db.execute(select(OrderTerm.term))).scalars())
    assert {word for word in words if word[0] != "="} == {"web5001", "5001", "adaexamplecom", "ada", "byron", "b"}


async def test_an_order_comes_with_its_parcels_and_is_found_by_their_numbers(database: Database, merchant: Merchant) -> None:
    parcels = [
        {"carrier": "ups", "tracking_number": "1Z 999 AA1 01 2345 6784", "lines": [{"external_id": "l1", "quantity": 1}]},
        {"carrier": "dhl", "tracking_number": "JVGL0001", "lines": [{"external_id": "l1", "quantity": 1}]},
    ]
    [outcome] = await take(database, merchant, an_order(shipments=parcels))
    assert (outcome.became, outcome.problems) == ("created", [])
    order, _ = await the_order(database)
    assert (order.parcel_count, order.milestone) == (2, "label_created")
    async with database.reading() as db:
        packed = (
            await db.execute(
                select(Parcel.number, ShipmentLine.quantity).join(Shipment, Shipment.parcel_id == Parcel.id).join(ShipmentLine)
            )
        ).all()
        words = set((await db.execute(select(OrderTerm.term))).scalars())
    assert sorted(packed) == [("1Z999AA10123456784", 1), ("JVGL0001", 1)]
    assert {"1z999aa10123456784", "jvgl0001", "=ups", "=dhl"} <= words


async def test_a_parcel_that_comes_later_updates_the_order_once(database: Database, merchant: Merchant) -> None:
    await take(database, merchant, an_order())
    later = {"external_id": "5001", "shipments": [{"carrier": "ups", "tracking_number": "1Z999AA10123456784"}]}
    assert [each.became for each in await take(database, merchant, later)] == ["updated"]
    assert [each.became for each in await take(database, merchant, later | {"status": "processing"})] == ["unchanged"]


async def test_a_number_nobody_can_follow_keeps_the_parcel_out_and_not_the_order(database: Database, merchant: Merchant) -> None:
    [outcome] = await take(database, merchant, an_order(shipments=[{"tracking_number": "by hand"}]))
    assert outcome.became == "created" and [each.field for each in outcome.problems] == ["shipments[0].carrier"]


async def test_a_line_that_is_picked_up_names_a_location_that_is_there(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        db.add(Location(merchant_id=merchant.id, external_id="store-1", name="Austin"))
    pickups = [
        a_line("l1", fulfilment="pickup", location="store-1"),
        a_line("l2", fulfilment="pickup", location="nowhere", discount_amount="0", tax_amount="0"),
        a_line("l3", fulfilment="pickup", location=..., discount_amount="0", tax_amount="0"),
    ]
    lines = [{name: value for name, value in line.items() if value is not ...} for line in pickups]
    [outcome] = await take(database, merchant, an_order(lines=lines, total_amount=...))
    assert outcome.became == "created"
    assert [each.field for each in outcome.problems] == ["lines[1].location", "lines[2].location"]
    _, kept = await the_order(database)
    assert [line.location for line in kept] == ["store-1", "nowhere", None]


@pytest.mark.parametrize(
    ("parcel", "field", "said"),
    [
        ({"carrier": "nocarrier", "tracking_number": "AB12"}, "carrier", "known are ups, fedex"),
        ({"carrier": "ups", "tracking_number": "1Z BAD <script>"}, "tracking_number", "<>"),
    ],
)
async def test_a_parcel_that_no_carrier_knows_is_told_and_noted_and_not_followed(
    database: Database, merchant: Merchant, parcel: dict[str, str], field: str, said: str
) -> None:
    followed = {"carrier": "karrio", "tracking_number": "AB13"}
    [outcome] = await take(database, merchant, an_order(shipments=[followed, parcel]))
    [problem] = outcome.problems
    assert (outcome.became, problem.field) == ("created", f"shipments[1].{field}") and said in problem.message
    order, _ = await the_order(database)
    assert order.extra == {"shipments[1]": parcel}
    async with database.reading() as db:
        assert list((await db.execute(select(Parcel.number))).scalars()) == ["AB13"]


async def test_parcels_hold_only_what_was_bought(database: Database, merchant: Merchant) -> None:
    def shipped(line: str, quantity: int) -> list[dict[str, Any]]:
        contents = [{"external_id": line, "quantity": quantity}]
        return [{"carrier": "ups", "tracking_number": "1Z999AA10123456784", "lines": contents}]

    [unknown, too_many] = await take(
        database, merchant, an_order("1", shipments=shipped("l9", 1)), an_order("2", shipments=shipped("l1", 3))
    )
    assert unknown.became == "rejected" and [each.field for each in unknown.problems] == ["shipments[0].lines"]
    assert too_many.became == "created" and [each.field for each in too_many.problems] == ["shipments"]


async def test_the_same_new_order_sent_twice_at_once_is_one(database: Database, merchant: Merchant) -> None:
    orders = [an_order(str(number)) for number in range(20)]
    both = await asyncio.gather(*(take(database, merchant, *orders) for _ in range(4)))
    became = [[outcome.became for outcome in outcomes] for outcomes in both]
    assert sorted(set(map(tuple, became))) == [("created",) * 20, ("unchanged",) * 20] and became.count(["created"] * 20) == 1
    async with database.reading() as db:
        assert len((await db.execute(select(Customer))).all()) == 1 and len((await db.execute(select(Order))).all()) == 20


async def test_texts_of_every_script_come_back_as_they_were(database: Database, merchant: Merchant) -> None:
    name = "Ωμέγα 🧦 “Söckchen” \u202e\t中文"
    lines = [a_line(title=name, options={name: name}, attributes={"deep": [{"x": [name, 1.5, None, True]}]})]
    [outcome] = await take(database, merchant, an_order(lines=lines, gift=name))
    assert outcome.became == "created"
    order, [line] = await the_order(database)
    assert (line.title, line.options, order.extra) == (name, {name: name}, {"gift": name})


async def test_an_order_placed_at_another_time_than_first_told_moves_in_search_too(database: Database, merchant: Merchant) -> None:
    await take(database, merchant, an_order())
    await take(database, merchant, {"external_id": "5001", "placed_at": "2024-01-01T00:00:00Z"})
    async with database.reading() as db:
        assert {at.year for at in (await db.execute(select(OrderTerm.placed_at))).scalars()} == {2024}

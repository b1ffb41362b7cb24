"""A return that is approved gets its label by itself; it is given back when it is not needed, and whoever waits for one is told so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from tests.domain.labels.asks import NOWHERE
from tests.domain.returns.bought import POLICY
from tests.jobs.labels.coming_back import Shop, a_shop
from tests.jobs.labels.counter import Bench
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.labels.accounts import disconnect
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.returns.approve import approve
from wesupply_ui.domain.returns.change_method import change_method
from wesupply_ui.domain.returns.labelled.keep import new_label, take_off, try_again
from wesupply_ui.domain.returns.publish import publish
from wesupply_ui.domain.returns.waiting import Queue, list_waiting
from wesupply_ui.domain.returns.withdraw import withdraw
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Conflict, NotFound
from wesupply_ui.kernel.outbox import Fact
from wesupply_ui.simulator.faults import Fault, FaultKind

DAY = timedelta(days=1)
TO_THE_HUB = {
    "name": "Lamps go to the hub",
    "priority": 1,
    "when": {"field": "line.title", "op": "eq", "value": "Brass lamp"},
    "then": {"destination": "bulky-hub"},
}


async def test_an_approved_return_gets_a_label_from_the_shopper_to_the_warehouse_as_heavy_as_it_is(stored: Bench) -> None:
    shop = await a_shop(stored)
    await shop.back()
    await shop.run()
    assert await shop.labels() == []  # nobody has said yes
    await shop.do(approve)
    await shop.carry()
    (label,) = await shop.labels()
    assert (label.ask["sender"]["name"], label.ask["sender"]["line1"]) == ("Ada Lovelace", "1 Main St")
    assert (label.ask["receiver"]["company"], label.ask["receiver"]["line1"]) == ("Acme Outfitters", "12 Dock Rd")
    assert (label.ask["weight_grams"], label.ask["printed"], label.ask["qr"]) == (1100, "R-1001", False)
    assert (await shop.request()).label_state == "preparing"
    await shop.run()
    (label,) = await shop.labels()
    (parcel,) = await shop.parcels()
    assert (label.state, parcel.parcel_id, parcel.source, parcel.number) == ("bought", label.parcel_id, "label", label.number)
    request = await shop.request()
    assert (request.label_state, request.state, request.step) == ("ready", "waiting", "send")
    async with shop.database.reading() as db:
        assert (await db.get_one(Parcel, parcel.parcel_id)).is_return


async def test_facts_that_are_told_twice_buy_no_second_label_and_add_no_second_parcel(stored: Bench) -> None:
    shop = await a_shop(stored)
    await shop.back("approved")
    await shop.run()
    async with shop.database.transaction() as db:
        for fact in (await db.execute(select(Fact))).scalars():
            fact.handled_at, fact.due_at, fact.claimed_until = None, clock.now(), None
    await shop.run(2, DAY / 24)
    assert len(await shop.labels()) == len(await shop.parcels()) == len(stored.sold()) == 1
    assert (await shop.facts()).count("return.label_ready") == 1


async def test_a_purchase_that_nobody_answered_ends_in_one_label(stored: Bench) -> None:
    shop = await a_shop(stored)
    await shop.back("approved")
    stored.world.faults.add(Fault(FaultKind.LOST, "easypost", calls="buy", count=1))
    await shop.run()
    assert (await shop.request()).label_state == "preparing"
    with clock.at(clock.now() + DAY / 24):
        await shop.run()
    assert [each.state for each in await shop.labels()] == ["bought"] and len(stored.sold()) == 1


async def test_items_of_two_destinations_travel_on_two_labels_and_each_parcel_moves_its_own(stored: Bench) -> None:
    shop = await a_shop(stored)
    async with shop.database.transaction() as db:
        await _ruled(db, shop.scope)
    await shop.back("approved", socks=1, lamp=1)
    await shop.run()
    first, second = await shop.labels()
    assert {each.ask["receiver"]["postcode"] for each in (first, second)} == {"07105"}
    assert first.number != second.number and len(await shop.parcels()) == 2
    async with shop.database.transaction() as db:
        parcel = await db.get_one(Parcel, second.parcel_id)
        db.add(
            Fact(
                merchant_id=shop.scope.merchant_id,
                name="parcel.shipped",
                subject=f"parcel:{parcel.id}",
                happened_at=clock.now(),
                due_at=clock.now(),
                data={},
            )
        )
    await shop.carry()
    moved = {each.destination: each.logistics for each in await shop.items()}
    assert sorted(moved.values()) == ["awaiting", "in_transit"]
    assert moved[second.key.rsplit("/", 1)[1]] == "in_transit"


async def _ruled(db: AsyncSession, scope: Scope) -> None:
    raw = POLICY | {"applies_to": "all_orders", "rules": [TO_THE_HUB], "default": POLICY["default"] | {"approval": "review"}}
    await publish(db, scope, raw, now=clock.now() - DAY)


async def test_a_label_is_given_back_when_its_return_is_cancelled(stored: Bench) -> None:
    shop = await a_shop(stored)
    await shop.back("approved")
    await shop.run()
    await shop.do(withdraw)
    await shop.run()
    (label,) = await shop.labels()
    assert (label.state, (await shop.request()).label_state) == ("voided", "")


async def test_a_label_whose_shopper_brings_it_to_a_store_instead_is_given_back_and_bought_anew_when_they_change_their_mind(
    stored: Bench,
) -> None:
    shop = await a_shop(stored)
    await shop.back("approved")
    await shop.run()
    await shop.do(change_method, method="store")
    await shop.run()
    assert [each.state for each in await shop.labels()] == ["voided"]
    await shop.do(change_method, method="qr")
    await shop.run()
    assert [(each.state, each.ask["qr"]) for each in await shop.labels()] == [("voided", False), ("bought", True)]
    assert "qr" in (await shop.labels())[1].files


async def test_a_label_that_could_not_be_bought_is_staffs_to_mend_and_tried_again(stored: Bench) -> None:
    shop = await a_shop(stored, address={"line1": NOWHERE.line1})
    await shop.back("approved")
    await shop.run()
    (label,) = await shop.labels()
    request = await shop.request()
    assert (label.state, label.failure_code, label.owner) == ("failed", "address_invalid", "shopper")
    assert (request.label_state, request.state, request.step) == ("failed", "no_label", "retry")
    async with shop.database.reading() as db:
        assert [each.number for each in (await list_waiting(db, shop.scope, Queue("retry"))).items] == ["R-1001"]
    assert (await shop.facts()).count("return.label_failed") == 1
    async with shop.database.transaction() as db:
        order = await db.get_one(Order, request.order_id)
        order.address = order.address | {"line1": "1 Main St"}
    await shop.do(try_again, label.id)
    assert (await shop.request()).step == "send"
    await shop.run()
    assert ([each.state for each in await shop.labels()], (await shop.request()).label_state) == (["bought"], "ready")


async def test_without_an_account_staff_are_told_and_the_label_comes_once_there_is_one(stored: Bench) -> None:
    shop = await a_shop(stored)
    async with shop.database.transaction() as db:
        await disconnect(db, shop.scope, "easypost", now=clock.now())
    await shop.back("approved")
    await shop.run()
    (label,) = await shop.labels()
    assert (label.failure_code, label.owner, (await shop.request()).step) == ("no_account", "merchant", "retry")
    await stored.connect()
    await shop.run()
    assert (await shop.request()).label_state == "ready"


async def test_staff_take_a_label_off_and_want_a_new_one(stored: Bench) -> None:
    shop = await a_shop(stored)
    await shop.back("approved")
    await shop.run()
    (first,) = await shop.labels()
    with pytest.raises(Conflict):
        await _new(shop)
    await shop.do(take_off, first.id)
    await shop.run()
    assert [each.state for each in await shop.labels()] == ["voided"]  # not bought again by itself
    await _new(shop)
    await shop.run()
    assert [each.state for each in await shop.labels()] == ["voided", "bought"]


async def _new(shop: Shop) -> None:
    async with shop.database.transaction() as db:
        await new_label(db, shop.scope, "R-1001", now=clock.now())


async def test_nobody_touches_a_label_through_another_return(stored: Bench) -> None:
    shop = await a_shop(stored)
    await shop.back("approved", socks=1)
    await shop.back("approved", lamp=1)
    await shop.run()
    (label,) = await shop.labels("R-1002")
    for verb in (take_off, try_again):
        with pytest.raises(NotFound):
            await shop.do(verb, label.id, key="R-1001")


@pytest.mark.parametrize(("estimate", "borne"), [("20.00", 820), ("3.00", 300)])
async def test_what_a_label_costs_is_borne_where_it_is_less_than_was_quoted(stored: Bench, estimate: str, borne: int) -> None:
    shop = await a_shop(stored, return_cost={"kind": "label", "amount": estimate})
    await shop.back("approved", lamp=1)
    await shop.run()
    (item,) = await shop.items()
    assert (item.return_cost_minor, item.estimated) == (borne, False)


async def test_a_label_across_a_border_says_what_is_inside(stored: Bench) -> None:
    shop = await a_shop(stored, address={"city": "Toronto", "region": "ON", "postcode": "M5H 2N2", "country": "CA", "line1": "5 Queen St"})
    async with shop.database.transaction() as db:
        for line in (await db.execute(select(OrderLine))).scalars():
            line.attributes = {"hs_code": "611595", "country_of_origin": "PT"}
    await shop.back("approved", socks=2)
    await shop.carry()
    (label,) = await shop.labels()
    (goods,) = label.ask["goods"]
    assert (goods["quantity"], goods["value_minor"], goods["hs_code"], goods["origin"]) == (2, 966, "611595", "PT")
    await shop.run()
    async with shop.database.reading() as db:
        assert (await db.get_one(Label, label.id)).state == "bought"

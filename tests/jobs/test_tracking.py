"""Polling: what is due is asked for once, in the carriers' batches, side by side; a carrier in trouble troubles nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.domain.tracking.parcels import BEGIN, days, facts, order, row, said, scope
from tests.domain.tracking.scans import ACCEPTED, DELIVERED, LABEL, MOVING, VAN, at, scan
from tests.jobs.scripted import Scripted, everyone
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.domain.tracking.record import Recorded
from wesupply_ui.domain.tracking.register import NewNumber, register_all
from wesupply_ui.domain.tracking.ship import Shipped, ship
from wesupply_ui.jobs.polling import Poller
from wesupply_ui.jobs.tracking import Lane
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database

WAY = (scan(0, LABEL), scan(5, ACCEPTED), scan(20, MOVING), scan(44, VAN), scan(50, DELIVERED))


async def _follow(database: Database, merchant: Merchant, *numbers: str, carrier: str = "ups", now=BEGIN) -> list[str]:
    async with database.transaction() as db:
        return [each.parcel_id for each in await register_all(db, scope(merchant), [NewNumber(each, carrier) for each in numbers], now=now)]


def _real_time(_merchant_id: str) -> float:
    return 1.0


def _lane(database: Database, carrier: Scripted, **options) -> Lane:
    return Lane(database, carrier, _real_time, **{"accounts": everyone(carrier.code)} | options)


async def _parcels(database: Database) -> dict[str, Parcel]:
    async with database.reading() as db:
        return {each.number: each for each in (await db.execute(select(Parcel))).scalars()}


async def test_what_is_due_is_asked_for_once_and_again_only_when_due_again(database: Database, merchant: Merchant) -> None:
    numbers = [f"1Z{index:03}" for index in range(30)]
    await _follow(database, merchant, *numbers)
    carrier = Scripted(says={number: said(*WAY[:3]) for number in numbers[:20]})
    with clock.at(at(21)):
        assert await _lane(database, carrier).run() == Recorded(news=20, failed=10)
        assert await _lane(database, carrier).run() == Recorded()
    assert sorted(number for _, asked in carrier.calls for number in asked) == numbers
    with clock.at(at(24)):
        assert await _lane(database, carrier).run() == Recorded(same=20, failed=10)


async def test_numbers_go_out_in_batches_of_one_account_each(database: Database, merchant: Merchant) -> None:
    other = Merchant(slug="other", name="Other")
    async with database.transaction() as db:
        db.add(other)
    await _follow(database, merchant, *(f"A{index}" for index in range(5)))
    await _follow(database, other, "A1", "B1")
    carrier = Scripted(batch_size=3)

    async def accounts(_db: object, code: str, merchant_ids: Sequence[str]) -> dict[str, CarrierAccount]:
        return {each: CarrierAccount(each, code) for each in merchant_ids}

    with clock.at(at(1)):
        await _lane(database, carrier, accounts=accounts).run()
    asked = {key: sorted(number for one, numbers in carrier.calls if one == key for number in numbers) for key, _ in carrier.calls}
    assert asked == {merchant.id: ["A0", "A1", "A2", "A3", "A4"], other.id: ["A1", "B1"]}
    assert max(len(numbers) for _, numbers in carrier.calls) == 3
    assert len(carrier.calls) == 3


async def test_calls_to_one_carrier_are_bounded(database: Database, merchant: Merchant) -> None:
    await _follow(database, merchant, *(f"A{index}" for index in range(40)))
    carrier = Scripted()
    with clock.at(at(1)):
        await _lane(database, carrier, concurrency=7).run()
    assert carrier.most_at_once == 7


async def test_a_bad_answer_falls_out_of_its_batch_alone(database: Database, merchant: Merchant) -> None:
    numbers = [f"1Z{index}" for index in range(12)]
    await _follow(database, merchant, *numbers)
    unstorable = said(scan(5, MOVING, text="\ud800"))
    carrier = Scripted(says={number: said(*WAY[:3]) for number in numbers} | {"1Z7": unstorable})
    with clock.at(at(21)):
        assert await _lane(database, carrier).run() == Recorded(news=11, failed=1)
    kept = await _parcels(database)
    assert (kept["1Z7"].failure_code, kept["1Z7"].milestone, kept["1Z7"].claimed_until) == ("unrecorded", "label_created", None)
    assert kept["1Z7"].next_poll_at > at(21)
    assert {each.milestone for number, each in kept.items() if number != "1Z7"} == {"in_transit"}


async def test_an_adapter_that_raises_costs_its_parcels_a_while_and_nothing_else(database: Database, merchant: Merchant) -> None:
    await _follow(database, merchant, "1ZA")

    class Broken(Scripted):
        async def fetch(self, numbers: Sequence[str], account: CarrierAccount):
            raise RuntimeError("a fault of ours")

    with clock.at(at(1)):
        assert await _lane(database, Broken()).run() == Recorded(failed=1)
    kept = (await _parcels(database))["1ZA"]
    assert (kept.failure_code, kept.failures) == ("unavailable", 1)
    assert kept.next_poll_at > at(1)


async def test_parcels_that_nobody_has_an_account_for_are_noted_not_asked_for(database: Database, merchant: Merchant) -> None:
    await _follow(database, merchant, "1ZA")
    carrier = Scripted()

    async def nobody(*_: object) -> dict[str, CarrierAccount]:
        return {}

    with clock.at(at(1)):
        await _lane(database, carrier, accounts=nobody).run()
    assert carrier.calls == []
    assert (await _parcels(database))["1ZA"].failure_code == "no_account"


async def test_an_account_told_to_wait_is_left_alone_and_others_are_not(database: Database, merchant: Merchant) -> None:
    numbers = [f"A{index:02}" for index in range(50)]
    await _follow(database, merchant, *numbers)
    carrier = Scripted(says=dict.fromkeys(numbers, Failure("rate_limited", "slower", True, 600)))
    with clock.at(at(1)):
        assert await _lane(database, carrier, concurrency=2).run() == Recorded(failed=50)
    assert len(carrier.calls) <= 4
    dates = [each.next_poll_at for each in (await _parcels(database)).values()]
    assert min(dates) >= at(1) + timedelta(seconds=600)
    assert max(dates) - min(dates) > timedelta(seconds=10)


async def test_a_carrier_that_hangs_keeps_no_other_waiting(database: Database, merchant: Merchant) -> None:
    await _follow(database, merchant, *(f"U{index}" for index in range(60)))
    await _follow(database, merchant, "F1", carrier="fedex")
    hanging, quick = Scripted("ups"), Scripted("fedex", {"F1": said(*WAY[:3])})
    hanging.door.clear()
    with clock.at(at(21)):
        stuck = asyncio.create_task(_lane(database, hanging).run())
        await hanging.called.wait()
        async with asyncio.timeout(10):
            assert await _lane(database, quick).run() == Recorded(news=1)
        assert not stuck.done()
        hanging.door.set()
        assert await stuck == Recorded(failed=60)


async def test_a_worker_told_to_stop_records_what_it_asked_and_gives_back_the_rest(database: Database, merchant: Merchant) -> None:
    numbers = [f"A{index}" for index in range(10)]
    await _follow(database, merchant, *numbers)
    carrier = Scripted(says={number: said(*WAY[:3]) for number in numbers})
    carrier.door.clear()
    lane = _lane(database, carrier, concurrency=2)
    with clock.at(at(21)):
        running = asyncio.create_task(lane.run())
        await carrier.called.wait()
        lane.stop()
        carrier.door.set()
        done = await running
        assert 1 <= done.news <= 2
        kept = (await _parcels(database)).values()
        assert all(each.claimed_until is None for each in kept)
        assert sum(each.last_polled_at is None for each in kept) == 10 - done.news
        assert await _lane(database, carrier).run() == Recorded(news=10 - done.news)


async def test_two_workers_share_the_work_and_never_ask_twice(database: Database, merchant: Merchant) -> None:
    numbers = [f"A{index:03}" for index in range(120)]
    await _follow(database, merchant, *numbers)
    carriers = [Scripted(says={number: said(*WAY) for number in numbers}) for _ in range(3)]
    with clock.at(at(60)):
        done = await asyncio.gather(*(_lane(database, each).run() for each in carriers))
    assert sum(each.news for each in done) == 120
    assert sorted(number for each in carriers for _, asked in each.calls for number in asked) == numbers
    assert sorted(await facts(database)) == ["delivered"] * 120 + ["shipped"] * 120


async def test_two_parcels_of_one_order_delivered_by_two_workers_at_once_deliver_the_order(database: Database, merchant: Merchant) -> None:
    for round_ in range(5):
        order_id = await order(database, merchant, f"{round_}")
        told = [Shipped(order_id, NewNumber(f"{name}{round_}", name)) for name in ("ups", "fedex")]
        async with database.transaction() as db:
            await ship(db, scope(merchant), told, now=BEGIN)
        carriers = [Scripted(name, {f"{name.upper()}{round_}": said(*WAY)}) for name in ("ups", "fedex")]
        with clock.at(at(60) + days(round_)):
            await asyncio.gather(*(_lane(database, each).run() for each in carriers))
        assert (await row(database, Order, order_id)).milestone == "delivered"


async def test_parcels_of_carriers_that_nobody_can_ask_are_noted_and_grow_late_all_the_same(database: Database, merchant: Merchant) -> None:
    await _follow(database, merchant, "GLS1", carrier="gls")
    poller = Poller(database, lambda _code: None)
    with clock.at(at(1)):
        assert await poller.note_unpollable(["ups", "fedex"]) == Recorded(failed=1)
        assert await poller.note_unpollable(["ups", "fedex"]) == Recorded()
    assert (await _parcels(database))["GLS1"].failure_code == "unsupported"
    with clock.at(at(1) + days(5)):
        await poller.note_unpollable(["ups", "fedex"])
    kept = (await _parcels(database))["GLS1"]
    assert (kept.condition, kept.reason) == ("silent", "not_handed_over")


async def test_chosen_parcels_are_asked_for_before_they_are_due(database: Database, merchant: Merchant) -> None:
    first, _ = await _follow(database, merchant, "A1", "A2")
    carrier = Scripted(says={"A1": said(*WAY[:3]), "A2": said(*WAY[:3])})
    poller = Poller(database, lambda _code: carrier)
    with clock.at(at(21)), pytest.MonkeyPatch.context() as environment:
        environment.setenv("WESUPPLY_CARRIER_UPS_CLIENT_ID", "anybody")
        assert await poller.poll("ups") == Recorded(news=2)
        assert await poller.poll_these("ups", [first]) == Recorded(same=1)
    assert carrier.calls[-1][1] == ("A1",)

"""The whole way: numbers registered, polled over HTTP through the real adapters, scans on record, orders delivered, facts told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.domain.tracking.parcels import facts, order, row, scope
from tests.jobs.scripted import everyone
from tests.simulator.asking import Watch
from wesupply_ui.adapters.carriers.registry import CARRIERS
from wesupply_ui.adapters.http import Http, Tuning
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.models import Parcel, UnmappedCode
from wesupply_ui.domain.tracking.record import Recorded
from wesupply_ui.domain.tracking.register import NewNumber
from wesupply_ui.domain.tracking.ship import Shipped, ship
from wesupply_ui.jobs.tracking import Lane
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.faults import Fault, FaultKind
from wesupply_ui.simulator.running import Running, running
from wesupply_ui.simulator.sign_in import API_KEY, CLIENT_ID, CLIENT_SECRET
from wesupply_ui.simulator.simulation import Simulation

STEP = timedelta(hours=9)


class World:
    """The simulator on a clock of ours, a lane for each carrier, one merchant."""

    def __init__(self, database: Database, merchant: Merchant, up: Running, http: Http, watch: Watch) -> None:
        self.database, self.merchant, self.up, self.watch = database, merchant, up, watch
        secrets = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "api_key": API_KEY}
        self.lanes = {
            code: Lane(database, CARRIERS[code](http), lambda _: 24.0, everyone(code, up.base_urls[code], **secrets), concurrency=4)
            for code in CARRIERS
        }

    async def ship(self, order_id: str, carrier: str, journey: str, index: int = 1) -> str:
        number = numbers.make(carrier, f"{journey}{index}")
        self.up.simulation.register(carrier, number, journey=journey, shipped_at=self.watch.at)
        async with self.database.transaction() as db:
            told = Shipped(order_id, NewNumber(number, carrier))
            return (await ship(db, scope(self.merchant), [told], now=self.watch.at))[0].parcel_id

    async def poll(self, *carriers: str) -> Recorded:
        total = Recorded()
        with clock.at(self.watch.at):
            for code in carriers or self.lanes:
                total += await self.lanes[code].run()
        return total

    async def days(self, count: float) -> None:
        end = self.watch.at + timedelta(days=count)
        while self.watch.at < end:
            self.watch.at += STEP
            await self.poll()


@asynccontextmanager
async def _world(database: Database) -> AsyncIterator[World]:
    acme, watch = Merchant(slug="acme", name="Acme"), Watch()
    async with database.transaction() as db:
        db.add(acme)
    http = Http(tuning=Tuning(tries=1, wait=0.1), clock=lambda: watch.at.timestamp(), now=watch)
    async with running(Simulation(now=watch, token_seconds=10**8)) as up:
        yield World(database, acme, up, http, watch)
        await http.aclose()


@pytest.fixture
async def world(sqlite: Database) -> AsyncIterator[World]:
    async with _world(sqlite) as made:
        yield made


@pytest.fixture
async def either_world(database: Database) -> AsyncIterator[World]:
    """On SQLite and on PostgreSQL."""
    async with _world(database) as made:
        yield made


async def test_an_order_split_over_four_carriers_arrives(either_world: World) -> None:
    world = either_world
    order_id = await order(world.database, world.merchant, placed=world.watch.at)
    ids = [await world.ship(order_id, code, "normal") for code in world.lanes]
    await world.days(8)
    arrived = [await row(world.database, Parcel, each) for each in ids]
    assert {each.milestone for each in arrived} == {"delivered"}
    assert all(each.failures == 0 and each.watch_until and each.shipped_at for each in arrived)
    summed = await row(world.database, Order, order_id)
    assert (summed.milestone, summed.parcel_count, summed.attention) == ("delivered", 4, None)
    assert summed.delivered_at == max(each.delivered_at for each in arrived)
    told = await facts(world.database)
    assert told.count("shipped") == told.count("delivered") == 4
    async with world.database.reading() as db:
        assert (await db.execute(select(UnmappedCode))).all() == []


ENDS = {
    "failed_attempt": ("delivered", "attempt_failed", 4),
    "returned": ("returned", "returning", 4),
    "lost": (None, "lost", 3),  # DHL has no word for it and says that it is held
    "pickup_point": ("delivered", "ready_for_collection", 4),
}


@pytest.mark.parametrize("journey", ENDS)
async def test_a_journey_with_trouble_tells_of_it_once(world: World, journey: str) -> None:
    milestone, fact, times = ENDS[journey]
    order_id = await order(world.database, world.merchant, placed=world.watch.at)
    ids = [await world.ship(order_id, code, journey) for code in world.lanes]
    await world.days(16)
    told = await facts(world.database)
    assert (told.count(fact), told.count("shipped")) == (times, 4)
    if milestone:
        assert {(await row(world.database, Parcel, each)).milestone for each in ids} == {milestone}


@pytest.mark.parametrize("kind", [FaultKind.DUPLICATES, FaultKind.OUT_OF_ORDER, FaultKind.CORRECTED])
async def test_what_carriers_do_to_scans_does_not_show(world: World, kind: FaultKind) -> None:
    world.up.simulation.faults.add(Fault(kind))
    order_id = await order(world.database, world.merchant, placed=world.watch.at)
    ids = [await world.ship(order_id, code, "normal") for code in world.lanes]
    await world.days(8)
    assert {(await row(world.database, Parcel, each)).milestone for each in ids} == {"delivered"}
    told = await facts(world.database)
    assert told.count("shipped") == told.count("delivered") == 4


@pytest.mark.parametrize(
    "kind", [FaultKind.SERVER_ERROR, FaultKind.MALFORMED, FaultKind.WRONG_SHAPE, FaultKind.RATE_LIMITED, FaultKind.HANG_UP]
)
async def test_a_carrier_in_trouble_is_asked_again_and_the_others_are_not_touched(world: World, kind: FaultKind) -> None:
    world.up.simulation.faults.add(Fault(kind, carrier="ups"))
    order_id = await order(world.database, world.merchant, placed=world.watch.at)
    ill, well = await world.ship(order_id, "ups", "normal"), await world.ship(order_id, "dhl", "normal")
    await world.days(1)
    kept = await row(world.database, Parcel, ill)
    assert kept.failures > 0 and kept.failure_code and kept.next_poll_at > world.watch.at
    assert (await row(world.database, Parcel, well)).milestone == "in_transit"
    world.up.simulation.faults.clear()
    await world.days(7)
    kept = await row(world.database, Parcel, ill)
    assert (kept.milestone, kept.failures) == ("delivered", 0)


async def test_an_unchanged_answer_is_equal_to_the_byte(world: World) -> None:
    order_id = await order(world.database, world.merchant, placed=world.watch.at)
    for code in world.lanes:
        await world.ship(order_id, code, "normal")
    world.watch.at = datetime(2026, 11, 4, 12, tzinfo=UTC)
    assert await world.poll() == Recorded(news=4)
    world.watch.at += timedelta(minutes=30)
    assert (await world.poll()).same == 4

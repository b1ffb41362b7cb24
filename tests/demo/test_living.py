"""A demo that is looked at for hours stays as it was made: every state is there, nobody travels at the speed of sound, buyers differ."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from wesupply_ui.demo_data import choosing, living, shop
from wesupply_ui.demo_data.plan import FIRST_NUMBER, plan
from wesupply_ui.demo_data.stirring import Diary, Push, TimeMachine, push_apart, repeat
from wesupply_ui.demo_data.stories import tell_simulator
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.orders.models import Customer, Order
from wesupply_ui.domain.tracking.take_in import take_in
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.simulator.chance import chance
from wesupply_ui.simulator.events import HANDED_OVER, Event
from wesupply_ui.simulator.simulation import Simulation

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
EVERY = timedelta(seconds=6)


def a_world(machine: TimeMachine, now: datetime) -> Simulation:
    """The demo's parcels as they are at `now`."""
    world = Simulation(now=machine)
    plans = plan(7, now)
    for planned in plans:
        for box in planned.boxes:
            tell_simulator(world, box.carrier, box.number, box.shipped_at, planned.draft.place, planned.draft.shopper.name)
    push_apart(world, machine, [(box.carrier, box.number, box.push) for each in plans for box in each.boxes if box.push], now)
    return world


def stirred(world: Simulation, machine: TimeMachine, hours: float) -> list[Push]:
    """The moves of so many hours, one every few seconds."""
    pushes = []
    for step in range(int(timedelta(hours=hours) / EVERY)):
        machine.at += EVERY
        move = choosing.next_move(world.parcels.values(), machine.at, chance("test", step))
        if move and (scan := world.advance(move.parcel.carrier, move.parcel.number, move.event)):
            pushes.append(Push(move.parcel.carrier, move.parcel.number, scan.at.isoformat(), move.event or ""))
    return pushes


@pytest.mark.parametrize("hour", [2, 17])
def test_after_an_hour_of_news_every_state_is_still_there(hour: int) -> None:
    now = NOW.replace(hour=hour)
    machine = TimeMachine(now)
    world = a_world(machine, now)
    pushes = stirred(world, machine, hours=1)
    assert len(pushes) > 250
    last = Counter(choosing.seen(parcel, machine.at).last for parcel in world.parcels.values())
    for kept in choosing.KEPT:
        assert last[kept.event] >= 2, (kept.event, last)
    for event in (Event.LABEL_CREATED, Event.IN_TRANSIT, Event.LOST, Event.DAMAGED, Event.RETURNED):
        assert last[event], event


def test_no_parcel_is_hurried_and_few_are_handed_over() -> None:
    machine = TimeMachine(NOW)
    world = a_world(machine, NOW)
    planned = sum(
        NOW < scan.at <= NOW + timedelta(hours=1) and scan.event in HANDED_OVER for each in world.parcels.values() for scan in each.scans
    )
    pushes = stirred(world, machine, hours=1)
    per_parcel = Counter(push.number for push in pushes)
    assert max(per_parcel.values()) <= timedelta(hours=1) // choosing.APART + 1
    handed_over = 0
    for parcel in world.parcels.values():
        scans = [scan for scan in parcel.scans[: parcel.count(machine.at)] if scan.at > NOW]
        handed_over += any(scan.event in HANDED_OVER for scan in scans)
        # A note tells nothing of a new place: two of them in an hour would be a flight.
        assert len({scan.place for scan in scans}) <= 2, scans
    assert handed_over <= planned + choosing.DELIVERIES_AN_HOUR


def test_every_day_of_the_last_week_has_deliveries() -> None:
    world = a_world(TimeMachine(NOW), NOW)
    scans = [parcel.scans[parcel.count(NOW) - 1] for parcel in world.parcels.values() if parcel.count(NOW)]
    days = Counter((NOW.date() - scan.at.date()).days for scan in scans if scan.event in HANDED_OVER)
    assert all(days[back] >= 3 for back in range(1, 8)), days
    assert max(days.values()) <= 18, days


def test_news_of_either_kind_is_told_again_after_a_restart(tmp_path: Path) -> None:
    machine = TimeMachine(NOW)
    world = a_world(machine, NOW)
    pushes = stirred(world, machine, hours=0.2)
    assert {bool(push.event) for push in pushes} == {True, False}
    diary = Diary(tmp_path, "m")
    diary.note(pushes)
    with diary.path.open("a", encoding="utf-8") as file:
        file.write('{"carrier": "ups", "number": "1", "at": "2026-11-22T15:00:00+00:00", "event": "no such"}\n')
    again = a_world(TimeMachine(NOW), NOW)
    assert repeat(again, diary.read()) == len(pushes)
    seen = machine.at
    assert all(
        parcel.scans[: parcel.count(seen)] == again.parcels[key].scans[: again.parcels[key].count(seen)]
        for key, parcel in world.parcels.items()
    )


async def test_those_who_buy_are_people_of_their_own_and_numbers_follow_each_other(database: Database, tmp_path: Path) -> None:
    async with database.transaction() as db:
        merchant, scope = await shop.open_shop(db, now=NOW - timedelta(days=70))
        known = plan(7, NOW, orders=150)
        await take_in(db, scope, [known[-1].sendings[0].order], now=NOW)
        await take_in(
            db, scope_of_system(merchant.id, "demo"), [{"external_id": "ff-mine", "number": "A1"}, {"external_id": "x7"}], now=NOW
        )
    alive = living.Living(database, merchant, Simulation(now=clock.now), Diary(tmp_path, merchant.id))
    with clock.at(NOW):
        bought = [await alive.buy() for _ in range(20)]
    assert bought == [f"ff-{FIRST_NUMBER + 150 + index}" for index in range(20)]
    async with database.reading() as db:
        orders = [order for order in (await db.execute(select(Order))).scalars() if order.external_id in bought]
        people = {row.id: row for row in (await db.execute(select(Customer))).scalars()}
    customers = Counter(order.customer_id for order in orders)
    assert 12 <= len(customers) < 20 and max(customers.values()) <= 3
    assert (
        len({people[one].email for one in customers if one}) == len({people[one].external_id for one in customers if one}) == len(customers)
    )
    for order in orders:
        who = people[order.customer_id or ""]
        assert (order.name, order.email) == (f"{who.first_name} {who.last_name}", who.email)
    taken = {each.draft.shopper.external_id for each in known}
    assert not taken & {people[one].external_id for one in customers if one}

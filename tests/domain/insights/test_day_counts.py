"""Deliveries counted by day tell what their parcels' own rows tell, whatever changed and whoever counted, or nobody did."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update

from tests.builders import a_merchant
from tests.domain.insights.plain import plain_choices, plain_day, plain_lanes, rows_of, within
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.profile import change_profile
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.insights import figures
from wesupply_ui.domain.insights.behind import Behind
from wesupply_ui.domain.insights.count_days import count_days, look_again, waiting
from wesupply_ui.domain.insights.models import DayToCount, DeliveryDay, Trip
from wesupply_ui.domain.insights.note_trips import note_missing, note_trips, on_fact
from wesupply_ui.domain.insights.orders import orders_of
from wesupply_ui.domain.insights.period import Period
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.models import Parcel, Scan, Shipment
from wesupply_ui.jobs.outbox import dispatch_due
from wesupply_ui.jobs.trips import count_due
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.ids import new_id

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
ZONES = ("America/Chicago", "Pacific/Auckland", "UTC")
_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_order: Any = Order.__table__  # type: ignore[attr-defined]
_shipment: Any = Shipment.__table__  # type: ignore[attr-defined]
_scan: Any = Scan.__table__  # type: ignore[attr-defined]
_merchant: Any = Merchant.__table__  # type: ignore[attr-defined]
_trip: Any = Trip.__table__  # type: ignore[attr-defined]
_day: Any = DeliveryDay.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Box:
    """A parcel of one of three orders. `ago`: hours since its delivery, None: on its way. `due`: days from that to the promise."""

    order: int
    ago: int | None
    carrier: str
    came_from: str | None
    took: int | None
    due: int | None


hours_ago = st.integers(0, 150)
boxes = st.builds(
    Box,
    st.integers(0, 2),
    st.none() | hours_ago,
    st.sampled_from(["ups", "dhl"]),
    st.sampled_from(["US", "CN", None]),
    st.none() | st.integers(-5, 90),
    st.none() | st.integers(-2, 2),
)
at = st.integers(0, 7)
steps = st.one_of(
    st.tuples(st.just("told"), at, st.none() | hours_ago),
    st.tuples(st.just("untold"), at, st.none() | hours_ago),
    st.tuples(st.just("counted"), st.integers(1, 3), st.none()),
    st.tuples(st.just("moved"), st.sampled_from(ZONES), st.none()),
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mine=st.lists(boxes, min_size=1, max_size=8), theirs=st.lists(boxes, max_size=3), done=st.lists(steps, max_size=5))
async def test_what_was_counted_is_what_the_rows_tell(
    database: Database, mine: list[Box], theirs: list[Box], done: list[tuple[str, Any, Any]]
) -> None:
    acme, ids = await a_shop(database, mine)
    rival, _ = await a_shop(database, theirs)
    await _drained(database)
    for what, which, ago in done:
        if what == "counted":
            async with database.transaction() as db:
                await count_days(db, acme.merchant_id, limit=which)
        elif what == "moved":
            async with database.transaction() as db:
                await change_profile(db, acme, {"time_zone": which}, now=NOW)
            await dispatch_due(database, [on_fact], NOW)
            await _drained(database)
        else:
            await _changed(database, ids[which % len(ids)], ago, tells=what == "told")
        await _the_same(database, acme)
    await _drained(database)
    await _the_same(database, acme)
    await _the_same(database, rival)


async def a_shop(database: Database, its: list[Box]) -> tuple[Scope, list[str]]:
    """With these parcels in three orders, noted as the facts of their deliveries are, and their ids."""
    async with database.transaction() as db:
        merchant = await a_merchant(db, f"shop-{new_id()}", password=None)
        own = {"merchant_id": merchant.id}
        orders = [
            Order(
                **own, external_id=str(at), number=str(at), number_key=str(at), placed_at=NOW, currency="USD", link_hash=new_id(),
                address={"country": country},
            )
            for at, country in enumerate(("US", "fr", None))
        ]  # fmt: skip
        parcels = [Parcel(**own, carrier=box.carrier, number=new_id()) for box in its]
        db.add_all([*orders, *parcels])
        await db.flush()
        db.add_all(Shipment(**own, order_id=orders[box.order].id, parcel_id=each.id) for box, each in zip(its, parcels, strict=True))
        scan = {**own, "text": "Departed", "code": "DP", "seen_at": NOW, "at": NOW - timedelta(days=9), "is_mapped": True}
        db.add_all(
            Scan(**scan, parcel_id=each.id, key="1", country=box.came_from) for box, each in zip(its, parcels, strict=True) if box.came_from
        )
        await db.flush()
        for box, each in zip(its, parcels, strict=True):
            there = NOW - timedelta(hours=box.ago or 0)
            values = {
                "shipped_at": there - timedelta(hours=box.took) if box.took is not None else None,
                "first_due_on": (there + timedelta(days=box.due)).date() if box.due is not None else None,
            }
            await db.execute(update(_parcel).where(_parcel.c.id == each.id).values(values | _standing(box.ago)))
        await note_trips(db, [each.id for each in parcels])
    return scope_of_system(merchant.id, "test"), [each.id for each in parcels]


def _standing(ago: int | None) -> dict[str, Any]:
    there = ago is not None
    return {
        "milestone": "delivered" if there else "in_transit",
        "delivered_at": NOW - timedelta(hours=ago) if ago is not None else None,
    }


async def _changed(database: Database, parcel_id: str, ago: int | None, *, tells: bool) -> None:
    async with database.transaction() as db:
        await db.execute(update(_parcel).where(_parcel.c.id == parcel_id).values(_standing(ago)))
        if tells:
            await note_trips(db, [parcel_id])
    if not tells:
        async with database.transaction() as db:
            await note_missing(db)
            await look_again(db, now=NOW)
        await _drained(database)


async def _drained(database: Database) -> None:
    for _ in range(4):
        await count_due(database)
    async with database.reading() as db:
        assert await waiting(db) == []


async def _the_same(database: Database, scope: Scope) -> None:
    """Of several periods and parts: each figure as the rows have it, and as many orders behind it."""
    today = NOW.date()
    async with database.reading() as db:
        zone = await figures.shop_zone(db, scope)
        rows = await rows_of(db, scope, zone)
        for period in (Period(today - timedelta(days=9), today + timedelta(days=2)), Period(today - timedelta(days=3), today)):
            found = await figures.delivered(db, scope, period)
            assert (await figures.delivered(db, scope, period, with_hours=False)).by_day() == found.by_day()
            for carrier, country in (("", ""), ("ups", ""), ("", "FR"), ("dhl", "-")):
                part = within(rows, period, carrier, country)
                assert found.by_day(carrier, country) == [plain_day(on, part) for on in period.days]
                assert found.lanes(carrier, country) == plain_lanes(part)
            assert found.choices() == plain_choices(within(rows, period))
            for lane in found.lanes():
                behind = Behind("delivered", period.first, period.last, lane.carrier, lane.destination or "-", lane.origin or "-")
                assert await figures.orders_behind(db, scope, behind, zone) == lane.orders == len(await orders_of(db, scope, behind, zone))


A_BOX = Box(0, 30, "ups", "US", 40, 0)


async def test_counting_changes_nothing_and_needs_no_trips_afterwards(database: Database) -> None:
    """The figures are read from what was counted: without its trips, an unmarked day still tells them."""
    acme, _ = await a_shop(database, [A_BOX, A_BOX])
    period = Period(NOW.date() - timedelta(days=9), NOW.date())
    async with database.reading() as db:
        live = await figures.delivered(db, acme, period)
    assert await count_due(database) == 1
    assert await count_due(database) == 0
    async with database.transaction() as db:
        await db.execute(delete(_trip))
    async with database.reading() as db:
        assert (await figures.delivered(db, acme, period)).lanes() == live.lanes() != []


async def test_a_change_shows_at_once_and_not_only_when_it_was_counted(database: Database) -> None:
    acme, ids = await a_shop(database, [A_BOX])
    await count_due(database)
    await _changed(database, ids[0], 100, tells=True)
    await _the_same(database, acme)


async def test_a_change_while_a_day_is_counted_is_counted_next(database: Database) -> None:
    """What was committed after the marks were taken away has a mark of its own, also when the count did not see it."""
    acme, ids = await a_shop(database, [A_BOX])
    if database.is_sqlite:
        pytest.skip("one writer at a time")
    async with database.transaction() as db:
        await db.execute(update(_parcel).where(_parcel.c.id == ids[0]).values(_standing(31)))
        await note_trips(db, ids)
        async with database.transaction() as other:
            assert await count_days(other, acme.merchant_id) == 1
    await _the_same(database, acme)
    async with database.reading() as db:
        assert await waiting(db) == [acme.merchant_id]


async def test_where_days_begin_elsewhere_every_day_is_counted_anew(database: Database) -> None:
    """Delivered at 03:00 UTC: the day before in Chicago, that day in Auckland."""
    acme, _ = await a_shop(database, [Box(0, 15, "ups", "US", 40, 0)])
    await count_due(database)
    async with database.transaction() as db:
        await change_profile(db, acme, {"time_zone": "Pacific/Auckland"}, now=NOW)
    await dispatch_due(database, [on_fact], NOW)
    await _drained(database)
    period = Period(NOW.date() - timedelta(days=9), NOW.date())
    async with database.reading() as db:
        days = (await figures.delivered(db, acme, period)).by_day()
    assert [day.on for day in days if day.delivered] == [date(2026, 11, 20)]


async def test_while_one_worker_counts_another_passes_by(database: Database) -> None:
    acme, _ = await a_shop(database, [A_BOX])
    if database.is_sqlite:
        pytest.skip("one writer at a time")
    async with database.transaction() as db:
        assert await count_days(db, acme.merchant_id) == 1
        async with database.transaction() as other:
            assert await asyncio.wait_for(count_days(other, acme.merchant_id), 5) == 0


async def test_nothing_that_was_counted_names_an_order_or_a_parcel(database: Database) -> None:
    _, ids = await a_shop(database, [A_BOX, A_BOX])
    await count_due(database)
    async with database.reading() as db:
        kept = str((await db.execute(select(_day))).all())
        order_ids = (await db.execute(select(_order.c.id))).scalars().all()
        assert (await db.execute(select(func.count()).select_from(DayToCount))).scalar_one() == 0
    assert "ups" in kept
    assert not [each for each in (*ids, *order_ids) if each in kept]

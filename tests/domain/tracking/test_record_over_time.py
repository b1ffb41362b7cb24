"""What time does to a parcel: silence, lateness, the end of its watch, the number's earlier life, a wish that comes in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.tracking.parcels import BEGIN, answer, claim, days, facts, hear, order, parcels, row, said, scans_of, scope
from tests.domain.tracking.scans import ACCEPTED, DELIVERED, LABEL, MOVING, ORIGIN, TOWN, VAN, at, scan
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking import due
from wesupply_ui.domain.tracking.ask_now import ask_now
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.outcome import understand
from wesupply_ui.domain.tracking.reading import Window
from wesupply_ui.domain.tracking.record import record
from wesupply_ui.kernel.db import Database

WAY = (scan(0, LABEL, ORIGIN), scan(5, ACCEPTED, ORIGIN), scan(20, MOVING), scan(44, VAN, TOWN), scan(50, DELIVERED, TOWN))


@pytest.fixture
async def order_id(database: Database, merchant: Merchant) -> str:
    return await order(database, merchant)


@pytest.fixture
async def parcel(database: Database, merchant: Merchant, order_id: str) -> str:
    return (await parcels(database, merchant, order_id, "1Z999AA10123456784"))[0]


async def test_time_alone_makes_a_parcel_silent_and_late(database: Database, parcel: str, order_id: str) -> None:
    reading = said(*WAY[:3], estimated=Window(date(2026, 11, 18), date(2026, 11, 18)))
    await hear(database, parcel, reading, now=at(21))
    assert (await row(database, Order, order_id)).attention is None
    await hear(database, parcel, reading, now=at(80))
    assert (await row(database, Order, order_id)).attention == "late"
    assert await facts(database) == ["shipped", "delayed"]
    await hear(database, parcel, reading, now=at(21) + days(5))
    kept = await row(database, Parcel, parcel)
    assert (kept.condition, kept.reason) == ("silent", "no_news")
    assert (await row(database, Order, order_id)).attention == "silent"
    assert await facts(database) == ["shipped", "delayed", "silent"]
    await hear(database, parcel, said(*WAY[:3], scan(21 + 24 * 6, MOVING, TOWN)), now=at(22) + days(6))
    assert (await row(database, Parcel, parcel)).condition == "ok"


async def test_a_delivered_parcel_is_watched_a_week_and_then_left(database: Database, parcel: str) -> None:
    await hear(database, parcel, said(*WAY), now=at(51))
    kept = await row(database, Parcel, parcel)
    assert kept.watch_until == at(50) + due.WATCH
    assert at(51) < kept.next_poll_at < at(51) + timedelta(hours=14)
    await hear(database, parcel, said(*WAY), now=at(50) + due.WATCH)
    assert (await row(database, Parcel, parcel)).next_poll_at is None


async def test_scans_of_an_earlier_parcel_under_the_number_are_not_this_ones(database: Database, parcel: str) -> None:
    last_year = [replace(each, at=each.at - days(200)) for each in WAY]
    await hear(database, parcel, said(*last_year, current=DELIVERED, delivered_at=last_year[-1].at), now=at(1))
    assert (await row(database, Parcel, parcel)).milestone == "label_created"
    assert await facts(database) == []
    await hear(database, parcel, said(*last_year, *WAY[:3]), now=at(21))
    assert (await row(database, Parcel, parcel)).milestone == "in_transit"
    assert len(await scans_of(database, parcel)) == 3


async def test_old_orders_that_are_imported_late_keep_their_old_scans(database: Database, merchant: Merchant) -> None:
    old = await order(database, merchant, "4000", placed=BEGIN - days(200))
    (parcel,) = await parcels(database, merchant, old, "1ZOLD")
    await hear(database, parcel, said(*(replace(each, at=each.at - days(198)) for each in WAY)), now=at(1))
    kept = await row(database, Parcel, parcel)
    assert (kept.milestone, kept.next_poll_at) == ("delivered", None)


@pytest.mark.parametrize("is_news", [True, False])
async def test_a_wish_for_news_that_comes_while_the_carrier_is_being_asked_is_not_forgotten(
    database: Database, parcel: str, merchant: Merchant, is_news: bool
) -> None:
    await hear(database, parcel, said(*WAY[:3]), now=at(21))
    (held,) = await claim(database, parcel, now=at(22))
    async with database.transaction() as db:
        await ask_now(db, scope(merchant), parcel, now=at(22.01))
    told = said(*WAY[:4]) if is_news else said(*WAY[:3])
    async with database.transaction() as db:
        await record(db, [understand(held, *answer(told), at=at(22.02))])
    assert (await row(database, Parcel, parcel)).next_poll_at == at(22.01)

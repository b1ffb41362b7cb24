"""The overview's figures: what waits for a person, today beside yesterday, and how punctual each day was."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from tests.builders import a_merchant, a_scan, an_order, heard
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.insights.deliveries import by_day
from wesupply_ui.domain.insights.news import recent_news
from wesupply_ui.domain.insights.opened import opened_by_day
from wesupply_ui.domain.insights.overview import needs, today
from wesupply_ui.domain.tracking.models import Case
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database

CHICAGO = ZoneInfo("America/Chicago")
NOON = datetime(2026, 11, 20, 12, tzinfo=CHICAGO)


@pytest.fixture
async def shop(database: Database, merchant: Merchant) -> Merchant:
    """Two days at Acme's: yesterday a parcel was lost, today one came on time, one late and one after an exception."""
    with clock.at(NOON - timedelta(days=1)):
        async with database.transaction() as db:
            for at in range(4):
                await an_order(db, merchant, f"#500{at}", parcels=[_number(at)], placed=clock.now() - timedelta(hours=1))
            await heard(db, _number(0), a_scan("Lost", None, condition="lost", reason="lost"))
            await heard(db, _number(1), a_scan("Departed"), due=NOON.date())
            await heard(db, _number(2), a_scan("Departed"), due=NOON.date() - timedelta(days=1))
            await heard(db, _number(3), a_scan("Nobody home", None, condition="attempt_failed"), due=NOON.date())
            rival = await a_merchant(db, "rival", password=None)
            await an_order(db, rival, "#5000", parcels=["1Z999AA10000000099"])
            await heard(db, "1Z999AA10000000099", a_scan("Lost", None, condition="lost", reason="lost"))
    with clock.at(NOON):
        async with database.transaction() as db:
            for at in (1, 2, 3):
                await heard(db, _number(at), a_scan("Delivered", "delivered", ago=0.2))
            await an_order(db, merchant, "#5009", placed=NOON - timedelta(hours=1))
    return merchant


def _number(at: int) -> str:
    return f"1Z999AA100000000{at:02d}"


async def test_what_waits_is_counted_within_the_merchant(database: Database, shop: Merchant) -> None:
    async with database.reading() as db:
        found = await needs(db, scope_of_system(shop.id, "test"), now=NOON)
    assert (found.exception.value, found.attempt_failed.value, found.late.value, found.silent.value) == (1, 0, 0, 0)


async def test_today_stands_beside_yesterday(database: Database, shop: Merchant) -> None:
    async with database.reading() as db:
        found = await today(db, scope_of_system(shop.id, "test"), now=NOON, zone=CHICAGO)
    assert (found.orders.today, found.orders.yesterday) == (1, 4)
    assert (found.opened.today, found.opened.yesterday) == (0, 2)
    assert (found.ended.today, found.ended.yesterday) == (1, 0)


async def test_a_day_counts_what_came_on_time_by_the_first_date_that_was_said(database: Database, shop: Merchant) -> None:
    async with database.reading() as db:
        days = await by_day(db, scope_of_system(shop.id, "test"), now=NOON, zone=CHICAGO, days=3)
    assert [day.on for day in days] == [NOON.date() - timedelta(days=2), NOON.date() - timedelta(days=1), NOON.date()]
    assert (days[-1].on_time, days[-1].late, days[-1].undated) == (2, 1, 0)
    assert days[-1].share == pytest.approx(2 / 3)
    assert days[0].share is None


async def test_exceptions_are_counted_by_the_day_on_which_they_began(database: Database, shop: Merchant) -> None:
    async with database.reading() as db:
        days = await opened_by_day(db, scope_of_system(shop.id, "test"), now=NOON, zone=CHICAGO, days=3)
        cases = (await db.execute(select(Case).where(Case.merchant_id == shop.id))).scalars().all()
    began = Counter(case.opened_at.astimezone(CHICAGO).date() for case in cases)
    assert cases and days == [(day, began[day]) for day in (NOON.date() - timedelta(days=2 - at) for at in range(3))]


@pytest.mark.parametrize(("hour", "is_late"), [(5, False), (5.9, False), (6.1, True), (20, True)])
async def test_a_parcel_is_late_from_noon_utc_of_the_next_day(database: Database, merchant: Merchant, hour: float, is_late: bool) -> None:
    """06:00 in Chicago is noon UTC: the same rule by which the order list calls it late."""
    arrived = datetime(2026, 11, 20, tzinfo=CHICAGO) + timedelta(hours=hour)
    with clock.at(arrived):
        async with database.transaction() as db:
            await an_order(db, merchant, "#5001", parcels=[_number(1)])
            await heard(db, _number(1), a_scan("Delivered", "delivered", ago=0), due=arrived.date() - timedelta(days=1))
        async with database.reading() as db:
            (day,) = await by_day(db, scope_of_system(merchant.id, "test"), now=arrived, zone=CHICAGO, days=1)
    assert (day.on_time, day.late) == ((0, 1) if is_late else (1, 0))


async def test_news_names_the_order_and_keeps_to_the_merchant(database: Database, shop: Merchant) -> None:
    async with database.reading() as db:
        news = await recent_news(db, scope_of_system(shop.id, "test"))
    told = {(each.name, each.order_number) for each in news}
    assert {("delivered", "#5001"), ("delivered", "#5002"), ("delivered", "#5003"), ("lost", "#5000")} <= told
    assert [each.happened_at for each in news] == sorted((each.happened_at for each in news), reverse=True)
    assert len([each for each in news if each.name == "lost"]) == 1, "the other merchant lost one too"

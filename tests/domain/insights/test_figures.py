"""Figures count the merchant's own deliveries and cases by its days, and as many orders are behind each as it says."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from tests.builders import a_merchant, a_scan, an_order, heard
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.roles import permissions_of
from wesupply_ui.domain.accounts.scopes import Audience, Scope, scope_of_system
from wesupply_ui.domain.insights import figures
from wesupply_ui.domain.insights.behind import CASES, Behind, read
from wesupply_ui.domain.insights.count import add
from wesupply_ui.domain.insights.models import Trip
from wesupply_ui.domain.insights.note_trips import note_missing, on_fact
from wesupply_ui.domain.insights.orders import orders_of
from wesupply_ui.domain.insights.period import Period
from wesupply_ui.jobs.outbox import dispatch_due
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import NotAllowed

CHICAGO = ZoneInfo("America/Chicago")
NOON = datetime(2026, 11, 20, 12, tzinfo=CHICAGO)
TODAY = NOON.date()
WEEK = Period(TODAY - timedelta(days=6), TODAY)


def number(at: int) -> str:
    return f"1Z999AA100000000{at:02d}"


@pytest.fixture
async def shop(database: Database, merchant: Merchant) -> Scope:
    """Acme delivered three parcels today in two orders: two on time, one late, one of them abroad; a fourth was lost. A rival as well."""
    with clock.at(NOON):
        async with database.transaction() as db:
            both = [number(1), number(2)]
            await an_order(db, merchant, "#1", parcels=both, placed=NOON - timedelta(days=5))
            address = {"name": "Ada", "line1": "1 Rue", "city": "Lyon", "postcode": "69001", "country": "FR"}
            await an_order(db, merchant, "#2", parcels=[number(3)], placed=NOON - timedelta(days=5), shipping_address=address)
            await an_order(db, merchant, "#3", parcels=[number(4)], placed=NOON - timedelta(days=5))
            rival = await a_merchant(db, "rival", password=None)
            await an_order(db, rival, "#9", parcels=[number(9)], placed=NOON - timedelta(days=5))
            for at, due in ((1, 0), (2, -3), (3, 0), (9, -3)):
                moving, there = a_scan("Departed", ago=49), a_scan("Delivered", "delivered", ago=1)
                await heard(db, number(at), moving, due=TODAY + timedelta(days=due))
                await heard(db, number(at), moving, there, due=TODAY + timedelta(days=due))
            await heard(db, number(4), a_scan("Departed", ago=40), a_scan("Lost", None, ago=2, condition="lost", reason="lost"))
        await dispatch_due(database, [on_fact], clock.now())
    return scope_of_system(merchant.id, "test")


async def test_each_day_tells_what_came_on_time(database: Database, shop: Scope) -> None:
    async with database.reading() as db:
        found = await figures.delivered(db, shop, WEEK)
    days, abroad, nobody = found.by_day(), found.by_day(country="FR"), found.by_day(carrier="fedex")
    assert [day.on for day in days] == WEEK.days
    assert (days[-1].on_time, days[-1].late) == (2, 1)
    assert (figures.in_total(abroad).delivered, figures.in_total(nobody).delivered) == (1, 0)
    assert WEEK.before == Period(TODAY - timedelta(days=13), TODAY - timedelta(days=7))


async def test_a_lane_tells_how_long_it_takes(database: Database, shop: Scope) -> None:
    async with database.reading() as db:
        lanes = (await figures.delivered(db, shop, WEEK)).lanes()
    assert [(lane.carrier, lane.origin, lane.destination, lane.parcels, lane.orders) for lane in lanes] == [
        ("ups", "US", "US", 2, 1),
        ("ups", "US", "FR", 1, 1),
    ]
    assert (lanes[0].median_days, lanes[0].most_days) == (2.0, 2.0)


async def test_what_goes_wrong_is_told_by_reason_and_party(database: Database, shop: Scope) -> None:
    async with database.reading() as db:
        found = await figures.troubles(db, shop, WEEK, CHICAGO)
        abroad = await figures.troubles(db, shop, WEEK, CHICAGO, country="FR")
    assert ("lost", "carrier", 1, 1) in [(each.reason, each.party, each.cases, each.orders) for each in found]
    assert not [each for each in abroad if each.reason == "lost"]


@pytest.mark.parametrize(
    ("behind", "numbers"),
    [
        (Behind("delivered", TODAY, TODAY), {"#1", "#2"}),
        (Behind("late", TODAY, TODAY, "ups", "US"), {"#1"}),
        (Behind("on_time", TODAY, TODAY, country="FR"), {"#2"}),
        (Behind("delivered", TODAY, TODAY, "ups", "US", "-"), set()),
        (Behind("delivered", WEEK.before.first, WEEK.before.last), set()),
        (Behind(CASES, WEEK.first, WEEK.last, reason="lost", party="carrier"), {"#3"}),
        (Behind(CASES, WEEK.first, WEEK.last, country="US", reason="lost"), {"#3"}),
    ],
)
async def test_as_many_orders_are_behind_a_figure_as_it_says(database: Database, shop: Scope, behind: Behind, numbers: set[str]) -> None:
    again = read(behind.text)
    assert again == behind
    async with database.reading() as db:
        assert {order.number for order in await orders_of(db, shop, behind, CHICAGO)} == numbers
        assert await figures.orders_behind(db, shop, behind, CHICAGO) == len(numbers)


@pytest.mark.parametrize("text", ["", "late", "late~x~2026-01-01~~~~~", "drop~2026-01-01~2026-01-02~~~~~", "late~2026-01-01~2026-01-02~~~"])
def test_what_is_no_figure_is_none(text: str) -> None:
    assert read(text) is None


async def test_another_merchants_deliveries_count_for_nobody_else(database: Database, shop: Scope) -> None:
    async with database.reading() as db:
        rival = (await db.execute(select(Merchant).where(Merchant.slug == "rival"))).scalar_one()
        theirs = (await figures.delivered(db, scope_of_system(rival.id, "test"), WEEK)).by_day()
        found = await orders_of(db, scope_of_system(rival.id, "test"), Behind("delivered", TODAY, TODAY), CHICAGO)
    assert (theirs[-1].on_time, theirs[-1].late) == (0, 1)
    assert [order.number for order in found] == ["#9"]


async def test_who_may_not_see_figures_sees_none(database: Database, shop: Scope) -> None:
    agent = Scope(shop.merchant_id, Audience.STAFF, "person:x", permissions_of("returns_agent"))
    async with database.reading() as db:
        with pytest.raises(NotAllowed):
            await figures.delivered(db, agent, WEEK)
        with pytest.raises(NotAllowed):
            await orders_of(db, agent, Behind("late", TODAY, TODAY), CHICAGO)


async def test_deliveries_that_nobody_noted_are_noted_once_and_taken_back_when_undone(database: Database, shop: Scope) -> None:
    async with database.transaction() as db:
        for trip in (await db.execute(select(Trip))).scalars():
            await db.delete(trip)
    async with database.transaction() as db:
        assert await note_missing(db) == 4
        assert await note_missing(db) == 0
    with clock.at(NOON + timedelta(hours=1)):
        async with database.transaction() as db:
            back = a_scan("On its way back", None, ago=0.1, condition="returning", reason="refused")
            await heard(db, number(3), a_scan("Departed", ago=49), a_scan("Delivered", "delivered", ago=1), back)
        await dispatch_due(database, [on_fact], clock.now())
    async with database.reading() as db:
        assert figures.in_total((await figures.delivered(db, shop, WEEK)).by_day()).delivered == 2


async def test_what_is_counted_each_day_adds_up(database: Database, merchant: Merchant) -> None:
    on = date(2026, 11, 20)
    for _ in range(2):
        async with database.transaction() as db:
            await add(db, {(merchant.id, NOON, "look_ups"): 2, ("gone", NOON, "look_ups"): 5})
    async with database.reading() as db:
        assert await figures.counts(db, scope_of_system(merchant.id, "test"), Period(on, on)) == {"look_ups": {on: 4}}

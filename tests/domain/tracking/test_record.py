"""What polls bring is recorded once: scans, dates, the parcel, its orders, the facts; whatever comes twice, late or out of order."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import UTC, date

import pytest
from sqlalchemy import select

from tests.domain.tracking.parcels import answer, claim, count, facts, hear, order, parcels, row, said, scans_of
from tests.domain.tracking.scans import (
    ACCEPTED,
    COLLECT,
    DELAYED,
    DELIVERED,
    LABEL,
    MOVING,
    NOBODY_HOME,
    ORIGIN,
    RETURNED,
    RETURNING,
    TOWN,
    VAN,
    at,
    scan,
)
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.models import DateSaid, Parcel, RawAnswer, Scan, UnmappedCode
from wesupply_ui.domain.tracking.outcome import understand
from wesupply_ui.domain.tracking.reading import Failure, Reading, Window
from wesupply_ui.domain.tracking.record import Recorded, record
from wesupply_ui.kernel import live
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.outbox import Fact

WAY = (scan(0, LABEL, ORIGIN), scan(5, ACCEPTED, ORIGIN), scan(20, MOVING), scan(44, VAN, TOWN), scan(50, DELIVERED, TOWN))
NUMBER = "1Z999AA10123456784"


@pytest.fixture
async def order_id(database: Database, merchant: Merchant) -> str:
    return await order(database, merchant)


@pytest.fixture
async def parcel(database: Database, merchant: Merchant, order_id: str) -> str:
    return (await parcels(database, merchant, order_id, NUMBER))[0]


async def test_news_is_kept_in_every_place_where_it_is_looked_for(database: Database, parcel: str, order_id: str) -> None:
    window = Window(date(2026, 11, 18), date(2026, 11, 19))
    done = await hear(database, parcel, said(*WAY[:3], estimated=window, service="UPS Ground", weight_grams=900), now=at(21))
    assert done == Recorded(news=1)
    kept = await row(database, Parcel, parcel)
    assert (kept.milestone, kept.condition, kept.service, kept.weight_grams) == ("in_transit", "ok", "UPS Ground", 900)
    assert (kept.due_on, kept.first_due_on, kept.estimated_from) == (date(2026, 11, 19), date(2026, 11, 19), "2026-11-18")
    assert (kept.shipped_at, kept.last_scan_at, kept.last_news_at, kept.last_polled_at) == (at(5), at(20), at(21), at(21))
    assert kept.claimed_until is None and kept.next_poll_at > at(21)
    stored = await scans_of(database, parcel)
    assert [(each.milestone, each.city, each.offset_minutes, each.is_mapped) for each in stored] == [
        ("label_created", "Columbus", -360, True),
        ("accepted", "Columbus", -360, True),
        ("in_transit", "Memphis", -360, True),
    ]
    summed = await row(database, Order, order_id)
    assert (summed.milestone, summed.condition, summed.due_on, summed.parcel_count) == ("in_transit", "ok", date(2026, 11, 19), 1)
    assert await facts(database) == ["shipped"]


async def test_an_equal_answer_changes_only_when_it_was_asked(database: Database, parcel: str) -> None:
    await hear(database, parcel, said(*WAY[:3]), now=at(21))
    before = await row(database, Parcel, parcel)
    assert await hear(database, parcel, said(*WAY[:3]), now=at(23)) == Recorded(same=1)
    after = await row(database, Parcel, parcel)
    assert (after.last_polled_at, after.last_news_at) == (at(23), at(21))
    assert after.next_poll_at > before.next_poll_at
    assert await count(database, RawAnswer) == 1


async def test_raw_answers_are_kept_as_they_came(database: Database, parcel: str) -> None:
    await hear(database, parcel, said(*WAY[:2]), now=at(6))
    await hear(database, parcel, said(*WAY[:3]), now=at(21))
    async with database.reading() as db:
        bodies = [zlib.decompress(each.body) for each in (await db.execute(select(RawAnswer).order_by(RawAnswer.fetched_at))).scalars()]
    assert bodies == [answer(said(*WAY[:2]))[0], answer(said(*WAY[:3]))[0]]


async def test_each_fact_is_told_once_however_the_answers_come(database: Database, parcel: str) -> None:
    tellings = [WAY[:1], WAY[:3], WAY[:4], WAY[:3], WAY[:4], WAY, WAY[:4], WAY, tuple(reversed(WAY)), WAY * 2]
    for hour, telling in enumerate(tellings, 60):
        await hear(database, parcel, said(*telling), now=at(hour))
    assert await facts(database) == ["shipped", "out_for_delivery", "delivered"]
    assert (await row(database, Parcel, parcel)).delivered_at == at(50)


async def test_a_parcel_first_seen_when_delivered_was_shipped_and_delivered_and_nothing_else(database: Database, parcel: str) -> None:
    await hear(database, parcel, said(*WAY), now=at(80))
    assert await facts(database) == ["shipped", "delivered"]
    async with database.reading() as db:
        told = {fact.name: fact for fact in (await db.execute(select(Fact))).scalars()}
    assert (told["parcel.delivered"].happened_at, told["parcel.delivered"].due_at) == (at(50), at(80))


async def test_facts_name_their_orders_and_nobody(database: Database, parcel: str, order_id: str, merchant: Merchant) -> None:
    await hear(database, parcel, said(*WAY, signed_by="ADA L"), now=at(80))
    async with database.reading() as db:
        fact = (await db.execute(select(Fact).where(Fact.name == "parcel.delivered"))).scalar_one()
    assert (fact.data["order_ids"], fact.data["parcel_id"], fact.subject) == ([order_id], parcel, f"parcel:{parcel}")
    assert "ADA" not in str(fact.data) and NUMBER not in str(fact.data)


TROUBLES = {
    "attempt_failed": (scan(50, NOBODY_HOME, TOWN), "attempt_failed"),
    "delayed": (scan(50, DELAYED), "late"),
    "returning": (scan(50, RETURNING, TOWN), "exception"),
    "ready_for_collection": (scan(50, COLLECT, TOWN), None),
    "returned": (scan(50, RETURNED, ORIGIN), None),
}


@pytest.mark.parametrize("fact", TROUBLES)
async def test_trouble_is_told_and_shown_where_staff_look(database: Database, parcel: str, order_id: str, fact: str) -> None:
    trouble, kind = TROUBLES[fact]
    await hear(database, parcel, said(*WAY[:4]), now=at(45))
    await hear(database, parcel, said(*WAY[:4], trouble), now=at(51))
    assert fact in await facts(database)
    assert (await row(database, Order, order_id)).attention == kind


async def test_a_scan_that_the_carrier_takes_back_goes_and_the_parcel_with_it(database: Database, parcel: str) -> None:
    await hear(database, parcel, said(*WAY), now=at(51))
    await hear(database, parcel, said(*WAY[:3], scan(50, NOBODY_HOME, TOWN)), now=at(53))
    kept = await row(database, Parcel, parcel)
    assert (kept.milestone, kept.condition, kept.delivered_at, kept.watch_until) == ("in_transit", "attempt_failed", None, None)
    assert [each.milestone for each in await scans_of(database, parcel)] == ["label_created", "accepted", "in_transit", None]


async def test_an_answer_that_was_trimmed_takes_nothing_back(database: Database, parcel: str) -> None:
    await hear(database, parcel, said(*WAY[:4]), now=at(45))
    await hear(database, parcel, said(*WAY[3:]), now=at(51))
    await hear(database, parcel, said(), now=at(60))
    kept = await row(database, Parcel, parcel)
    assert (kept.milestone, kept.delivered_at, kept.shipped_at) == ("delivered", at(50), at(5))
    assert len(await scans_of(database, parcel)) == 5


async def test_a_corrected_scan_keeps_its_row(database: Database, parcel: str) -> None:
    await hear(database, parcel, said(*WAY[:3]), now=at(21))
    before = (await scans_of(database, parcel))[-1]
    await hear(database, parcel, said(*WAY[:2], replace(WAY[2], text="Arrived at hub", meaning=DELAYED)), now=at(22))
    after = (await scans_of(database, parcel))[-1]
    assert (after.id, after.seen_at) == (before.id, before.seen_at)
    assert (after.text, after.condition) == ("Arrived at hub", "delayed")
    assert (await row(database, Parcel, parcel)).condition == "delayed"


async def test_dates_said_are_kept_each_time_they_change_and_a_later_one_is_a_delay(database: Database, parcel: str) -> None:
    first, later = (Window(date(2026, 11, day), date(2026, 11, day)) for day in (18, 20))
    await hear(database, parcel, said(*WAY[:2], estimated=first), now=at(6))
    await hear(database, parcel, said(*WAY[:3], estimated=first), now=at(21))
    assert "delayed" not in await facts(database)
    await hear(database, parcel, said(*WAY[:3], estimated=later), now=at(22))
    await hear(database, parcel, said(*WAY[:3]), now=at(23))
    async with database.reading() as db:
        said_on = [each.due_on for each in (await db.execute(select(DateSaid).order_by(DateSaid.said_at))).scalars()]
    assert said_on == [date(2026, 11, 18), date(2026, 11, 20), None]
    kept = await row(database, Parcel, parcel)
    assert (kept.first_due_on, kept.due_on, kept.estimated_to) == (date(2026, 11, 18), None, None)
    assert await facts(database) == ["shipped", "delayed"]


async def test_a_delivery_window_ends_on_the_day_of_its_own_place(database: Database, parcel: str) -> None:
    evening = at(40).replace(hour=20)  # 02:00 of the next day in UTC
    await hear(database, parcel, said(*WAY[:2], estimated=Window(evening, evening)), now=at(6))
    kept = await row(database, Parcel, parcel)
    assert (kept.due_on, kept.estimated_to) == (evening.date(), evening.isoformat())


async def test_codes_nobody_mapped_are_kept_counted_and_not_taken_for_movement(database: Database, parcel: str) -> None:
    odd = scan(21, None, code="Q0", text="Rested at a lay-by")
    await hear(database, parcel, said(*WAY[:1], odd), now=at(22))
    await hear(database, parcel, said(*WAY[:1], odd, replace(odd, at=at(23))), now=at(24))
    async with database.reading() as db:
        code = (await db.execute(select(UnmappedCode))).scalar_one()
    assert (code.carrier, code.code, code.text, code.count) == ("ups", "Q0", "Rested at a lay-by", 2)
    assert (await row(database, Parcel, parcel)).milestone == "label_created"
    assert [each.is_mapped for each in await scans_of(database, parcel)] == [True, False, False]


async def test_a_failure_is_noted_and_changes_nothing_else(database: Database, parcel: str) -> None:
    await hear(database, parcel, said(*WAY[:3]), now=at(21))
    for attempt in (1, 2):
        assert await hear(database, parcel, Failure("unavailable", "HTTP 500", True), now=at(22 + attempt)) == Recorded(failed=1)
    kept = await row(database, Parcel, parcel)
    assert (kept.failures, kept.failure_code, kept.milestone, kept.last_news_at) == (2, "unavailable", "in_transit", at(21))
    await hear(database, parcel, said(*WAY[:3]), now=at(30))
    kept = await row(database, Parcel, parcel)
    assert (kept.failures, kept.failure_code, kept.failure_message) == (0, None, None)


async def test_an_answer_no_parser_can_read_fails_alone(database: Database, parcel: str) -> None:
    (held,) = await claim(database, parcel, now=at(21))

    def stumble(_body: bytes, _number: str) -> Reading:
        raise KeyError("shipment")

    async with database.transaction() as db:
        await record(db, [understand(held, b"{}", stumble, at=at(21))])
    kept = await row(database, Parcel, parcel)
    assert (kept.failure_code, kept.digest, kept.failures) == ("malformed", None, 1)


async def test_what_is_recorded_twice_or_after_the_lease_was_lost_counts_once(database: Database, parcel: str) -> None:
    (slow,) = await claim(database, parcel, now=at(21))
    (quick,) = await claim(database, parcel, now=at(22))
    for held, telling in ((quick, WAY[:4]), (quick, WAY[:4]), (slow, WAY[:2])):
        async with database.transaction() as db:
            await record(db, [understand(held, *answer(said(*telling)), at=at(22))])
    async with database.transaction() as db:
        await record(db, [understand(slow, Failure("unavailable", "late", True), lambda *_: said(), at=at(30))])
    kept = await row(database, Parcel, parcel)
    assert (kept.milestone, kept.failures, kept.last_polled_at) == ("out_for_delivery", 0, at(22))
    assert await count(database, Scan) == 4
    assert await count(database, RawAnswer) == 1


async def test_an_order_is_delivered_when_its_last_parcel_is(database: Database, merchant: Merchant, order_id: str) -> None:
    first, second = await parcels(database, merchant, order_id, "1ZFIRST", "1ZSECOND")
    await hear(database, first, said(*WAY), now=at(51))
    await hear(database, second, said(*WAY[:2]), now=at(51))
    summed = await row(database, Order, order_id)
    assert (summed.milestone, summed.delivered_at, summed.parcel_count) == ("in_transit", None, 2)
    late = replace(WAY[-1], at=at(74))
    await hear(database, second, said(*WAY[:2], late), now=at(75))
    summed = await row(database, Order, order_id)
    assert (summed.milestone, summed.delivered_at) == ("delivered", at(74))


async def test_those_who_look_are_told_after_the_commit(database: Database, parcel: str, order_id: str, merchant: Merchant) -> None:
    heard: list[frozenset[str]] = []

    async def listen(topics: frozenset[str]) -> None:
        heard.append(topics)

    stop = live.subscribe(listen)
    try:
        await hear(database, parcel, said(*WAY[:3]), now=at(21))
        await hear(database, parcel, said(*WAY[:3]), now=at(22))
    finally:
        stop()
    assert heard == [frozenset({f"order:{order_id}", f"parcel:{parcel}", f"merchant:{merchant.id}"})]


async def test_instants_are_stored_in_utc_with_the_places_offset_beside_them(database: Database, parcel: str) -> None:
    await hear(database, parcel, said(*WAY, scan(51, None, clock="assumed")), now=at(52))
    kept = await row(database, Parcel, parcel)
    assert (kept.delivered_at.tzinfo, kept.delivered_offset) == (UTC, -360)
    assert (await scans_of(database, parcel))[-1].offset_minutes is None

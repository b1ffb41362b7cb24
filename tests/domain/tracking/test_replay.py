"""When a parser or a code table has learned, history is derived again from the kept answers; without that, nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from tests.domain.tracking.parcels import BEGIN, count, days, facts, order, parcels, row, scans_of
from tests.domain.tracking.scans import DELIVERED, LABEL, MOVING, NOBODY_HOME, TOWN, VAN, at, scan
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.claim import claim_these
from wesupply_ui.domain.tracking.models import DateSaid, Parcel, RawAnswer
from wesupply_ui.domain.tracking.outcome import understand
from wesupply_ui.domain.tracking.reading import Reading, ReadScan
from wesupply_ui.domain.tracking.record import record
from wesupply_ui.domain.tracking.replay import Replayed, parcels_with_answers, replay
from wesupply_ui.kernel.db import Database

WAY = (scan(0, LABEL), scan(20, MOVING), scan(44, VAN, TOWN), scan(50, DELIVERED, TOWN))
Parse = Callable[[bytes, str], Reading]


class Answers:
    """A carrier's answers by number of the answer, and a parser that a test lets learn."""

    def __init__(self, *answers: Sequence[ReadScan]) -> None:
        self.answers = answers
        self.learned: Callable[[ReadScan], ReadScan] = lambda each: each

    def read(self, body: bytes, _number: str) -> Reading:
        scans = self.answers[int(body)]
        return Reading("ups", "1Z", tuple(self.learned(each) for each in scans))


@pytest.fixture
async def parcel(database: Database, merchant: Merchant) -> str:
    return (await parcels(database, merchant, await order(database, merchant), "1ZA"))[0]


async def _heard(database: Database, parcel: str, answers: Answers) -> None:
    for hour, index in enumerate(range(len(answers.answers)), 60):
        async with database.transaction() as db:
            (held,) = await claim_these(db, [parcel], now=at(hour))
        async with database.transaction() as db:
            await record(db, [understand(held, str(index).encode(), answers.read, at=at(hour))])


async def _replayed(database: Database, answers: Answers, **options) -> list[Replayed]:
    async with database.transaction() as db:
        ids = await parcels_with_answers(db, **options)
        return await replay(db, ids, lambda _carrier: answers.read, now=at(66))


async def test_with_the_same_parser_nothing_changes(database: Database, parcel: str) -> None:
    answers = Answers(WAY[:2], WAY[:3], WAY[1:], WAY)
    await _heard(database, parcel, answers)
    before, scans = await row(database, Parcel, parcel), await scans_of(database, parcel)
    assert await _replayed(database, answers) == []
    assert await row(database, Parcel, parcel) == before
    assert await scans_of(database, parcel) == scans
    assert await count(database, RawAnswer) == 4


async def test_a_code_that_was_unknown_and_is_mapped_now_moves_the_parcel(database: Database, parcel: str) -> None:
    unknown = replace(WAY[-1], meaning=None)
    answers = Answers(WAY[:3], (*WAY[:3], unknown))
    await _heard(database, parcel, answers)
    polled = await row(database, Parcel, parcel)
    answers.learned = lambda each: replace(each, meaning=DELIVERED) if each.code == unknown.code else each
    assert await _replayed(database, answers) == [
        Replayed(parcel, "ups", "1ZA", ("out_for_delivery", "ok", None), ("delivered", "ok", None), 0, 1, 0)
    ]
    after = await row(database, Parcel, parcel)
    assert (after.milestone, after.delivered_at) == ("delivered", at(50))
    assert (after.last_polled_at, after.next_poll_at, after.digest) == (polled.last_polled_at, polled.next_poll_at, polled.digest)
    async with database.reading() as db:
        summed = (await db.execute(Order.__table__.select())).one()
    assert summed.milestone == "delivered"
    assert await facts(database) == ["shipped", "out_for_delivery", "delivered"]
    assert await _replayed(database, answers) == []


async def test_a_scan_that_the_parser_no_longer_takes_for_one_goes(database: Database, parcel: str) -> None:
    answers = Answers((*WAY[:3], scan(46, NOBODY_HOME, TOWN)))
    await _heard(database, parcel, answers)
    answers.answers = (WAY[:3],)
    (told,) = await _replayed(database, answers)
    assert (told.before[1], told.after[1], told.removed) == ("attempt_failed", "ok", 1)
    assert len(await scans_of(database, parcel)) == 3


async def test_answers_that_cannot_be_read_any_more_are_passed_over(database: Database, parcel: str) -> None:
    answers = Answers(WAY[:2], WAY)
    await _heard(database, parcel, answers)
    answers.answers = (WAY[:2],)  # the second one is out of the parser's range now
    (told,) = await _replayed(database, answers)
    assert (told.before[0], told.after[0]) == ("delivered", "in_transit")


async def test_only_parcels_with_answers_since_then_are_replayed_page_by_page(database: Database, merchant: Merchant, parcel: str) -> None:
    (other,) = await parcels(database, merchant, await order(database, merchant, "5002"), "1ZB")
    answers = Answers(WAY)
    for each in (parcel, other):
        await _heard(database, each, answers)
    async with database.reading() as db:
        assert await parcels_with_answers(db, since=BEGIN + days(30)) == []
        first = await parcels_with_answers(db, since=BEGIN, limit=1)
        second = await parcels_with_answers(db, since=BEGIN, after=first[0], limit=1)
    assert [*first, *second] == sorted([parcel, other])
    assert await count(database, DateSaid) == 0

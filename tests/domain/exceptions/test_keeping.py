"""A parcel's trouble opens a case once, ends it when the parcel moves on, and opens it again when the trouble returns."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from tests.builders import a_merchant, a_scan, an_order, heard, parcel_of
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.exceptions.queries import CaseFilter, count, inbox
from wesupply_ui.domain.tracking.models import Case
from wesupply_ui.domain.tracking.overlooked import keep_overlooked, wake
from wesupply_ui.jobs import cases as job
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database

ONE = "1Z999AA10000000001"


async def all_cases(database: Database) -> list[Case]:
    async with database.reading() as db:
        return list((await db.execute(select(Case).order_by(Case.opened_at, Case.id))).scalars())  # type: ignore[arg-type]


async def told(database: Database, *scans, **more) -> None:
    async with database.transaction() as db:
        await heard(db, ONE, *scans, **more)


@pytest.fixture
async def shipped(database: Database, merchant: Merchant) -> Merchant:
    """An order with one parcel on its way."""
    async with database.transaction() as db:
        await an_order(db, merchant, parcels=[ONE])
    return merchant


LEFT = a_scan("Departed", ago=30)
NOBODY = a_scan("Nobody home", None, ago=5, condition="attempt_failed", reason="nobody_home")


async def test_trouble_opens_one_case_however_often_it_is_told(database: Database, shipped: Merchant) -> None:
    for again in (NOBODY, a_scan("Nobody home again", None, ago=2, condition="attempt_failed", reason="nobody_home")):
        await told(database, LEFT, NOBODY, again)
    (case,) = await all_cases(database)
    assert (case.kind, case.state, case.responsible, case.reason, case.times) == ("attempt_failed", "open", "shopper", "nobody_home", 1)
    assert now() - case.opened_at >= timedelta(hours=5), "it began with the carrier's scan, not when we asked"


async def test_a_case_ends_by_itself_when_the_parcel_is_delivered(database: Database, shipped: Merchant) -> None:
    await told(database, LEFT, NOBODY)
    await told(database, LEFT, NOBODY, a_scan("Delivered", "delivered", ago=0.1))
    (case,) = await all_cases(database)
    assert (case.state, case.resolution, case.resolved_by, case.is_present) == ("resolved", "delivered", None, False)


async def test_trouble_that_returns_opens_the_same_case_again(database: Database, shipped: Merchant) -> None:
    moving = a_scan("Out for delivery", "out_for_delivery", ago=3)
    await told(database, LEFT, NOBODY)
    await told(database, LEFT, NOBODY, moving)
    assert [(case.state, case.resolution) for case in await all_cases(database)] == [("resolved", "moved_on")]
    await told(database, LEFT, NOBODY, moving, a_scan("Nobody", None, ago=1, condition="attempt_failed", reason="nobody_home"))
    (case,) = await all_cases(database)
    assert (case.state, case.times, case.resolution) == ("open", 2, None)
    assert [entry["did"] for entry in case.story] == ["moved_on", "returned"]


async def test_worse_trouble_ends_the_case_before_and_keeps_who_works_on_it(database: Database, shipped: Merchant) -> None:
    async with database.transaction() as db:
        other = await a_merchant(db, "other", password=None)
        assert other.id != shipped.id
    await told(database, LEFT, NOBODY)
    await told(database, LEFT, NOBODY, a_scan("Lost", None, ago=1, condition="lost", reason="lost"))
    cases = {case.kind: case for case in await all_cases(database)}
    assert (cases["attempt_failed"].resolution, cases["lost"].state) == ("became_lost", "open")
    assert cases["lost"].urgency < cases["attempt_failed"].urgency


async def test_what_a_person_has_resolved_stays_resolved_while_the_same_trouble_lasts(database: Database, shipped: Merchant) -> None:
    await told(database, LEFT, NOBODY)
    async with database.transaction() as db:
        (case,) = (await db.execute(select(Case))).scalars()
        case.state, case.resolution, case.resolved_by = "resolved", "shopper_told", "person:ada"
    await told(database, LEFT, NOBODY, a_scan("Still nobody", None, ago=1, condition="attempt_failed", reason="nobody_home"))
    (case,) = await all_cases(database)
    assert (case.state, case.resolution) == ("resolved", "shopper_told")


async def test_silence_and_lateness_are_found_without_a_scan(database: Database, shipped: Merchant) -> None:
    """Nobody asks the carrier any more: the job looks at the clock alone, and at each merchant's parcels."""
    await told(database, LEFT, due=now().date())
    with clock.at(now() + timedelta(days=2)):
        await job.keep(database, now())
        assert [(case.kind, case.state) for case in await all_cases(database)] == [("late", "open")]
    with clock.at(now() + timedelta(days=9)):
        await job.keep(database, now())
        cases = {case.kind: case for case in await all_cases(database)}
        assert (cases["late"].resolution, cases["silent"].state) == ("became_silent", "open")
        assert now() - cases["silent"].opened_at > timedelta(days=5), "since it was too long, not since the job looked"
    await told(database, LEFT, a_scan("Arrived at depot", ago=0.5), due=now().date() + timedelta(days=1))
    assert {case.resolution for case in await all_cases(database)} == {"became_silent", "moved_on"}


async def test_the_job_opens_cases_for_parcels_that_were_in_trouble_before_there_were_cases(database: Database, shipped: Merchant) -> None:
    await told(database, LEFT, NOBODY)
    async with database.transaction() as db:
        await db.delete((await db.execute(select(Case))).scalar_one())
    async with database.transaction() as db:
        assert await keep_overlooked(db, shipped.id, now=now()) == 1
        assert await keep_overlooked(db, shipped.id, now=now()) == 0
    (case,) = await all_cases(database)
    assert now() - case.opened_at >= timedelta(hours=5), "the fact knows since when"


async def test_a_snoozed_case_comes_back_when_its_time_has_come(database: Database, shipped: Merchant) -> None:
    await told(database, LEFT, NOBODY)
    async with database.transaction() as db:
        (case,) = (await db.execute(select(Case))).scalars()
        case.state, case.snoozed_until = "snoozed", now() + timedelta(hours=1)
    async with database.transaction() as db:
        assert await wake(db, now=now()) == 0
        assert await wake(db, now=now() + timedelta(hours=2)) == 1
    assert [(case.state, case.snoozed_until) for case in await all_cases(database)] == [("open", None)]


async def test_the_inbox_holds_the_merchants_own_cases_the_most_urgent_first(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        rival = await a_merchant(db, "rival", password=None)
        for at, (whose, condition) in enumerate(((merchant, "held"), (merchant, "lost"), (merchant, "attempt_failed"), (rival, "lost"))):
            number = f"1Z999AA100000001{at:02d}"
            await an_order(db, whose, f"#600{at}", parcels=[number])
            await heard(db, number, a_scan("Trouble", None, condition=condition))
        await parcel_of(db, "1Z999AA10000000100")
    async with database.reading() as db:
        mine = scope_of_system(merchant.id, "test")
        assert [row.kind for row in await inbox(db, mine)] == ["lost", "attempt_failed", "held"]
        assert (await count(db, mine, CaseFilter(group="exception"))).value == 2
        assert [row.kind for row in await inbox(db, scope_of_system(rival.id, "test"))] == ["lost"]

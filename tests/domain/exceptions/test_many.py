"""Many parcels at once: their carriers are asked or asked no longer, their cases given to somebody or closed, and put back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from tests.builders import a_scan, an_order, heard, parcel_of
from tests.domain.orders.work import Shop, a_shop, person_of
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.exceptions.assign import assign
from wesupply_ui.domain.exceptions.many import actions
from wesupply_ui.domain.orders.bulk import Chosen, preview
from wesupply_ui.domain.orders.bulk_start import start
from wesupply_ui.domain.orders.bulk_undo import undo
from wesupply_ui.domain.orders.work_models import BulkItem, BulkJob
from wesupply_ui.domain.tracking.models import Case, Parcel
from wesupply_ui.domain.tracking.narrow import ParcelFilter
from wesupply_ui.jobs.bulk import carry_on
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotAllowed

ACTIONS = actions(["ups"])
NUMBERS = [f"1Z999AA100000000{at:02d}" for at in range(3)]


@pytest.fixture
async def shop(database: Database) -> Shop:
    async with database.transaction() as db:
        return await a_shop(db)


@pytest.fixture
async def ids(database: Database, shop: Shop) -> list[str]:
    """One lost, one held, one that goes well; all are to be asked for again in five hours."""
    async with database.transaction() as db:
        for at, condition in enumerate(("lost", "held", "ok")):
            await an_order(db, shop.merchant, f"#{at}", parcels=[NUMBERS[at]])
            await heard(db, NUMBERS[at], a_scan("News", condition=condition, reason=None if condition == "ok" else "other"))
            (await parcel_of(db, NUMBERS[at])).next_poll_at = now() + timedelta(hours=5)
        return [(await parcel_of(db, number)).id for number in NUMBERS]


async def done(database: Database, shop: Shop, name: str, value: str, chosen: Chosen) -> BulkJob:
    async with database.transaction() as db:
        job = await start(db, shop.ada, ACTIONS, name, value, chosen, now=now())
    assert await carry_on(database, ACTIONS) == 1
    return await job_of(database, job.id)


async def job_of(database: Database, job_id: str) -> BulkJob:
    async with database.reading() as db:
        return (await db.execute(select(BulkJob).where(BulkJob.id == job_id))).scalar_one()


async def taken_back(database: Database, shop: Shop, job: BulkJob) -> BulkJob:
    async with database.transaction() as db:
        await undo(db, shop.ada, ACTIONS, job.id, now=now())
    await carry_on(database, ACTIONS)
    return await job_of(database, job.id)


async def cases(database: Database) -> dict[str, tuple[str, str | None]]:
    async with database.reading() as db:
        return {case.kind: (case.state, case.assigned_id) for case in (await db.execute(select(Case))).scalars()}


async def test_cases_are_given_away_and_given_back_where_nobody_went_on(database: Database, shop: Shop, ids: list[str]) -> None:
    grace = person_of(shop.grace)
    async with database.reading() as db:
        shown = await preview(db, shop.ada, ACTIONS, "assign_cases", grace, Chosen(ids), now=now())
    assert (shown.changes, shown.reasons) == (2, {"no_case": 1})
    job = await done(database, shop, "assign_cases", grace, Chosen(shown=ParcelFilter(case="any")))
    assert (job.state, job.changed) == ("done", 2)
    assert await cases(database) == {"lost": ("open", grace), "held": ("open", grace)}
    async with database.transaction() as db:
        held = (await db.execute(select(Case).where(Case.kind == "held"))).scalar_one()
        await assign(db, shop.grace, [held.id], person_of(shop.ada), now=now())
        told = (await db.execute(select(AuditEntry).where(AuditEntry.action == "shipments.bulk_changed"))).scalar_one()
        assert (told.actor, told.after["shipments"]) == (shop.ada.actor, 2)
    job = await taken_back(database, shop, job)
    assert (job.state, job.restored) == ("undone", 1)
    assert await cases(database) == {"lost": ("open", None), "held": ("open", person_of(shop.ada))}


async def test_cases_are_closed_and_opened_again(database: Database, shop: Shop, ids: list[str]) -> None:
    job = await done(database, shop, "resolve_cases", "shopper_told", Chosen(ids))
    assert (job.changed, job.reasons) == (2, {"no_case": 1})
    assert {state for state, _ in (await cases(database)).values()} == {"resolved"}
    await taken_back(database, shop, job)
    assert {state for state, _ in (await cases(database)).values()} == {"open"}
    async with database.reading() as db:
        assert {item.state for item in (await db.execute(select(BulkItem))).scalars()} == {"restored", "left"}


async def test_parcels_are_asked_for_no_longer_and_again(database: Database, shop: Shop, ids: list[str]) -> None:
    async with database.transaction() as db:
        (await parcel_of(db, NUMBERS[2])).claimed_until = now() + timedelta(minutes=1)
    job = await done(database, shop, "stop_asking", "", Chosen(ids))
    assert (job.changed, job.reasons) == (2, {"just_asked": 1})
    async with database.transaction() as db:
        assert [(await parcel_of(db, number)).next_poll_at is None for number in NUMBERS] == [True, True, False]
        (await parcel_of(db, NUMBERS[0])).next_poll_at = asked = now()
    job = await taken_back(database, shop, job)
    assert job.restored == 1, "somebody asked about the other since"
    async with database.reading() as db:
        assert (await parcel_of(db, NUMBERS[0])).next_poll_at == asked
        assert (await parcel_of(db, NUMBERS[1])).next_poll_at is not None


async def test_carriers_are_asked_about_parcels_on_their_way(database: Database, shop: Shop, ids: list[str]) -> None:
    async with database.transaction() as db:
        for number in NUMBERS[:2]:
            (await parcel_of(db, number)).last_polled_at = now() - timedelta(hours=1)
    job = await done(database, shop, "ask_parcels", "", Chosen(ids))
    assert (job.changed, job.reasons) == (2, {"just_asked": 1})
    async with database.reading() as db:
        due = (await db.execute(select(Parcel.id).where(col(Parcel.next_poll_at) <= now()))).scalars()
        assert set(due) == set(ids[:2])


async def test_parcels_of_another_merchant_and_deeds_without_the_right_are_out_of_reach(
    database: Database, shop: Shop, ids: list[str]
) -> None:
    async with database.transaction() as db:
        rival = await a_shop(db, "rival")
    async with database.transaction() as db:
        for name, value in (("ask_parcels", ""), ("stop_asking", ""), ("resolve_cases", "mistake"), ("assign_cases", "me")):
            assert (await preview(db, rival.ada, ACTIONS, name, value, Chosen(ids), now=now())).total == 0
            with pytest.raises(Invalid):
                await start(db, rival.ada, ACTIONS, name, value, Chosen(ids), now=now())
            with pytest.raises(NotAllowed):
                await start(db, shop.vera, ACTIONS, name, value, Chosen(ids), now=now())
        for name, value in (("assign_cases", person_of(rival.ada)), ("assign_cases", person_of(shop.vera)), ("resolve_cases", "because")):
            with pytest.raises(Invalid):
                await start(db, shop.ada, ACTIONS, name, value, Chosen(ids), now=now())

"""Many orders are changed at once: what is shown before is what happens, a killed worker's batch goes on, and undo spares later changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from tests.builders import an_order
from tests.domain.orders.work import Shop, a_shop, fresh, person_of
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.orders.assign import assign
from wesupply_ui.domain.orders.bulk import UNDONE_WITHIN, Chosen, preview
from wesupply_ui.domain.orders.bulk_carry_on import LEASE, claim_next, do_batch, waiting
from wesupply_ui.domain.orders.bulk_start import dismiss, latest_of, start
from wesupply_ui.domain.orders.bulk_undo import undo
from wesupply_ui.domain.orders.listing import Filter
from wesupply_ui.domain.orders.work_models import BulkItem, BulkJob
from wesupply_ui.domain.tracking.ask_many import actions
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.jobs.bulk import carry_on
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed, NotFound

ACTIONS = actions(["ups"])


@pytest.fixture
async def shop(database: Database) -> Shop:
    async with database.transaction() as db:
        return await a_shop(db)


@pytest.fixture
async def ids(database: Database, shop: Shop) -> list[str]:
    """Five orders; the first has the tag "gift" from the shop, the last travels with UPS."""
    async with database.transaction() as db:
        made = [
            await an_order(db, shop.merchant, f"#{at}", tags=["gift"] if at == 0 else [], parcels=["1Z999AA10000000001"] * (at == 4))
            for at in range(5)
        ]
    return [order.id for order in made]


async def job_of(database: Database, job_id: str) -> BulkJob:
    async with database.reading() as db:
        return (await db.execute(select(BulkJob).where(BulkJob.id == job_id))).scalar_one()


async def started(database: Database, shop: Shop, name: str, value: str, ids: list[str]) -> BulkJob:
    async with database.transaction() as db:
        return await start(db, shop.ada, ACTIONS, name, value, Chosen(ids), now=now())


async def test_what_is_shown_before_is_what_happens(database: Database, shop: Shop, ids: list[str]) -> None:
    async with database.reading() as db:
        shown = await preview(db, shop.ada, ACTIONS, "tag", " Gift ", Chosen(ids), now=now())
    assert (shown.total, shown.changes, shown.reasons) == (5, 4, {"same": 1})
    job = await started(database, shop, "tag", " Gift ", ids)
    assert await carry_on(database, ACTIONS) == 1
    job = await job_of(database, job.id)
    assert (job.state, job.changed, job.handled, job.reasons, job.value) == ("done", 4, 5, {"same": 1}, "Gift")
    async with database.reading() as db:
        assert [(await fresh(db, each)).own_tags for each in ids] == [[], ["Gift"], ["Gift"], ["Gift"], ["Gift"]]
        told = (await db.execute(select(AuditEntry).where(AuditEntry.action == "orders.bulk_changed"))).scalar_one()
        assert (told.actor, told.after["changed"]) == (shop.ada.actor, 4)


async def test_all_that_match_are_those_that_matched_when_it_began(database: Database, shop: Shop, ids: list[str]) -> None:
    async with database.transaction() as db:
        job = await start(db, shop.ada, ACTIONS, "assign", "me", Chosen(shown=Filter(assigned="none")), now=now())
        await an_order(db, shop.merchant, "#late")
    await carry_on(database, ACTIONS)
    assert (await job_of(database, job.id)).changed == 5


async def test_a_killed_worker_s_job_goes_on_when_its_lease_ends_and_nothing_is_done_twice(
    database: Database, shop: Shop, ids: list[str]
) -> None:
    job = await started(database, shop, "tag", "vip", ids)
    async with database.transaction() as db:
        assert await claim_next(db, now=now()) == job.id
    async with database.transaction() as db:
        await do_batch(db, ACTIONS, job.id, ids[:2], now=now())
    assert await carry_on(database, ACTIONS) == 0, "somebody holds it"
    with clock.at(now() + 2 * LEASE):
        async with database.reading() as db:
            assert await waiting(db, job.id) == ids[2:]
        async with database.transaction() as db:
            await do_batch(db, ACTIONS, job.id, ids[:2], now=now())  # the killed one was only slow: passed over
        async with database.transaction() as db:
            (await db.execute(select(BulkJob).where(BulkJob.id == job.id))).scalar_one().claimed_until = None
        assert await carry_on(database, ACTIONS) == 1
    job = await job_of(database, job.id)
    assert (job.changed, job.handled) == (5, 5)


async def test_undo_puts_back_what_was_and_spares_what_others_changed_since(database: Database, shop: Shop, ids: list[str]) -> None:
    async with database.transaction() as db:
        await assign(db, shop.ada, ids[0], person_of(shop.grace), now=now())
    job = await started(database, shop, "assign", person_of(shop.ada), ids)
    await carry_on(database, ACTIONS)
    async with database.transaction() as db:
        await assign(db, shop.grace, ids[1], person_of(shop.grace), now=now())
        await assign(db, shop.grace, ids[2], "", now=now())
        await assign(db, shop.grace, ids[2], person_of(shop.ada), now=now())  # the same again, yet somebody's decision
    async with database.transaction() as db:
        with pytest.raises(NotFound):
            await undo(db, shop.grace, ACTIONS, job.id, now=now())
        await undo(db, shop.ada, ACTIONS, job.id, now=now())
    await carry_on(database, ACTIONS)
    job = await job_of(database, job.id)
    assert (job.state, job.restored) == ("undone", 3)
    async with database.reading() as db:
        grace, ada = person_of(shop.grace), person_of(shop.ada)
        assert [(await fresh(db, each)).assigned_to for each in ids] == [grace, grace, ada, None, None]
        states = {item.subject_id: item.state for item in (await db.execute(select(BulkItem))).scalars()}
    assert [states[each] for each in ids] == ["restored", "kept", "kept", "restored", "restored"]
    async with database.transaction() as db:
        with pytest.raises(Conflict):
            await undo(db, shop.ada, ACTIONS, job.id, now=now())


async def test_undo_of_tags_puts_the_lists_back_too_and_has_its_time(database: Database, shop: Shop, ids: list[str]) -> None:
    job = await started(database, shop, "tag", "vip", ids)
    await carry_on(database, ACTIONS)
    async with database.transaction() as db:
        with pytest.raises(Conflict):
            await undo(db, shop.ada, ACTIONS, job.id, now=now() + UNDONE_WITHIN + timedelta(minutes=1))
        await undo(db, shop.ada, ACTIONS, job.id, now=now())
    await carry_on(database, ACTIONS)
    async with database.reading() as db:
        left = await preview(db, shop.ada, ACTIONS, "untag", "vip", Chosen(shown=Filter(tag="vip")), now=now())
        assert left.total == 0 and not any([(await fresh(db, each)).own_tags for each in ids])


async def test_carriers_are_asked_about_what_is_on_its_way_and_that_cannot_be_undone(
    database: Database, shop: Shop, ids: list[str]
) -> None:
    async with database.transaction() as db:
        parcel = (await db.execute(select(Parcel))).scalar_one()
        parcel.next_poll_at = now() + timedelta(hours=5)
    async with database.reading() as db:
        shown = await preview(db, shop.grace, ACTIONS, "ask", "", Chosen(ids), now=now())
        none = await preview(db, shop.grace, actions(["dhl"]), "ask", "", Chosen(ids), now=now())
    assert (shown.changes, shown.reasons) == (1, {"no_parcel": 4})
    assert none.reasons == {"no_parcel": 4, "unaskable": 1}
    job = await started(database, shop, "ask", "", ids)
    await carry_on(database, ACTIONS)
    async with database.transaction() as db:
        due = (await db.execute(select(Parcel).execution_options(populate_existing=True))).scalar_one().next_poll_at
        assert due is not None and due <= now()
        with pytest.raises(Conflict):
            await undo(db, shop.ada, ACTIONS, job.id, now=now())


async def test_one_order_that_breaks_does_not_hold_up_the_others(database: Database, shop: Shop, ids: list[str]) -> None:
    class Odd:
        """Tags, but stumbles over one order."""

        permission, can_be_undone = ACTIONS["tag"].permission, True
        subjects = ACTIONS["tag"].subjects
        read, judge, restore = ACTIONS["tag"].read, ACTIONS["tag"].judge, ACTIONS["tag"].restore

        async def apply(self, db, scope, changes, *, now) -> None:
            if ids[1] in changes:
                raise RuntimeError("odd")
            await ACTIONS["tag"].apply(db, scope, changes, now=now)

    job = await started(database, shop, "tag", "vip", ids)
    await carry_on(database, {"tag": Odd()})
    job = await job_of(database, job.id)
    assert (job.state, job.changed, job.handled, job.reasons) == ("done", 4, 5, {"failed": 1})


async def test_another_merchants_orders_and_jobs_are_out_of_reach(database: Database, shop: Shop, ids: list[str]) -> None:
    async with database.transaction() as db:
        rival = await a_shop(db, "rival")
        theirs = await an_order(db, rival.merchant, "#0")
    async with database.transaction() as db:
        shown = await preview(db, rival.ada, ACTIONS, "tag", "x", Chosen(ids), now=now())
        assert (shown.total, shown.changes) == (0, 0)
        with pytest.raises(Invalid):
            await start(db, rival.ada, ACTIONS, "tag", "x", Chosen(ids), now=now())
        with pytest.raises(Invalid):
            await start(db, rival.ada, ACTIONS, "assign", person_of(shop.ada), Chosen([theirs.id]), now=now())
        with pytest.raises(NotAllowed):
            await start(db, shop.vera, ACTIONS, "tag", "x", Chosen(ids), now=now())
        with pytest.raises(Invalid):
            await start(db, shop.ada, ACTIONS, "drop table", "x", Chosen(ids), now=now())
    job = await started(database, shop, "tag", "x", [theirs.id, *ids])
    await carry_on(database, ACTIONS)
    assert (await job_of(database, job.id)).total == 5
    async with database.transaction() as db:
        assert (await fresh(db, theirs.id)).own_tags == []
        for attempt in (undo(db, rival.ada, ACTIONS, job.id, now=now()), dismiss(db, rival.ada, job.id, now=now())):
            with pytest.raises(NotFound):
                await attempt


async def test_a_person_has_one_change_at_a_time_and_puts_it_aside(database: Database, shop: Shop, ids: list[str]) -> None:
    job = await started(database, shop, "tag", "x", ids)
    async with database.transaction() as db:
        with pytest.raises(Conflict):
            await start(db, shop.ada, ACTIONS, "tag", "y", Chosen(ids), now=now())
        await dismiss(db, shop.ada, job.id, now=now())
        assert await latest_of(db, shop.ada, now=now()) is not None, "one under way cannot be put aside"
    await carry_on(database, ACTIONS)
    async with database.transaction() as db:
        await dismiss(db, shop.ada, job.id, now=now())
        assert await latest_of(db, shop.ada, now=now()) is None

"""Labels that nobody uses are given back after thirty days, or when somebody says so; used ones never are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import update

from tests.jobs.labels.counter import RETURN, Bench
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_link, scope_of_system
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.record import record_used
from wesupply_ui.domain.labels.retry import retry_label
from wesupply_ui.domain.labels.void import void_label, void_labels_of
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Conflict, NotAllowed, NotFound
from wesupply_ui.simulator.faults import Fault, FaultKind

DAY = timedelta(days=1)


async def void(bench: Bench, label_id: str) -> None:
    async with bench.database.transaction() as db:
        await void_label(db, scope_of_system(bench.merchant.id, "test"), label_id, now=clock.now())


async def test_an_unused_label_is_given_back_after_thirty_days_and_not_before(bench: Bench) -> None:
    label_id = await bench.want()
    await bench.serve()
    with clock.at(clock.now() + 29 * DAY):
        await bench.serve()
        assert (await bench.label(label_id)).state == "bought"
    with clock.at(clock.now() + 30 * DAY):
        await bench.serve()
    label = await bench.label(label_id)
    assert (label.state, label.refund, label.due_at) == ("voided", "asked", None)
    assert next(iter(bench.world.labels.sales.values())).refund
    assert await bench.facts() == ["label.bought", "label.voided"]


async def test_a_parcel_on_its_way_keeps_its_label_though_the_news_is_late(bench: Bench) -> None:
    label_id = await bench.want()
    await bench.serve()
    async with bench.database.transaction() as db:
        await db.execute(update(Parcel).values(milestone="in_transit", last_scan_at=clock.now()))
    with clock.at(clock.now() + 31 * DAY):
        await bench.serve()
    assert (await bench.label(label_id)).state == "used"
    assert next(iter(bench.world.labels.sales.values())).refund == ""


async def test_what_is_voided_before_it_is_bought_costs_nothing(stored: Bench) -> None:
    label_id = await stored.want()
    await void(stored, label_id)
    await stored.serve()
    assert (await stored.label(label_id)).state == "voided"
    assert stored.sold() == []
    with pytest.raises(Conflict):
        async with stored.database.transaction() as db:
            await retry_label(db, scope_of_system(stored.merchant.id, "test"), label_id, now=clock.now())


async def test_what_is_voided_while_it_is_being_bought_is_given_back_when_that_is_clear(bench: Bench) -> None:
    label_id = await bench.want()
    bench.world.faults.add(Fault(FaultKind.LOST, bench.provider, calls="buy", count=1))
    await bench.serve()
    await void(bench, label_id)
    assert (await bench.label(label_id)).state == "buying"
    await bench.serve(2, timedelta(hours=1))
    label = await bench.label(label_id)
    assert label.state == "bought"
    with clock.at(clock.now() + timedelta(hours=2)):
        await bench.serve()
    assert (await bench.label(label_id)).state == "voided"


async def test_what_is_voided_while_a_purchase_failed_is_not_bought_after_all(bench: Bench) -> None:
    label_id = await bench.want()
    bench.world.faults.add(Fault(FaultKind.SERVER_ERROR, bench.provider, calls="buy", count=1))
    await bench.serve()
    await void(bench, label_id)
    with clock.at(clock.now() + timedelta(hours=1)):
        await bench.serve()
    assert (await bench.label(label_id)).state == "voided"
    assert bench.sold() == []


async def test_a_refusal_to_take_it_back_leaves_a_usable_label_with_an_owner(bench: Bench) -> None:
    label_id = await bench.want()
    await bench.serve()
    bench.world.faults.add(Fault(FaultKind.REFUSED, bench.provider, calls="void"))
    await void(bench, label_id)
    await bench.serve()
    label = await bench.label(label_id)
    assert (label.state, label.failure_code, label.owner, label.due_at) == ("bought", "not_voided", "merchant", None)


async def test_a_used_label_cannot_be_voided_and_a_voided_one_that_is_posted_is_noticed(stored: Bench) -> None:
    used, voided = await stored.want("a"), await stored.want("b")
    await stored.serve()
    async with stored.database.transaction() as db:
        await record_used(db, await db.get_one(Label, used), at=clock.now(), now=clock.now())
    with pytest.raises(Conflict):
        await void(stored, used)
    await void(stored, voided)
    await stored.serve()
    async with stored.database.transaction() as db:
        await record_used(db, await db.get_one(Label, voided), at=clock.now(), now=clock.now())
    assert (await stored.label(voided)).state == "used"


async def test_a_cause_gives_all_its_labels_back_but_the_used_ones(stored: Bench) -> None:
    ids = [await stored.want(each) for each in "abc"]
    await stored.serve()
    ids.append(await stored.want("later"))
    async with stored.database.transaction() as db:
        await record_used(db, await db.get_one(Label, ids[0]), at=clock.now(), now=clock.now())
        scope = scope_of_link(stored.merchant.id, "o1")
        assert await void_labels_of(db, scope, RETURN, now=clock.now()) == 3
    await stored.serve()
    assert [(await stored.label(each)).state for each in ids] == ["used", "voided", "voided", "voided"]


async def test_strangers_and_shoppers_void_nothing(stored: Bench) -> None:
    label_id = await stored.want()
    rival = Merchant(slug="rival", name="Rival")
    async with stored.database.transaction() as db:
        db.add(rival)
    for scope, refusal in ((scope_of_system(rival.id, "job"), NotFound), (scope_of_link(stored.merchant.id, "o"), NotAllowed)):
        with pytest.raises(refusal):
            async with stored.database.transaction() as db:
                await void_label(db, scope, label_id, now=clock.now())
    assert (await stored.label(label_id)).state == "wanted"

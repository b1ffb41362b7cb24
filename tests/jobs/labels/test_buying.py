"""A label that is wanted is bought once and its parcel followed, whatever fails in between; what can't be bought says whose turn it is."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from tests.domain.labels.asks import ADA, NOWHERE, WAREHOUSE
from tests.jobs.labels.counter import RETURN, Bench
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.labels import on_parcel
from wesupply_ui.domain.labels.claim import LEASE
from wesupply_ui.domain.labels.models import LabelAccount
from wesupply_ui.domain.labels.queries import labels_of
from wesupply_ui.domain.labels.retry import fetch_again, retry_label
from wesupply_ui.domain.tracking.credentials import keep_credential
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.jobs.outbox import dispatch_due
from wesupply_ui.jobs.polling import Poller
from wesupply_ui.kernel import clock, kept_files
from wesupply_ui.runtime import carrier
from wesupply_ui.simulator.faults import Fault, FaultKind
from wesupply_ui.simulator.sign_in import CLIENT_ID, CLIENT_SECRET

HOUR = timedelta(hours=1)


async def test_a_wanted_label_is_bought_its_files_kept_and_its_parcel_followed(stored: Bench) -> None:
    label_id = await stored.want(qr=True)
    await stored.serve()
    label = await stored.label(label_id)
    assert (label.state, label.number, label.price_minor, label.quoted_minor) == ("bought", stored.sold()[0], 1194, 1194)
    assert sorted(label.files) == ["pdf", "qr", "zpl"]
    assert kept_files.read(stored.merchant.id, label.files["pdf"]).startswith(b"%PDF-")
    async with stored.database.reading() as db:
        parcel = (await db.execute(select(Parcel))).scalar_one()
    assert (parcel.id, parcel.carrier, parcel.number, parcel.is_return) == (label.parcel_id, "usps", label.number, True)
    assert parcel.next_poll_at is not None
    assert await stored.facts() == ["label.bought"]


async def test_who_sent_it_is_forgotten_once_it_is_bought(bench: Bench) -> None:
    label_id = await bench.want()
    assert "Lovelace" in repr((await bench.label(label_id)).ask)
    await bench.serve()
    kept = repr((await bench.label(label_id)).ask)
    assert "Lovelace" not in kept and "Main St" not in kept and "+1512" not in kept and "Austin" in kept


async def test_asked_twice_under_one_key_it_is_one_label(stored: Bench) -> None:
    ids = {await stored.want("same"), await stored.want("same")}
    await stored.serve(2)
    assert len(ids) == len(stored.sold()) == 1


@pytest.mark.parametrize("kind", [FaultKind.LOST, FaultKind.MALFORMED, FaultKind.PENDING])
async def test_a_purchase_whose_outcome_is_open_is_looked_for_and_not_made_again(bench: Bench, kind: FaultKind) -> None:
    label_id = await bench.want()
    bench.world.faults.add(Fault(kind, bench.provider, calls="buy", count=1))
    await bench.serve()
    unsure = await bench.label(label_id)
    assert (unsure.state, unsure.owner) == ("buying", "provider") and unsure.due_at and unsure.due_at > clock.now()
    await bench.serve()
    assert (await bench.label(label_id)).state == "buying"  # not before its time
    with clock.at(clock.now() + HOUR):
        await bench.serve()
    label = await bench.label(label_id)
    assert (label.state, label.failure_code) == ("bought", "")
    assert bench.sold() == [label.number]


async def test_while_nobody_can_tell_whether_it_was_bought_it_is_never_given_up_nor_bought_again(bench: Bench) -> None:
    label_id = await bench.want()
    bench.world.faults.add(Fault(FaultKind.LOST, bench.provider, calls="buy", count=1))
    bench.world.faults.add(Fault(FaultKind.UNAUTHORISED, bench.provider, calls="find"))
    await bench.serve(20, timedelta(hours=12))
    assert (await bench.label(label_id)).state == "buying"
    assert len(bench.world.labels.sales) == 1
    bench.world.faults.clear()
    with clock.at(clock.now() + timedelta(days=11)):
        await bench.serve()
    assert (await bench.label(label_id)).state == "bought"
    assert len(bench.world.labels.sales) == 1


async def test_a_killed_worker_s_purchase_is_found_by_the_next_one(stored: Bench) -> None:
    """Killed after the money is spent and before it is written down."""
    label_id = await stored.want()
    stored.world.faults.add(Fault(FaultKind.SLOW, stored.provider, calls="buy", count=1, milliseconds=4000))
    doomed = asyncio.create_task(stored.counter.serve_due())
    while not stored.world.labels.sales:
        await asyncio.sleep(0.01)
    doomed.cancel()
    await asyncio.gather(doomed, return_exceptions=True)
    assert (await stored.label(label_id)).state == "buying"
    with clock.at(clock.now() + LEASE - timedelta(seconds=30)):
        await stored.serve()
        assert (await stored.label(label_id)).state == "buying"
    with clock.at(clock.now() + LEASE + timedelta(seconds=30)):
        await stored.serve()
    label = await stored.label(label_id)
    assert label.state == "bought"
    assert stored.sold() == [label.number]
    assert await stored.facts() == ["label.bought"]


async def test_two_workers_buy_ten_labels_once_each(stored: Bench) -> None:
    ids = [await stored.want(f"k{index}") for index in range(10)]
    await asyncio.gather(stored.counter.serve_due(), stored.counter.serve_due())
    labels = [await stored.label(each) for each in ids]
    assert {label.state for label in labels} == {"bought"}
    assert sorted(label.number for label in labels) == sorted(stored.sold())


@pytest.mark.parametrize(
    ("fault", "waits"),
    [(Fault(FaultKind.SERVER_ERROR, calls="rates"), 0), (Fault(FaultKind.RATE_LIMITED, calls="rates", retry_after=4000), 4000)],
    ids=["broken", "busy"],
)
async def test_trouble_at_the_provider_is_tried_again_by_itself_and_later_each_time(bench: Bench, fault: Fault, waits: int) -> None:
    label_id = await bench.want()
    bench.world.faults.add(Fault(fault.kind, bench.provider, calls="rates", retry_after=fault.retry_after))
    waited, now = [], clock.now()
    for _ in range(3):
        with clock.at(now):
            await bench.serve()
        label = await bench.label(label_id)
        assert (label.state, label.owner) == ("failed", "provider")
        assert label.due_at is not None
        waited.append((label.due_at - now).total_seconds())
        now = label.due_at
        await bench.renew()
    assert min(waited) >= waits
    assert waits or waited == sorted(set(waited))
    assert await bench.facts() == ["label.failed"]
    bench.world.faults.clear()
    with clock.at(now):
        await bench.serve()
    assert (await bench.label(label_id)).state == "bought"


async def test_what_does_not_mend_itself_becomes_somebodys(bench: Bench) -> None:
    label_id = await bench.want()
    bench.world.faults.add(Fault(FaultKind.SERVER_ERROR, bench.provider, calls="rates"))
    now = clock.now()
    for _ in range(24):
        with clock.at(now):
            await bench.serve()
        now = (await bench.label(label_id)).due_at or now
    label = await bench.label(label_id)
    assert (label.state, label.owner, label.due_at) == ("failed", "merchant", None)
    assert now - clock.now() > timedelta(hours=36)
    assert await bench.facts() == ["label.failed", "label.failed"]


async def test_an_address_nobody_knows_waits_for_a_better_one(bench: Bench) -> None:
    label_id = await bench.want(sender=NOWHERE)
    await bench.serve()
    label = await bench.label(label_id)
    assert (label.state, label.failure_code, label.owner, label.due_at) == ("failed", "address_invalid", "shopper", None)
    assert label.ask["sender"]["line1"] == "7 Nowhere Lane"
    await bench.serve()
    address = {"name": ADA.name, "line1": "1 Main St", "city": "Austin", "region": "TX", "postcode": "78701", "country": "US"}
    async with bench.database.transaction() as db:
        await retry_label(db, scope_of_system(bench.merchant.id, "test"), label_id, sender=address, now=clock.now())
    await bench.serve()
    assert (await bench.label(label_id)).state == "bought"
    assert len(bench.sold()) == 1


async def test_an_ask_that_says_too_little_calls_nobody(bench: Bench) -> None:
    ids = [await bench.want("a", weight_grams=0), await bench.want("b", receiver=type(WAREHOUSE)(country="US"))]
    await bench.serve()
    assert [(await bench.label(each)).failure_code for each in ids] == ["parcel_invalid", "destination_invalid"]
    assert bench.world.labels.drafts == {}


async def test_no_account_or_a_wrong_key_waits_for_a_right_one(bench: Bench) -> None:
    await bench.connect("not-the-key")
    wrong = await bench.want("wrong")
    await bench.serve()
    assert (await bench.label(wrong)).failure_code == "unauthorised"
    async with bench.database.transaction() as db:
        await db.delete((await db.execute(select(LabelAccount))).scalar_one())
    without = await bench.want("without")
    await bench.serve()
    label = await bench.label(without)
    assert (label.state, label.failure_code, label.owner, label.due_at) == ("failed", "no_account", "merchant", None)
    await bench.connect()
    await bench.serve()
    assert [(await bench.label(each)).state for each in (wrong, without)] == ["bought", "bought"]


async def test_files_that_do_not_come_are_fetched_later_and_can_be_fetched_again(bench: Bench) -> None:
    label_id = await bench.want()
    bench.world.faults.add(Fault(FaultKind.SERVER_ERROR, bench.provider, calls="file", count=1))
    await bench.serve()
    label = await bench.label(label_id)
    assert (label.state, label.files, label.failure_code) == ("bought", {}, "no_files")
    with clock.at(clock.now() + HOUR):
        await bench.serve()
        label = await bench.label(label_id)
        assert "pdf" in label.files and label.failure_code == ""
        async with bench.database.transaction() as db:
            await fetch_again(db, scope_of_system(bench.merchant.id, "test"), label_id, now=clock.now())
        await bench.serve()
    assert (await bench.label(label_id)).files == label.files
    assert len(bench.sold()) == 1


async def test_the_first_scan_uses_the_label_and_tells_its_cause(bench: Bench) -> None:
    scope = scope_of_system(bench.merchant.id, "test")
    label_id = await bench.want()
    await bench.serve()
    label = await bench.label(label_id)
    secrets = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    async with bench.database.transaction() as db:
        await keep_credential(db, scope, "usps", secrets, base_url=bench.up.base_urls["usps"], now=clock.now())

    async def look(at: datetime) -> None:
        with clock.at(at):
            assert label.parcel_id
            await Poller(bench.database, carrier).poll_these("usps", [label.parcel_id])
            await dispatch_due(bench.database, (on_parcel.on_fact,), clock.now())

    await look(clock.now())
    assert (await bench.label(label_id)).state == "bought"
    bench.world.advance("usps", label.number)
    await look(clock.now() + HOUR)
    used = await bench.label(label_id)
    assert (used.state, used.due_at) == ("used", None) and used.used_at is not None
    assert await bench.facts() == ["label.bought", "label.used"]
    async with bench.database.reading() as db:
        assert [each.id for each in await labels_of(db, scope, RETURN)] == [label_id]


async def test_a_return_label_that_nobody_has_used_yet_is_no_case_of_trouble(stored: Bench) -> None:
    from wesupply_ui.domain.tracking.overlooked import keep_overlooked

    await stored.want()
    await stored.serve()
    async with stored.database.transaction() as db:
        assert await keep_overlooked(db, stored.merchant.id, now=clock.now() + timedelta(days=20)) == 0

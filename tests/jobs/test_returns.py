"""What time and carriers do to returns by themselves, with a moved clock: reminders, ends, and parcels that are on their way."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from tests.domain.returns.asked_for import a_shop, asked_for
from tests.domain.returns.bought import NOW
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.returns import on_parcel
from wesupply_ui.domain.returns.add_number import add_number
from wesupply_ui.domain.returns.approve import approve
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.keep_time import claim_due
from wesupply_ui.domain.returns.queries import items_of, read_return
from wesupply_ui.domain.returns.receive import receive
from wesupply_ui.domain.returns.request_models import ReturnParcel
from wesupply_ui.domain.returns.settle import settle
from wesupply_ui.domain.tracking.register import NewNumber, register
from wesupply_ui.jobs.outbox import dispatch_due
from wesupply_ui.jobs.returns import keep_returns
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.outbox import Fact, tell

DAY = timedelta(days=1)


@pytest.fixture
async def shop(database: Database, merchant: Merchant) -> Scope:
    return await a_shop(database, merchant)


async def told(database: Database) -> list[str]:
    async with database.reading() as db:
        named = select(Fact.name).where(col(Fact.name).like("return.%")).order_by(col(Fact.happened_at), col(Fact.id))
        return [each.removeprefix("return.") for each in (await db.execute(named)).scalars()]


async def as_it_is(database: Database, scope: Scope, number: str = "R-1001") -> Held:
    async with database.reading() as db:
        request = await read_return(db, scope, number)
        return Held(request, await items_of(db, request))


async def test_who_sends_nothing_is_reminded_once_and_then_it_ends(database: Database, shop: Scope) -> None:
    await asked_for(database, shop, lamp=1)
    for days, expected in ((6, []), (7, ["reminded"]), (8, ["reminded"]), (20, ["reminded"]), (21, ["reminded", "expired"])):
        await keep_returns(database, NOW + days * DAY)
        assert (await told(database))[2:] == expected, days
    held = await as_it_is(database, shop)
    assert (held.request.state, held.request.step, held.request.wake_at, held.request.claimed_until) == ("expired", "none", None, None)
    assert await keep_returns(database, NOW + 99 * DAY) == 0
    assert (await asked_for(database, shop, lamp=1)).request.number == "R-1002", "its units are free again"


async def test_what_was_sent_paid_or_received_does_not_end(database: Database, shop: Scope) -> None:
    sent, paid, here = [await asked_for(database, shop, **{name: 1}) for name in ("lamp", "socks", "socks")]
    async with database.transaction() as db:
        await add_number(db, shop, sent.request.id, {"tracking_number": "1Z999AA10123456784"}, now=NOW)
        await settle(db, shop, paid.request.id, {"status": "settled", "items": [{"id": paid.items[0].id}]}, now=NOW)
        await receive(db, shop, here.request.id, {}, now=NOW)
    for days in (7, 21, 60):
        await keep_returns(database, NOW + days * DAY)
    states = [(await as_it_is(database, shop, each.request.id)).request.state for each in (sent, paid, here)]
    assert states == ["on_its_way", "paid_ahead", "checking"]
    assert (await told(database)).count("reminded") == 1, "whoever was paid ahead is asked to send it; nobody else is"


async def test_a_late_box_is_received_and_approved_again_with_its_days_anew(database: Database, shop: Scope) -> None:
    await asked_for(database, shop, lamp=1)
    for days in (7, 21):
        await keep_returns(database, NOW + days * DAY)
    later = NOW + 25 * DAY
    async with database.transaction() as db:
        held = await receive(db, shop, "R-1001", {"items": [{"line_external_id": "lamp"}]}, now=later)
        assert (held.request.state, held.request.step) == ("in_question", "answer")
        held = await approve(db, shop, "R-1001", {"items": [{"line_external_id": "lamp"}]}, now=later)
    assert (held.request.state, held.request.expires_at) == ("checking", later + 21 * DAY)


async def test_two_workers_do_each_return_once_and_a_killed_ones_work_comes_back(database: Database, shop: Scope) -> None:
    for _ in range(3):
        await asked_for(database, shop, socks=1)
    at = NOW + 7 * DAY
    async with database.transaction() as db:
        assert len(await claim_due(db, now=at)) == 3  # and is killed
    assert await keep_returns(database, at) == 0
    done = await asyncio.gather(*(keep_returns(database, at + timedelta(minutes=3)) for _ in range(2)))
    assert sum(done) == 3 and (await told(database)).count("reminded") == 3


async def test_the_first_scan_puts_a_return_on_its_way_and_a_loss_is_somebodys_to_answer(database: Database, shop: Scope) -> None:
    await asked_for(database, shop, lamp=1)
    async with database.transaction() as db:
        await add_number(db, shop, "R-1001", {"tracking_number": "1Z999AA10123456784"}, now=NOW)
        parcel_id = (await db.execute(select(ReturnParcel.parcel_id))).scalar_one()

    async def happens(name: str, at: datetime) -> Held:
        async with database.transaction() as db:
            tell(db, merchant_id=shop.merchant_id, name=name, subject=f"parcel:{parcel_id}", at=at)
        await dispatch_due(database, [on_parcel.on_fact], at)
        return await as_it_is(database, shop)

    assert (await happens("parcel.shipped", NOW + DAY)).items[0].logistics == "in_transit"
    assert (await happens("parcel.delivered", NOW + 2 * DAY)).request.step == "receive", "whoever opens the box says what is in it"
    lost = await happens("parcel.lost", NOW + 3 * DAY)
    assert (lost.items[0].logistics, lost.request.step) == ("lost", "answer")
    assert (await happens("parcel.lost", NOW + 4 * DAY)).items[0].logistics == "lost"
    assert (await told(database)).count("lost") == 1


async def test_the_first_scan_of_our_label_puts_its_return_on_its_way(database: Database, shop: Scope) -> None:
    held = await asked_for(database, shop, lamp=1)
    async with database.transaction() as db:
        found = await register(db, shop, NewNumber("1Z999AA10123456784"), now=NOW)
        ours = {"merchant_id": shop.merchant_id, "parcel_id": found.parcel_id, "state": "bought"}
        db.add(Label(cause_kind=on_parcel.CAUSE, cause_id=held.request.id, key="once", **ours))
        db.add(Label(cause_kind="gift", cause_id="another", key="other", merchant_id=shop.merchant_id))
        tell(db, merchant_id=shop.merchant_id, name="parcel.shipped", subject=f"parcel:{found.parcel_id}", at=NOW)
    await dispatch_due(database, [on_parcel.on_fact], NOW + DAY)
    assert (await as_it_is(database, shop)).request.state == "on_its_way"

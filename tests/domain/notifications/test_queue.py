"""Facts become messages once, and parcels that move together are told together."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from tests.domain.notifications.orders import an_order, messages, parcels_of, told
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.notifications.kinds import Kind
from wesupply_ui.domain.notifications.queue import LONGEST_WAIT, MOMENT, TOGETHER, enqueue
from wesupply_ui.domain.tracking.models import Parcel, Shipment
from wesupply_ui.kernel.db import Database

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


async def test_a_fact_told_twice_is_one_message(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        order = await an_order(db, merchant, at=NOW)
        (parcel,) = await parcels_of(db, order)
        for _ in range(3):
            await told(db, parcel, "parcel.shipped", at=NOW)
        (message,) = await messages(db)
    assert (message.kind, message.state, message.recipient) == ("shipped", "pending", "ada@example.com")
    assert message.due_at == NOW + timedelta(seconds=1) + MOMENT


async def test_facts_without_a_message_pass_by(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        order = await an_order(db, merchant, at=NOW)
        (parcel,) = await parcels_of(db, order)
        await told(db, parcel, "parcel.registered", at=NOW)
        await told(db, parcel, "order.created", at=NOW)
        await told(db, Parcel(merchant_id=merchant.id, carrier="ups", number="x"), "parcel.shipped", at=NOW)
        assert await messages(db) == []


async def test_parcels_that_move_together_are_told_together(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        order = await an_order(db, merchant, at=NOW, parcels=3)
        parcels = await parcels_of(db, order)
        for minutes, parcel in enumerate(parcels):
            await told(db, parcel, "parcel.shipped", at=NOW + timedelta(minutes=minutes / 2))
        (message,) = await messages(db)
    assert set(message.data["parcels"]) == {parcel.id for parcel in parcels}
    assert message.due_at == NOW + timedelta(seconds=1) + TOGETHER


async def test_a_sibling_about_to_be_asked_is_waited_for(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        order = await an_order(db, merchant, at=NOW, parcels=3)
        first, soon, later = await parcels_of(db, order)
        soon.next_poll_at, later.next_poll_at = NOW + timedelta(minutes=6), NOW + timedelta(hours=6)
        await told(db, first, "parcel.delivered", at=NOW)
        (message,) = await messages(db)
    assert message.due_at == NOW + timedelta(minutes=6) + TOGETHER
    assert message.due_at - NOW <= LONGEST_WAIT


async def test_a_parcel_that_moves_on_another_day_gets_its_own_message(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        order = await an_order(db, merchant, at=NOW, parcels=2)
        first, second = await parcels_of(db, order)
        await told(db, first, "parcel.shipped", at=NOW)
        await told(db, second, "parcel.shipped", at=NOW + timedelta(days=1))
        one, other = await messages(db)
    assert set(one.data["parcels"]) == {first.id}
    assert set(other.data["parcels"]) == {second.id}


async def test_nobody_joins_a_message_that_is_being_sent_or_was_tried(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        order = await an_order(db, merchant, at=NOW, parcels=3)
        first, second, third = await parcels_of(db, order)
        await told(db, first, "parcel.shipped", at=NOW)
        (message,) = await messages(db)
        message.claimed_until = NOW + timedelta(minutes=5)
        await db.flush()
        await told(db, second, "parcel.shipped", at=NOW)
        message.claimed_until, message.attempts = None, 1
        await db.flush()
        await told(db, third, "parcel.shipped", at=NOW)
        found = await messages(db)
    assert [len(message.data["parcels"]) for message in found] == [1, 2]


async def test_once_in_a_life_or_once_a_day(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        order = await an_order(db, merchant, at=NOW)
        (parcel,) = await parcels_of(db, order)
        for day in range(2):
            at = NOW + timedelta(days=day)
            for _ in range(2):
                await told(db, parcel, "parcel.shipped", at=at)
                await told(db, parcel, "parcel.attempt_failed", at=at)
        kinds = [message.kind for message in await messages(db)]
    assert kinds.count("shipped") == 1
    assert kinds.count("attempt_failed") == 2


@pytest.mark.parametrize(
    ("name", "age"),
    [("parcel.delivered", timedelta(days=40)), ("parcel.out_for_delivery", timedelta(days=1)), ("parcel.shipped", timedelta(days=5))],
)
async def test_old_history_is_not_told_as_news(database: Database, merchant: Merchant, name: str, age: timedelta) -> None:
    async with database.transaction() as db:
        order = await an_order(db, merchant, at=NOW)
        (parcel,) = await parcels_of(db, order)
        await told(db, parcel, name, at=NOW, now=NOW + age)
        assert await messages(db) == []


async def test_two_orders_in_one_parcel_are_both_told(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        one = await an_order(db, merchant, at=NOW, number="#1")
        other = await an_order(db, merchant, at=NOW, number="#2", parcels=0, email="grace@example.com")
        (parcel,) = await parcels_of(db, one)
        db.add(Shipment(merchant_id=merchant.id, order_id=other.id, parcel_id=parcel.id))
        await db.flush()
        await told(db, parcel, "parcel.delivered", at=NOW)
        assert {message.recipient for message in await messages(db)} == {"ada@example.com", "grace@example.com"}


async def test_a_held_parcel_is_told_only_when_the_shopper_can_help(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        order = await an_order(db, merchant, at=NOW)
        (parcel,) = await parcels_of(db, order)
        for reason in ("customs_inspection", "label_problem", None):
            parcel.reason = reason
            await told(db, parcel, "parcel.held", at=NOW)
        assert await messages(db) == []
        parcel.reason = "customs_documents"
        await told(db, parcel, "parcel.held", at=NOW)
        assert [message.kind for message in await messages(db)] == ["action_needed"]


async def test_a_fact_of_another_merchant_reaches_nobody(database: Database, merchant: Merchant) -> None:
    stranger = Merchant(slug="other", name="Other")
    async with database.transaction() as db:
        db.add(stranger)
        order = await an_order(db, merchant, at=NOW)
        (parcel,) = await parcels_of(db, order)
        forged = Parcel(id=parcel.id, merchant_id=stranger.id, carrier="ups", number="x")
        await told(db, forged, "parcel.delivered", at=NOW)
        assert await messages(db) == []


async def test_two_workers_with_two_parcels_of_one_order_make_one_message(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        order = await an_order(db, merchant, at=NOW, parcels=2)
        parcels = await parcels_of(db, order)

    async def worker(parcel: Parcel) -> None:
        async with database.transaction() as db:
            await enqueue(db, merchant_id=merchant.id, order_id=order.id, parcel_id=parcel.id, kind=Kind.SHIPPED, happened_at=NOW, now=NOW)

    await asyncio.gather(*(worker(parcel) for parcel in parcels * 3))
    async with database.reading() as db:
        (message,) = await messages(db)
    assert set(message.data["parcels"]) == {parcel.id for parcel in parcels}

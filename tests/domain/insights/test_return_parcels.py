"""What comes back is no delivery: it is in no figure, opens no case, and nobody is mailed that their order has arrived."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func
from sqlmodel import select

from tests.builders import an_order
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.insights.deliveries import by_day
from wesupply_ui.domain.insights.models import Trip
from wesupply_ui.domain.insights.note_trips import note_missing, note_trips
from wesupply_ui.domain.notifications import tell_staff, triggers
from wesupply_ui.domain.notifications.models import Message, Notice
from wesupply_ui.domain.tracking.keep_cases import keep_cases
from wesupply_ui.domain.tracking.models import Case, Parcel, Shipment
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.outbox import Fact

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(("is_return", "count"), [(True, 0), (False, 1)])
async def test_only_what_goes_out_is_a_delivery(database: Database, merchant: Merchant, is_return: bool, count: int) -> None:
    scope = scope_of_system(merchant.id, "test")
    async with database.transaction() as db:
        order = await an_order(db, merchant, shipments=[])
        parcel = Parcel(
            merchant_id=merchant.id, carrier="usps", number="9400100000000000000000", is_return=is_return, milestone="delivered",
            delivered_at=NOW, shipped_at=NOW - timedelta(days=2), first_due_on=NOW.date(),
        )  # fmt: skip
        lost = Parcel(merchant_id=merchant.id, carrier="usps", number="9400100000000000000001", is_return=is_return, condition="lost")
        db.add_all([parcel, lost])
        await db.flush()
        db.add(Shipment(merchant_id=merchant.id, order_id=order.id, parcel_id=parcel.id))
    for name, subject in (("parcel.delivered", parcel.id), ("parcel.lost", lost.id)):
        fact = Fact(merchant_id=merchant.id, name=name, subject=f"parcel:{subject}", happened_at=NOW, due_at=NOW, data={})
        async with database.transaction() as db:
            db.add(fact)
            await db.flush()
            await triggers.on_fact(db, fact, now=NOW)
            await tell_staff.on_fact(db, fact, now=NOW)
    async with database.transaction() as db:
        await note_missing(db)
        await note_trips(db, [parcel.id])
        await keep_cases(db, [lost.id], now=NOW)
    async with database.reading() as db:
        counts = [(await db.execute(select(func.count()).select_from(each))).scalar_one() for each in (Trip, Case, Message)]
        notices = (await db.execute(select(func.count()).select_from(Notice))).scalar_one()
        days = await by_day(db, scope, now=NOW, zone=UTC)
    assert counts == [count] * 3 and sum(day.delivered for day in days) == count
    assert bool(notices) is bool(count)

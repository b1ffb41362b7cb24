"""The demo merchant lives through its days on the product's own code, is moved in whole, and goes on where it was after a restart."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from wesupply_ui import demo, runtime
from wesupply_ui.demo_data import living, moving, shop
from wesupply_ui.demo_data.plan import plan
from wesupply_ui.demo_data.stories import tell_all
from wesupply_ui.domain import tables
from wesupply_ui.domain.accounts.api_clients import issue_token
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.accounts.sign_in import sign_in
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.void import void_label
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.tracking.models import Parcel, Scan
from wesupply_ui.domain.tracking.take_in import take_in
from wesupply_ui.jobs.labels import Counter as LabelCounter
from wesupply_ui.jobs.tracking import Lane
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.simulator.numbers import CARRIERS

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


async def states(database: Database) -> Counter[tuple[str, str]]:
    async with database.reading() as db:
        return Counter((row.milestone, row.condition) for row in await db.execute(select(Parcel.milestone, Parcel.condition)))


async def poll_all(database: Database) -> None:
    async with database.transaction() as db:
        await db.execute(update(Parcel).values(next_poll_at=clock.now()))
    carriers = [runtime.carrier(code) for code in CARRIERS]
    await asyncio.gather(*(Lane(database, carrier, lambda _: 1.0, concurrency=8).run() for carrier in carriers if carrier))
    await runtime.http().aclose()


@pytest.mark.slow
async def test_a_stranger_finds_a_shop_in_full_swing(sqlite: Database) -> None:
    made = await demo.recreate(orders=160, now=NOW)
    await _shows_every_state(sqlite)
    await _shows_labels(sqlite)
    await _staff_and_machines_may_enter(sqlite, made)
    await _goes_on_after_a_restart(sqlite)
    assert not any("secret" in line for line in await demo.ensure())  # it is there: shown once is shown once
    await _goes_without_a_trace(sqlite)


async def _gives_back_what_an_earlier_simulator_sold(sqlite: Database) -> None:
    async with sqlite.transaction() as db:
        label = (await db.execute(select(Label).where(Label.state == "bought").limit(1))).scalar_one()
        await void_label(db, scope_of_system(label.merchant_id, "test"), label.id, now=clock.now())
    await LabelCounter(sqlite, runtime.label_shop).serve_due()
    async with sqlite.reading() as db:
        assert (await db.get_one(Label, label.id)).state == "voided"


async def _goes_without_a_trace(sqlite: Database) -> None:
    async with sqlite.transaction() as db:
        await demo.make_room(db)
    async with sqlite.reading() as db:
        left = {table.name: await db.scalar(select(func.count()).select_from(table)) for table in tables.metadata.sorted_tables}
    assert not any(count for name, count in left.items() if name != "unmapped_code"), left


async def _shows_every_state(sqlite: Database) -> None:
    found = await states(sqlite)
    for state in (
        ("label_created", "ok"), ("in_transit", "ok"), ("in_transit", "delayed"), ("in_transit", "held"), ("in_transit", "returning"),
        ("in_transit", "lost"), ("in_transit", "silent"), ("out_for_delivery", "ok"), ("out_for_delivery", "attempt_failed"),
        ("available_for_pickup", "ok"), ("delivered", "ok"), ("returned", "ok"),
    ):  # fmt: skip
        assert found[state], state
    async with sqlite.reading() as db:
        assert await db.scalar(select(func.count()).where(col(Parcel.failure_code).is_not(None))) == 0
        assert await db.scalar(select(func.count()).where(col(Scan.at) > NOW)) == 0
        assert await db.scalar(select(func.count()).where(col(OrderLine.image_url).is_(None))) == 0
        kinds = {row[0] for row in await db.execute(select(Message.kind).where(col(Message.state) == "sent").distinct())}
        assert {"shipped", "out_for_delivery", "delivered", "delayed", "attempt_failed", "ready_for_collection", "returning"} <= kinds
        message = (
            await db.execute(select(Message).where(col(Message.kind) == "delivered", col(Message.state) == "sent").limit(1))
        ).scalar_one()
        assert "/demo/products/" in message.html
        assert message.sent_at and message.sent_at <= NOW + timedelta(minutes=5)


async def _shows_labels(sqlite: Database) -> None:
    """Of returns: to print, to show at a counter, posted, and one that its merchant has to look after."""
    async with sqlite.reading() as db:
        labels = (await db.execute(select(Label))).scalars().all()
        waiting = Counter((await db.execute(select(ReturnRequest.label_state).where(col(ReturnRequest.label_state) != ""))).scalars())
    assert Counter(each.state for each in labels) == {"bought": 2, "used": 1, "failed": 1}
    assert waiting == {"ready": 2, "failed": 1}
    assert sorted(sorted(each.files) for each in labels if each.state == "bought") == [["pdf", "qr", "zpl"], ["pdf", "zpl"]]
    assert all(each.bought_at and each.bought_at < NOW for each in labels if each.state != "failed")


async def _staff_and_machines_may_enter(sqlite: Database, made: demo.Demo) -> None:
    async with sqlite.transaction() as db:
        for each in made.sign_ins:
            assert await sign_in(db, email=each.email, password=each.password, device="test", now=NOW), each.role
        assert await issue_token(db, client_id=made.api_client, client_secret=made.api_secret, now=NOW)


async def _goes_on_after_a_restart(sqlite: Database) -> None:
    """A new process tells the same stories: nothing is taken back. Then something moves, and somebody buys."""
    async with sqlite.reading() as db:
        merchant = await moving.demo_merchant(db, shop.SLUG)
        scans = await db.scalar(select(func.count()).select_from(Scan))
    assert merchant
    before = await states(sqlite)
    with clock.at(NOW + timedelta(minutes=1)):
        async with living.awakened(sqlite, merchant, port=0) as (alive, _):
            await poll_all(sqlite)
            assert await states(sqlite) == before
            pushes = [await alive.stir() for _ in range(5)]
            assert all(pushes)
            await poll_all(sqlite)
            async with sqlite.reading() as db:
                assert (await db.scalar(select(func.count()).select_from(Scan)) or 0) >= (scans or 0) + 5
            assert await alive.buy()
            assert await alive.look_around()
            await poll_all(sqlite)
            await _gives_back_what_an_earlier_simulator_sold(sqlite)
        async with living.awakened(sqlite, merchant, port=0) as (alive, _):
            moved = await states(sqlite)
            await poll_all(sqlite)
            assert await states(sqlite) == moved
            async with sqlite.reading() as db:
                assert len(await tell_all(db, alive.world, merchant.id, now=clock.now())) > 100


async def test_a_shop_is_moved_and_taken_away_whole(database: Database, migrated_sqlite: Path, tmp_path: Path) -> None:
    copy(migrated_sqlite, tmp_path / "workshop.sqlite3")
    workshop = Database(f"sqlite+aiosqlite:///{tmp_path / 'workshop.sqlite3'}")
    async with workshop.transaction() as db:
        merchant, scope = await shop.open_shop(db, now=NOW - timedelta(days=70))
        sendings = [sent for planned in plan(7, NOW, orders=150)[-40:] for sent in planned.sendings]
        await take_in(db, scope, [sent.order for sent in sendings], now=NOW)
    async with database.transaction() as db:
        assert await moving.move(workshop, db, merchant_id=merchant.id) > 300
    async with workshop.reading() as old, database.reading() as new:
        for table in tables.metadata.sorted_tables:
            rows = select(func.count()).select_from(table)
            assert await old.scalar(rows) == await new.scalar(rows), table.name
        moved = (await new.execute(select(Order).limit(1))).scalar_one()
        kept = (await old.execute(select(Order).where(col(Order.id) == moved.id))).scalar_one()
        assert moved.model_dump() == kept.model_dump()
    await workshop.close()
    async with database.transaction() as db:
        await moving.remove(db, merchant_id=merchant.id)
    async with database.reading() as db:
        for table in tables.metadata.sorted_tables:
            assert await db.scalar(select(func.count()).select_from(table)) == 0, table.name


async def test_a_real_merchant_of_that_name_is_left_alone(database: Database) -> None:
    async with database.transaction() as db:
        db.add(Merchant(slug=shop.SLUG, name="Somebody"))
    with pytest.raises(Conflict):
        async with database.transaction() as db:
            await demo.make_room(db)

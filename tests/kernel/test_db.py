"""One transaction a piece of work, on both databases; leases hand each row to one worker."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.kernel import live, outbox, schema
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.outbox import Fact

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


async def _tell(database: Database, merchant: Merchant, count: int) -> None:
    async with database.transaction() as db:
        for index in range(count):
            outbox.tell(db, merchant_id=merchant.id, name="parcel.delivered", subject=f"parcel:{index}", at=NOW)


async def test_migrations_bring_the_database_to_what_the_code_expects(database: Database) -> None:
    assert await schema.is_current(database)


async def test_a_failed_piece_of_work_leaves_nothing(database: Database, merchant: Merchant) -> None:
    with pytest.raises(RuntimeError):
        async with database.transaction() as db:
            db.add(Merchant(slug="other", name="Other"))
            await db.flush()
            raise RuntimeError
    async with database.reading() as db:
        assert [row.slug for row in (await db.execute(select(Merchant))).scalars()] == ["acme"]


async def test_instants_come_back_aware_and_the_same(database: Database, merchant: Merchant) -> None:
    await _tell(database, merchant, 1)
    async with database.reading() as db:
        fact = (await db.execute(select(Fact))).scalar_one()
    assert fact.happened_at == NOW and fact.happened_at.tzinfo is not None


async def test_ten_workers_share_due_rows_without_taking_one_twice(database: Database, merchant: Merchant) -> None:
    await _tell(database, merchant, 100)

    async def worker() -> list[str]:
        async with database.transaction() as db:
            return await outbox.due(db, now=NOW, limit=15)

    taken = [fact for batch in await asyncio.gather(*(worker() for _ in range(10))) for fact in batch]
    assert len(taken) == len(set(taken)) == 100


async def test_a_killed_workers_rows_come_back_when_the_lease_ends(database: Database, merchant: Merchant) -> None:
    await _tell(database, merchant, 3)
    async with database.transaction() as db:
        first = await outbox.due(db, now=NOW)
    async with database.transaction() as db:
        assert await outbox.due(db, now=NOW + timedelta(seconds=30)) == []
    async with database.transaction() as db:
        assert await outbox.due(db, now=NOW + outbox.LEASE + timedelta(seconds=1)) == first


async def test_topics_are_heard_after_the_commit_and_never_after_a_roll_back(database: Database, merchant: Merchant) -> None:
    heard: list[frozenset[str]] = []

    async def listen(topics: frozenset[str]) -> None:
        heard.append(topics)

    stop = live.subscribe(listen)
    try:
        async with database.transaction() as db:
            live.announce(db, "order:1", "merchant:1")
            assert heard == []
        with pytest.raises(RuntimeError):
            async with database.transaction() as db:
                live.announce(db, "order:2")
                raise RuntimeError
    finally:
        stop()
    assert heard == [frozenset({"order:1", "merchant:1"})]

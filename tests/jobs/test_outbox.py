"""Facts reach their handlers in the order in which they happened; one that fails is tried again alone, later and later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.jobs.outbox import dispatch_due
from wesupply_ui.kernel import outbox
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.outbox import Fact

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


async def _tell(database: Database, merchant: Merchant, *names: str) -> None:
    async with database.transaction() as db:
        for age, name in enumerate(names):
            outbox.tell(db, merchant_id=merchant.id, name=name, subject="parcel:1", at=NOW - timedelta(minutes=age))


async def test_each_fact_is_handled_once_the_earliest_first(database: Database, merchant: Merchant) -> None:
    await _tell(database, merchant, *(f"f{index:03}" for index in range(120)))
    heard: list[str] = []

    async def listen(db: AsyncSession, fact: Fact, *, now: datetime) -> None:
        heard.append(fact.name)

    assert await dispatch_due(database, [listen], NOW) == 120
    assert await dispatch_due(database, [listen], NOW + timedelta(hours=1)) == 0
    assert sorted(heard) == [f"f{index:03}" for index in range(120)]
    assert heard[:50] == sorted(heard[:50], reverse=True)


async def test_a_handler_that_fails_undoes_its_own_fact_and_no_other(database: Database, merchant: Merchant) -> None:
    await _tell(database, merchant, "good", "bad", "fine")
    fails = {"bad"}

    async def write(db: AsyncSession, fact: Fact, *, now: datetime) -> None:
        db.add(Merchant(slug=f"{fact.name}-{len(fails)}", name="written by the handler"))
        await db.flush()
        if fact.name in fails:
            raise RuntimeError("not now")

    assert await dispatch_due(database, [write], NOW) == 2
    async with database.reading() as db:
        bad = (await db.execute(select(Fact).where(Fact.name == "bad"))).scalar_one()
        written = set((await db.execute(select(Merchant.slug))).scalars())
    assert written == {"acme", "good-1", "fine-1"}
    assert (bad.attempts, bad.handled_at, bad.claimed_until) == (1, None, None)
    assert bad.error and "not now" in bad.error
    assert bad.due_at > NOW
    fails.clear()
    assert await dispatch_due(database, [write], NOW + timedelta(minutes=1)) == 1


async def test_every_handler_hears_every_fact(database: Database, merchant: Merchant) -> None:
    await _tell(database, merchant, "told")
    heard: list[int] = []

    def listener(number: int):
        async def listen(db: AsyncSession, fact: Fact, *, now: datetime) -> None:
            heard.append(number)

        return listen

    await dispatch_due(database, [listener(1), listener(2)], NOW)
    assert heard == [1, 2]

"""The audit log: one chain a merchant that cannot be bent without showing, searched by those who may."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.audit_queries import Asked, choices, entries, every_entry, names_of
from wesupply_ui.domain.accounts.audit_verify import verify
from wesupply_ui.domain.accounts.models import Merchant, Person
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotAllowed

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


async def written(database: Database, scope: Scope, count: int = 3) -> None:
    async with database.transaction() as db:
        for at in range(count):
            await audit.note(
                db,
                scope,
                "staff.invited" if at % 2 else "profile.changed",
                f"person:{at}",
                at=NOW + timedelta(minutes=at),
                label=f"Ada {at}",
                before={"name": "x"},
                after={"name": "ü\0", "sum": Decimal("1.50"), 2: (1, 2)},
            )


async def test_entries_of_one_merchant_form_a_chain(database: Database, merchant: Merchant) -> None:
    await written(database, scope_of_system(merchant.id, "test"), 503)
    async with database.reading() as db:
        chain = await verify(db, merchant.id)
        assert (chain.entries, chain.broken_at) == (503, None)
        assert (await verify(db, "nobody")).entries == 0


async def test_writers_at_the_same_time_do_not_fork_the_chain(database: Database, merchant: Merchant) -> None:
    await asyncio.gather(*(written(database, scope_of_system(merchant.id, f"worker-{at}"), 5) for at in range(8)))
    async with database.reading() as db:
        chain = await verify(db, merchant.id)
    assert (chain.entries, chain.broken_at) == (40, None)


async def test_the_tables_refuse_changes(database: Database, merchant: Merchant) -> None:
    await written(database, scope_of_system(merchant.id, "test"))
    for statement in ("UPDATE audit_entry SET label = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(DatabaseError, match="append-only"):
            async with database.transaction() as db:
                await db.execute(text(statement))


@pytest.mark.parametrize(
    ("tampering", "broken_at"),
    [
        ("UPDATE audit_entry SET actor = 'person:somebody-else' WHERE seq = 2", 2),
        ('UPDATE audit_entry SET after = \'{"name": "y"}\' WHERE seq = 3', 3),
        ("DELETE FROM audit_entry WHERE seq = 2", 2),
        ("DELETE FROM audit_entry WHERE seq = 5", 5),
        ("DELETE FROM audit_entry WHERE seq = 1", 1),
        ("UPDATE audit_head SET seq = 4", 6),
        ("DELETE FROM audit_head", 6),
    ],
)
async def test_whoever_gets_past_that_is_found_at_the_first_entry_that_does_not_fit(
    database: Database, merchant: Merchant, tampering: str, broken_at: int
) -> None:
    await written(database, scope_of_system(merchant.id, "test"), 5)
    async with database.transaction() as db:
        await _off_guard(db, database, tampering)
    async with database.reading() as db:
        assert (await verify(db, merchant.id)).broken_at == broken_at


async def _off_guard(db, database: Database, tampering: str) -> None:
    """As somebody who owns the database would."""
    if database.is_sqlite:
        triggers = (await db.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%'"))).all()
        for name, _ in triggers:
            await db.execute(text(f"DROP TRIGGER {name}"))
        await db.execute(text(tampering))
        for _, sql in triggers:
            await db.execute(text(sql.replace(":", "\\:")))
        return
    await db.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
    await db.execute(text(tampering))
    await db.execute(text("ALTER TABLE audit_entry ENABLE TRIGGER USER"))


async def test_it_is_searched_by_who_what_about_and_when(database: Database, merchant: Merchant) -> None:
    scope = scope_of_system(merchant.id, "job")
    await written(database, scope, 6)
    async with database.transaction() as db:
        ada = Person(email="ada@example.com", name="Ada Lovelace")
        db.add(ada)
        await db.flush()
        await audit.note(db, replace(scope, actor=f"person:{ada.id}"), "order.noted", "order:1", at=NOW + timedelta(days=1), label="#50_1")
    async with database.reading() as db:

        async def found(**asked) -> list[str]:
            return [entry.label for entry in (await entries(db, scope, Asked(**asked))).items]

        assert await found(actor=f"person:{ada.id}") == ["#50_1"]
        assert await found(action="staff") == ["Ada 5", "Ada 3", "Ada 1"]
        assert await found(action="staff.invited", words="ada 3") == ["Ada 3"]
        assert await found(words="50_") == ["#50_1"] and await found(words="50%1") == []
        assert await found(since=NOW + timedelta(days=1)) == ["#50_1"]
        assert await found(before=NOW + timedelta(minutes=1)) == ["Ada 0"]
        actors, actions = await choices(db, scope)
        assert actions == ["order.noted", "profile.changed", "staff.invited"]
        assert await names_of(db, scope, actors) == {f"person:{ada.id}": "Ada Lovelace"}


async def test_pages_and_the_whole_follow_one_another_without_a_gap(database: Database, merchant: Merchant) -> None:
    scope = scope_of_system(merchant.id, "job")
    await written(database, scope, 502)
    async with database.reading() as db:
        first = await entries(db, scope, Asked(), limit=2)
        second = await entries(db, scope, Asked(), limit=2, cursor=first.next_cursor)
        assert [entry.seq for entry in first.items + second.items] == [502, 501, 500, 499]
        assert [entry.seq async for entry in every_entry(db, scope, Asked())] == list(range(502, 0, -1))
        with pytest.raises(Invalid):
            await entries(db, scope, Asked(), cursor="forged")


async def test_nobody_reads_another_merchants_log_or_without_the_permission(database: Database, merchant: Merchant) -> None:
    await written(database, scope_of_system(merchant.id, "job"))
    async with database.transaction() as db:
        rival = Merchant(slug="rival", name="Rival")
        db.add(rival)
    async with database.reading() as db:
        assert (await entries(db, scope_of_system(rival.id, "job"), Asked())).items == []
        with pytest.raises(NotAllowed):
            await entries(db, replace(scope_of_system(merchant.id, "job"), permissions=frozenset()), Asked())


async def test_what_is_kept_reads_back_as_it_was_told(database: Database, merchant: Merchant) -> None:
    await written(database, scope_of_system(merchant.id, "job"), 1)
    async with database.reading() as db:
        entry = (await db.execute(select(AuditEntry).order_by(col(AuditEntry.seq)))).scalars().one()
    assert entry.after == {"name": "ü", "sum": "1.50", "2": [1, 2]} and entry.at <= now()

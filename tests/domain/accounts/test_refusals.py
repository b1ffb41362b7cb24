"""Guesses at accounts come into the log of the shops where their people work, few lines however many they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import func
from sqlmodel import select

from tests.builders import a_merchant, a_person
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.audit_verify import verify
from wesupply_ui.domain.accounts.models import Membership
from wesupply_ui.domain.accounts.refusals import RefusedSignIn, count_refusal
from wesupply_ui.jobs.accounts import tell_refusals
from wesupply_ui.kernel.db import Database

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


async def guess(database: Database, account: str, person_id: str | None, *, at: datetime, address: str = "203.0.113.7") -> None:
    async with database.transaction() as db:
        await count_refusal(db, account, person_id, way="password", address=address, now=at)


async def noted(database: Database) -> list[AuditEntry]:
    async with database.reading() as db:
        found = select(AuditEntry).where(AuditEntry.action == "sign_in.refused").order_by(AuditEntry.merchant_id, AuditEntry.seq)  # type: ignore[arg-type]
        return list((await db.execute(found)).scalars())


async def test_guesses_at_an_account_are_told_at_once_and_then_once_an_hour(database: Database) -> None:
    async with database.transaction() as db:
        ada = (await a_person(db, acme := await a_merchant(db, password=None), "ada@example.com")).id
    for minute in range(130):
        await guess(database, "ada@example.com", ada, at=NOW + timedelta(minutes=minute), address=f"203.0.113.{minute % 7}")
        await tell_refusals(database, NOW + timedelta(minutes=minute))
    first, second, third = await noted(database)
    assert (first.merchant_id, first.actor, first.subject, first.label) == (acme.id, "stranger", f"person:{ada}", "Ada")
    assert (first.origin, first.after, first.at) == ("203.0.113.0", {"tries": 1, "way": "password"}, NOW)
    assert [each.after["tries"] for each in (second, third)] == [60, 60]
    assert len(second.after["addresses"]) == 5 and second.origin == second.after["addresses"][-1]
    async with database.reading() as db:
        assert (await verify(db, acme.id)).broken_at is None


async def test_every_shop_of_the_person_reads_of_it_and_no_other(database: Database) -> None:
    async with database.transaction() as db:
        acme, rival, other = [await a_merchant(db, slug, password=None) for slug in ("acme", "rival", "other")]
        ada = (await a_person(db, acme, "ada@example.com")).id
        db.add_all(
            [
                Membership(merchant_id=rival.id, person_id=ada, role="support"),
                Membership(merchant_id=other.id, person_id=ada, role="support", is_active=False),
            ]
        )
    await guess(database, "ada@example.com", ada, at=NOW)
    await tell_refusals(database, NOW)
    assert {each.merchant_id for each in await noted(database)} == {acme.id, rival.id}


async def test_guesses_at_nobodys_account_leave_the_same_row_and_no_entry(database: Database) -> None:
    for minute in range(3):
        await guess(database, "nobody@example.com", None, at=NOW + timedelta(minutes=minute))
    await tell_refusals(database, NOW + timedelta(minutes=5))
    async with database.reading() as db:
        row = (await db.execute(select(RefusedSignIn))).scalar_one()
    assert row.count == 3 and "nobody" not in repr(row) and await noted(database) == []
    await tell_refusals(database, NOW + timedelta(days=2))
    async with database.reading() as db:
        assert (await db.execute(select(func.count()).select_from(RefusedSignIn))).scalar_one() == 0

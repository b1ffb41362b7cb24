"""Moves a finished demo merchant from the database it was made in to the real one, all at once, and takes an old one away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Table, delete, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from wesupply_ui.domain import tables
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person
from wesupply_ui.kernel.db import Database

_ROWS_AT_ONCE = 200
_APPEND_ONLY = ("audit_entry", "journal_entry", "journal_posting")


async def move(source: Database, target: AsyncSession, *, merchant_id: str) -> int:
    """Copy every row that belongs to the merchant into the target's transaction; returns how many there were.

    People who are there already (by mail address) must have been taken away before: see `remove`.
    """
    copied = 0
    async with source.reading() as db:
        for table in tables.metadata.sorted_tables:
            mine = await _mine(db, table, merchant_id)
            if mine is None:
                continue
            rows = [dict(row) for row in (await db.execute(select(table).where(mine))).mappings()]
            for start in range(0, len(rows), _ROWS_AT_ONCE):
                await target.execute(insert(table), rows[start : start + _ROWS_AT_ONCE])
            copied += len(rows)
    return copied


async def remove(db: AsyncSession, *, merchant_id: str) -> None:
    """Delete the merchant with everything that is theirs, and those of their people who belong to nobody else."""
    people = (await db.execute(select(Membership.person_id).where(col(Membership.merchant_id) == merchant_id))).scalars().all()
    for table in reversed(tables.metadata.sorted_tables):
        mine = await _mine(db, table, merchant_id)
        if mine is not None and table.name in _APPEND_ONLY:
            async with _log_open(db, table.name):
                await db.execute(delete(table).where(mine))
        elif mine is not None and table.name != "person":
            await db.execute(delete(table).where(mine))
    elsewhere = select(Membership.person_id)
    await db.execute(delete(Person).where(col(Person.id).in_(people), col(Person.id).not_in(elsewhere)))


@asynccontextmanager
async def _log_open(db: AsyncSession, name: str) -> AsyncIterator[None]:
    """Logs refuse deletion. A demo merchant goes with its logs, in the command's own transaction, so nobody sees them open."""
    if db.get_bind().dialect.name == "postgresql":
        await db.execute(text(f"ALTER TABLE {name} DISABLE TRIGGER USER"))
        yield
        await db.execute(text(f"ALTER TABLE {name} ENABLE TRIGGER USER"))
        return
    triggers = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name")
    kept = (await db.execute(triggers, {"name": name})).all()
    for trigger, _sql in kept:
        await db.execute(text(f'DROP TRIGGER "{trigger}"'))
    yield
    for _name, sql in kept:
        await db.execute(text(sql))


async def _mine(db: AsyncSession, table: Table, merchant_id: str) -> Any | None:
    """Which rows of a table are the merchant's; None for tables that belong to all."""
    if table.name == "merchant":
        return table.c.id == merchant_id
    if table.name == "person":
        return table.c.id.in_(select(Membership.person_id).where(col(Membership.merchant_id) == merchant_id))
    if "merchant_id" in table.c:
        return table.c.merchant_id == merchant_id
    for column in table.columns:  # a part of something that is the merchant's, such as what is in a shipment
        for key in column.foreign_keys:
            whole = key.column.table
            if "merchant_id" in whole.c:
                return column.in_(select(whole.c.id).where(whole.c.merchant_id == merchant_id))
    return None


async def demo_merchant(db: AsyncSession, slug: str) -> Merchant | None:
    """The demo merchant, if there is one."""
    return (await db.execute(select(Merchant).where(col(Merchant.slug) == slug, col(Merchant.is_demo)))).scalar_one_or_none()

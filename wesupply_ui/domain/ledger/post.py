"""Writes an entry into the journal, once for its key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.balance import balanced
from wesupply_ui.domain.ledger.cause import Cause
from wesupply_ui.domain.ledger.models import JournalEntry, Posting
from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.kernel.language import _

MOST_KEY = 200


class KeyUsed(Conflict):
    """The same key came for something else."""

    code = "key_used"


async def post(
    db: AsyncSession,
    scope: Scope,
    kind: str,
    cause: Cause,
    moves: Mapping[str, int],
    *,
    currency: str,
    order_id: str | None = None,
    customer_id: str | None = None,
    data: Mapping[str, Any] | None = None,
    happened_at: datetime | None = None,
    now: datetime,
) -> tuple[JournalEntry, bool]:
    """The entry, and whether it is new. KeyUsed when the key stands for another deed. Unbalanced unless it adds up to nothing."""
    postings = balanced(*moves.items())
    entry = JournalEntry(
        merchant_id=scope.merchant_id,
        kind=kind,
        key=cause.key,
        digest=digest_of(kind, cause, moves, currency, order_id, data or {}),
        order_id=order_id,
        customer_id=customer_id,
        currency=currency,
        cause_kind=cause.kind,
        cause_id=cause.id,
        actor=scope.actor,
        data=dict(data or {}),
        happened_at=happened_at or now,
        booked_at=now,
    )
    if not await _write(db, entry):
        known = await entry_by_key(db, scope, cause.key)
        if known is None or known.digest != entry.digest:
            raise key_used()
        return known, False
    whose = {"entry_id": entry.id, "merchant_id": scope.merchant_id}
    rows = [whose | {"account": account, "amount_minor": amount} for account, amount in postings.items()]
    if rows:
        await db.execute(insert(Posting), rows)
    return entry, True


async def _write(db: AsyncSession, entry: JournalEntry) -> bool:
    """False when the key is taken."""
    writes = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    row = writes(JournalEntry).values(**entry.model_dump()).on_conflict_do_nothing().returning(col(JournalEntry.id))
    return (await db.execute(row)).first() is not None


async def entry_by_key(db: AsyncSession, scope: Scope, key: str) -> JournalEntry | None:
    """The merchant's entry under this key."""
    mine = (col(JournalEntry.merchant_id) == scope.merchant_id) & (col(JournalEntry.key) == key)
    return (await db.execute(select(JournalEntry).where(mine))).scalar_one_or_none()


def digest_of(kind: str, cause: Cause, moves: Mapping[str, int], currency: str, order_id: str | None, data: Mapping[str, Any]) -> str:
    """What tells one deed from another."""
    told = [kind, cause.kind, cause.id, sorted(item for item in moves.items() if item[1]), currency, order_id, dict(data)]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def key_used() -> KeyUsed:
    """In words."""
    return KeyUsed(_("This key was used for something else; nothing was done."))

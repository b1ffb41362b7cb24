"""Who did what, when and from where: an entry for every action of staff and machines, chained so that a change shows.

Each merchant has a chain of its own. An entry's hash covers its content and the hash before it; the head's row is locked while one is
added, so that entries of two processes cannot fork the chain. The tables refuse updates and deletes (triggers in the migration).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel import live
from wesupply_ui.kernel.ids import new_id

FIRST = "0" * 64


class AuditHead(SQLModel, table=True):
    """Where a merchant's chain ends."""

    __tablename__ = "audit_head"  # type: ignore[assignment]

    merchant_id: str = Field(primary_key=True, foreign_key="merchant.id")
    seq: int = 0
    hash: str = FIRST


class AuditEntry(SQLModel, table=True):
    """`action` is `<noun>.<past participle>` ("staff.invited"); `subject` `<noun>:<id or key>`; `label` says it to a person.

    `before` and `after` hold only the fields that changed, secrets never. `actor`, `origin`: as in `Scope`.
    """

    __tablename__ = "audit_entry"  # type: ignore[assignment]
    __table_args__ = (
        UniqueConstraint("merchant_id", "seq"),
        Index("ix_audit_entry_at", "merchant_id", "at"),
        Index("ix_audit_entry_actor", "merchant_id", "actor", "seq"),
        Index("ix_audit_entry_action", "merchant_id", "action", "seq"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    merchant_id: str = Field(foreign_key="merchant.id")
    seq: int
    at: datetime
    actor: str
    origin: str = ""
    action: str
    subject: str
    label: str = ""
    before: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    after: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    previous: str
    hash: str


def audit_topic(merchant_id: str) -> str:
    """The live topic that tells that the log has grown."""
    return f"audit:{merchant_id}"


async def note(
    db: AsyncSession,
    scope: Scope,
    action: str,
    subject: str,
    *,
    at: datetime,
    label: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Add an entry to the merchant's chain, in the transaction of what it tells. Call it last: the chain is locked until the commit."""
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    await db.execute(insert(AuditHead).values(merchant_id=scope.merchant_id, seq=0, hash=FIRST).on_conflict_do_nothing())
    mine = select(AuditHead).where(AuditHead.merchant_id == scope.merchant_id).with_for_update().execution_options(populate_existing=True)
    head = (await db.execute(mine)).scalar_one()
    entry = AuditEntry(
        merchant_id=scope.merchant_id,
        seq=head.seq + 1,
        at=at,
        actor=scope.actor,
        origin=scope.origin,
        action=action,
        subject=subject,
        label=label.replace("\0", "")[:300],
        before=_plain(before),
        after=_plain(after),
        previous=head.hash,
        hash="",
    )
    entry.hash = hash_of(entry)
    head.seq, head.hash = entry.seq, entry.hash
    db.add(entry)
    live.announce(db, audit_topic(scope.merchant_id))
    await db.flush()
    return entry


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """As it will be read back from any database, so that the hash fits then too."""
    return json.loads(json.dumps(dict(values or {}), default=str).replace("\\u0000", ""))


def hash_of(entry: AuditEntry) -> str:
    """SHA-256, hex, over the entry's content and the hash before it; the same on every database."""
    content = [
        entry.previous, entry.merchant_id, entry.seq, entry.at.isoformat(), entry.actor, entry.origin, entry.action,
        entry.subject, entry.label, entry.before, entry.after,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":"), default=str).encode()).hexdigest()

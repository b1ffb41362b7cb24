"""Brings facts to those who act on them. Each fact at least once; one that a handler stumbles over is tried again later, alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.kernel import outbox
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.outbox import Fact

BATCH = 50

_log = structlog.get_logger(__name__)


class Handler(Protocol):
    """Acts on a fact within the transaction given: queues a message, notes a figure. Told twice, it changes nothing more."""

    async def __call__(self, db: AsyncSession, fact: Fact, *, now: datetime) -> None: ...


async def dispatch_due(database: Database, handlers: Sequence[Handler], now: datetime) -> int:
    """Bring every fact that is due at `now` to all handlers, the earliest happening first; returns how many were handled."""
    handled = 0
    while True:
        async with database.reading() as db:
            waiting = await db.execute(select(Fact.id).where(col(Fact.handled_at).is_(None), Fact.due_at <= now).limit(1))
            if waiting.first() is None:
                return handled
        async with database.transaction() as db:
            ids = await outbox.due(db, now=now, limit=BATCH)
        if not ids:
            return handled
        async with database.transaction() as db:
            handled += await _dispatch(db, ids, handlers, now)


async def _dispatch(db: AsyncSession, ids: Sequence[str], handlers: Sequence[Handler], now: datetime) -> int:
    """A batch in one transaction, each fact behind its own savepoint: what one of them wrote before it failed is undone alone."""
    facts = (await db.execute(select(Fact).where(col(Fact.id).in_(ids)).order_by(col(Fact.happened_at), col(Fact.id)))).scalars().all()
    handled = 0
    for fact in facts:
        if fact.handled_at is not None:
            continue
        try:
            async with db.begin_nested():
                for handler in handlers:
                    await handler(db, fact, now=now)
        except Exception as error:
            _log.exception("outbox.handler_failed", fact=fact.name, subject=fact.subject)
            outbox.failed(fact, repr(error), now=now)
            continue
        outbox.handled(fact, now=now)
        handled += 1
    return handled

"""Tells the audit log that somebody sent orders: one entry for a request or a file, with counts; the orders tell the rest themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.tracking.take_in import Became, Outcome


async def note_sent(db: AsyncSession, scope: Scope, outcomes: Sequence[Outcome], *, now: datetime) -> None:
    """A request's orders. Sending again what is known already is no news: shops do so every few minutes."""
    counts = Counter(each.became for each in outcomes)
    if counts.total() != counts[Became.UNCHANGED]:
        only = outcomes[0].number or outcomes[0].external_id if len(outcomes) == 1 else None
        await _note(db, scope, "orders.sent", counts, label=only or "", now=now)


async def note_imported(db: AsyncSession, scope: Scope, counts: Mapping[Became, int], *, kind: str, now: datetime) -> None:
    """A file's orders."""
    await _note(db, scope, "orders.imported", counts, label=kind, now=now)


async def _note(db: AsyncSession, scope: Scope, action: str, counts: Mapping[Became, int], *, label: str, now: datetime) -> None:
    told = {each.value: counts[each] for each in Became if counts.get(each)}
    await audit.note(db, scope, action, "orders:batch", at=now, label=label, after=told)

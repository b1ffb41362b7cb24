"""A return was approved, or is to come another way, or not at all: its labels follow. Called for every fact by the outbox job."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.returns.held import hold
from wesupply_ui.domain.returns.labelled.keep import give_back_unneeded, sum_up, want_missing
from wesupply_ui.kernel.outbox import Fact

_WANTS = frozenset({"return.approved", "return.method_changed"})
_ENDS = frozenset({"return.declined", "return.withdrawn", "return.expired"})
_MOVES = frozenset({"return.sent", "return.number_added", "return.received", "return.lost"})


async def on_fact(db: AsyncSession, fact: Fact, *, now: datetime) -> None:
    """What was not bought when the fact was told first is not bought when it is told again: the fact is the label's key."""
    if fact.name not in _WANTS | _ENDS | _MOVES:
        return
    scope = scope_of_system(fact.merchant_id, "job")
    held = await hold(db, scope, fact.subject.removeprefix("return:"))
    if fact.name in _WANTS | _ENDS:
        await give_back_unneeded(db, scope, held, now=now)
    if fact.name in _WANTS:
        await want_missing(db, scope, held, fact.id, now=now)
    await sum_up(db, scope, held, now=now)

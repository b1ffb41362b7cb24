"""Somebody looks after a return, and after its refunds that don't go by themselves; or nobody in particular does any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_SETTLE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.assign import assignee
from wesupply_ui.domain.returns.held import Held, done, hold
from wesupply_ui.domain.returns.on_refund import give_owners


async def assign_return(db: AsyncSession, scope: Scope, key: str, to: str, *, now: datetime) -> Held:
    """`to`: a person's id, "me", or nothing for nobody. Invalid for somebody who does not work here."""
    scope.require(RETURNS_SETTLE)
    held = await hold(db, scope, key)
    person = await assignee(db, scope, to)
    before, after = held.request.assigned_to, person.id if person else None
    if before == after:
        return held
    held.request.assigned_to = after
    await give_owners(db, scope, held)
    await done(db, scope, held, "assigned", [], now=now, before={"assigned_to": before}, after={"assigned_to": after})
    return held

"""Somebody looks after a return, and after its refunds that don't go by themselves; or nobody in particular does any more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE, RETURNS_SETTLE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.assign import assignee
from wesupply_ui.domain.returns.held import Held, done, hold
from wesupply_ui.domain.returns.on_refund import give_owners
from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.intake import Field, Findings
from wesupply_ui.kernel.language import _

_FIELDS = {"person": Field("person", fields.text(64))}


async def assign(db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime) -> Held:
    """`raw`: {"person": a person's id, "me", or null for nobody}. Invalid for somebody who does not work here."""
    findings = Findings()
    values, unknown = intake.take(dict(raw), _FIELDS, "", findings, frozenset())
    for name in unknown:
        findings.problem(name, _("is no field of this"))
    if findings.problems:
        raise Invalid(_("This can't be done as it was sent."), problems=tuple(findings.problems))
    return await assign_return(db, scope, key, values.get("person") or "", now=now)


async def assign_return(db: AsyncSession, scope: Scope, key: str, to: str, *, now: datetime) -> Held:
    """`to`: a person's id, "me", or nothing for nobody. For who decides about returns or pays them. Invalid for who does not work here."""
    if not scope.may(RETURNS_SETTLE):
        scope.require(RETURNS_DECIDE)
    held = await hold(db, scope, key)
    person = await assignee(db, scope, to)
    await give(db, scope, held, person.id if person else None, now=now)
    return held


async def give(db: AsyncSession, scope: Scope, held: Held, person_id: str | None, *, now: datetime) -> None:
    """To a person who was checked; nothing happens when it is theirs already."""
    before = held.request.assigned_to
    if before == person_id:
        return
    held.request.assigned_to = person_id
    await give_owners(db, scope, held)
    await done(db, scope, held, "assigned", [], now=now, before={"assigned_to": before}, after={"assigned_to": person_id})

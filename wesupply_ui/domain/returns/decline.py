"""Somebody says no to a return, or to some of it, with a reason that the shopper reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.held import Held, done, hold, move
from wesupply_ui.domain.returns.picks import items_in, picked, read_said
from wesupply_ui.domain.returns.tracks import Track
from wesupply_ui.kernel import fields
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.intake import REQUIRED, Field
from wesupply_ui.kernel.language import _

_OWN = {"reason": Field("reason", fields.text(1000), REQUIRED)}


async def decline(db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime) -> Held:
    """`raw`: {"reason": "It was worn."} for everything that waits, with "items" for some of it, also of what was approved before."""
    scope.require(RETURNS_DECIDE)
    said = read_said(raw, _OWN, {})
    if "reason" not in said.values:
        problem = FieldProblem("reason", _("is missing; the shopper reads it"))
        raise Invalid(_("Please say why."), problems=(problem,))
    held = await hold(db, scope, key)
    items = items_in(await picked(db, held, said, lambda each: each.authorisation == "requested"))
    for each in items:
        move(each, Track.AUTHORISATION, "declined")
        each.decided_at, each.decision_note = now, said.values["reason"]
    await done(db, scope, held, "declined", items, now=now, after={"items": sum(each.quantity for each in items)})
    return held

"""A shopper takes a return back, or staff cancel it for them: as long as nothing has arrived and no money moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.admit import admit, is_shopper
from wesupply_ui.domain.returns.held import Held, done, hold, move, tracks_of
from wesupply_ui.domain.returns.picks import items_in, picked, read_said
from wesupply_ui.domain.returns.tracks import BLOCKED, NotNow, Track, why_not
from wesupply_ui.kernel.language import _

_SENT = BLOCKED["was_sent"]
_NOT_SENT = ("awaiting", "kept_by_shopper")


async def withdraw(db: AsyncSession, scope: Scope, key: str, raw: Mapping[str, Any], *, now: datetime) -> Held:
    """`raw`: {} for all of it, or "items". What was sent already, staff alone can cancel."""
    admit(scope, RETURNS_DECIDE)
    said = read_said(raw, {}, {})
    held = await hold(db, scope, key)
    items = items_in(await picked(db, held, said, lambda each: why_not(tracks_of(each), Track.AUTHORISATION, "withdrawn") is None))
    if is_shopper(scope) and any(each.logistics not in _NOT_SENT for each in items):
        raise NotNow(_(_SENT))
    for each in items:
        move(each, Track.AUTHORISATION, "withdrawn")
        each.decided_at = now
    await done(db, scope, held, "withdrawn", items, now=now, after={"items": sum(each.quantity for each in items)})
    return held

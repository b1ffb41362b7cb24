"""Staff remind a shopper of what they have not sent yet. Not twice within a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.held import Held, done, hold
from wesupply_ui.domain.returns.picks import items_in, picked, read_said
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest
from wesupply_ui.domain.returns.tracks import NotNow
from wesupply_ui.kernel.language import _

APART = timedelta(days=1)


async def remind(db: AsyncSession, scope: Scope, key: str, raw: dict[str, Any], *, now: datetime) -> Held:
    """The fact `return.reminded`, as time alone would tell it. NotNow when nothing is to be sent, or who was reminded a moment ago."""
    scope.require(RETURNS_DECIDE)
    said = read_said(raw, {}, {})
    held = await hold(db, scope, key)
    items = items_in(await picked(db, held, said, is_waited_for))
    if was_reminded(held.request, now):
        raise NotNow(_("The shopper was reminded within the last day."))
    held.request.reminded_at = now
    await done(db, scope, held, "reminded", items, now=now, after={"items": sum(each.quantity for each in items)})
    return held


def is_waited_for(item: ReturnItem) -> bool:
    """Approved and not sent."""
    return item.authorisation == "approved" and item.logistics == "awaiting"


def was_reminded(request: ReturnRequest, now: datetime) -> bool:
    """A moment ago."""
    return request.reminded_at is not None and now - request.reminded_at < APART

"""Staff have read an answer and have nothing to say to it: the return goes on as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.held import Held, done, hold
from wesupply_ui.domain.returns.tracks import NotNow
from wesupply_ui.kernel.language import _


async def take_note(db: AsyncSession, scope: Scope, key: str, _raw: Mapping[str, Any] | None = None, *, now: datetime) -> Held:
    """NotNow when nothing waits to be read, or when it is an appeal, which wants a yes or a no."""
    scope.require(RETURNS_DECIDE)
    held = await hold(db, scope, key)
    if held.request.turn is None and held.request.appeal_at is None:
        return held
    if held.request.appeal_at is not None:
        raise NotNow(_("An appeal wants a yes or a no."))
    held.request.turn = None
    await done(db, scope, held, "answer_read", (), now=now)
    return held

"""A box is here and no return: one is made of its order on the spot. Judged as any return; what is here needs no label."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.eligibility import UNANNOUNCED
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.open_return import open_return

CARRIED = "own_carrier"


async def announce(db: AsyncSession, scope: Scope, raw: Mapping[str, Any], *, now: datetime) -> Held:
    """`raw`: as `open_return` takes it; lines without a reason came unannounced. It came by the shopper's carrier, whatever is offered."""
    scope.require(RETURNS_DECIDE)
    lines = [{"reason": UNANNOUNCED} | dict(each) if isinstance(each, Mapping) else each for each in raw.get("lines") or []]
    held = await open_return(db, scope, dict(raw) | {"lines": lines}, now=now)
    for each in held.items:
        each.method = CARRIED
        if each.logistics == "kept_by_shopper":
            each.logistics = "awaiting"
    held.request.method = CARRIED
    await db.flush()
    return held

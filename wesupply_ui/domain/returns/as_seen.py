"""Does somebody decide about what they saw? Who acts on a page that was overtaken is told who did what meanwhile, and nothing happens."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.held import hold
from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.kernel.language import _


class Overtaken(Conflict):
    """The return is no longer as it was shown."""

    code = "overtaken"


async def as_seen(db: AsyncSession, scope: Scope, key: str, seen: str) -> None:
    """Lock the return until the transaction ends. Overtaken when it has changed since; `seen` is `mark_of` what was shown."""
    held = await hold(db, scope, key)
    if mark_of(held.request.updated_at) != seen:
        raise Overtaken(_("This return has changed meanwhile. Nothing was done: please look again."))


def mark_of(updated_at: datetime) -> str:
    """What a page remembers of the state it showed."""
    return updated_at.isoformat()

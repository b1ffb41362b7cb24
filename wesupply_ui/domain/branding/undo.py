"""The last save of the brand is taken back: the shop looks as it did before it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import BRANDING_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.branding.queries import last_save
from wesupply_ui.domain.branding.save import branded_merchant, replaced
from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.kernel.language import _


async def undo(db: AsyncSession, scope: Scope, version_id: str, *, now: datetime) -> Merchant:
    """Take back the save that the person saw as the last one. Conflict when somebody saved or took it back meanwhile."""
    scope.require(BRANDING_WRITE)
    merchant = await branded_merchant(db, scope, lock=True)
    last = await last_save(db, scope)
    if last is None or last.id != version_id or last.after != merchant.brand:
        raise Conflict(_("Somebody changed the branding meanwhile. Look at it again before you undo."))
    last.undone_at = now
    await replaced(db, scope, merchant, dict(last.before), action="branding.undone", now=now)
    return merchant

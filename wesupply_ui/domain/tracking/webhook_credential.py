"""With which credential does a carrier push news of a merchant's parcels? Shown to who sets pushes up, and noted that it was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import CARRIERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.tracking.news_pushed import WEBHOOK, credential_subject
from wesupply_ui.kernel.secrets import capability


async def reveal_webhook(db: AsyncSession, scope: Scope, carrier: str, *, now: datetime) -> str:
    """The credential of this merchant's pushes from this carrier."""
    scope.require(CARRIERS_WRITE)
    await audit.note(db, scope, "carrier.webhook_shown", f"carrier:{carrier}", at=now, label=carrier)
    return capability(WEBHOOK, credential_subject(scope.merchant_id, carrier), 1)

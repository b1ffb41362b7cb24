"""A merchant takes a field of their own out of use, or back into it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import SETTINGS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.custom.keep import index_field
from wesupply_ui.domain.orders.custom.models import OrderField
from wesupply_ui.domain.orders.custom.queries import field_by_id


async def archive_field(db: AsyncSession, scope: Scope, field_id: str, *, now: datetime, back: bool = False) -> OrderField:
    """Take a field out of use, or `back` into it. What orders have in it stays."""
    scope.require(SETTINGS_WRITE)
    field = await field_by_id(db, scope, field_id)
    if (field.archived_at is None) == back:
        return field
    field.archived_at, field.updated_at = None if back else now, now
    await db.flush()
    if field.is_searched:
        await index_field(db, field)
    await audit.note(db, scope, "field.restored" if back else "field.archived", f"field:{field.id}", at=now, label=field.label)
    return field

"""A merchant puts their own fields in another order."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import SETTINGS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.custom.models import OrderField
from wesupply_ui.domain.orders.custom.queries import field_by_id, fields_of


async def move_field(db: AsyncSession, scope: Scope, field_id: str, places: int, *, now: datetime) -> list[OrderField]:
    """Move a field up (negative) or down by so many places; the fields in use in their new order."""
    scope.require(SETTINGS_WRITE)
    in_use = await fields_of(db, scope)
    moved = await field_by_id(db, scope, field_id)
    if moved not in in_use:
        return in_use
    at = in_use.index(moved)
    to = min(max(at + places, 0), len(in_use) - 1)
    in_use.insert(to, in_use.pop(at))
    if to != at:
        for position, field in enumerate(in_use):
            field.position = position
        await db.flush()
        await audit.note(
            db, scope, "field.moved", f"field:{moved.id}", at=now, label=moved.label, before={"place": at}, after={"place": to}
        )
    return in_use

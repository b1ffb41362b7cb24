"""A merchant takes a location out of use, or back into it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import LOCATIONS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.locations.queries import location_by_id


async def archive_location(db: AsyncSession, scope: Scope, location_id: str, *, now: datetime, back: bool = False) -> Location:
    """Orders that name it, and staff who work there, keep it."""
    scope.require(LOCATIONS_WRITE)
    location = await location_by_id(db, scope, location_id)
    if (location.archived_at is None) == back:
        return location
    location.archived_at, location.updated_at = None if back else now, now
    action = "location.restored" if back else "location.archived"
    await audit.note(db, scope, action, f"location:{location.id}", at=now, label=location.name)
    return location

"""Which places could no parcel be sent to, for want of a part of their address? For those who set returns and labels up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from wesupply_ui.domain.accounts.permissions import SETTINGS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.locations.queries import visible_to

NEEDED = ("line1", "city", "postcode", "country")
RECEIVING = ("return_centre", "warehouse", "vendor", "recycling")
MOST = 50


@dataclass(frozen=True, slots=True)
class Receiver:
    """A place that parcels go to. `lacks`: of `NEEDED`, empty where all is there."""

    id: str
    name: str
    city: str
    lacks: tuple[str, ...]


async def receivers(db: AsyncSession, scope: Scope) -> list[Receiver]:
    """Places in use that returns are sent to, those that lack something first."""
    scope.require(SETTINGS_READ)
    query = visible_to(scope).where(col(Location.archived_at).is_(None), col(Location.kind).in_(RECEIVING))
    rows = (await db.execute(query.order_by(func.lower(Location.name)).limit(MOST))).scalars()
    found = [Receiver(each.id, each.name, str((each.address or {}).get("city") or ""), _lacks(each.address or {})) for each in rows]
    return sorted(found, key=lambda each: not each.lacks)


def _lacks(address: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in NEEDED if not str(address.get(name) or "").strip())

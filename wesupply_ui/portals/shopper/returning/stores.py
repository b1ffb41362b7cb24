"""Which stores take things back, where they are, and are they open?"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.locations.queries import search_locations
from wesupply_ui.portals.shopper.opening import open_now
from wesupply_ui.portals.shopper.returning.rows import StoreRow
from wesupply_ui.portals.shopper.tracking.saying import Saying

MOST = 20


async def store_rows(db: AsyncSession, scope: Scope, saying: Saying, home: dict[str, object]) -> list[StoreRow]:
    """Stores in use that take returns; first those of the shopper's town, then of their region."""
    found = [each for each in await search_locations(db, scope, kind="store") if "returns" in each.services]
    found.sort(key=lambda each: -sum(bool(each.address.get(part)) and each.address.get(part) == home.get(part) for part in _NEAR))
    return [_row(each, saying) for each in found[:MOST]]


_NEAR = ("country", "region", "city", "postcode")


def _row(store: Location, saying: Saying) -> StoreRow:
    address = store.address
    town = " ".join(str(part) for part in (address.get("city"), address.get("region"), address.get("postcode")) if part)
    lines = [str(line) for line in (address.get("line1"), address.get("line2"), town) if line]
    return StoreRow(store.name, lines, open_now(store, saying), store.phone or "")

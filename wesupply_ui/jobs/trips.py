"""Notes the ways of delivered parcels that figures are counted from, where nobody has noted them yet."""

from __future__ import annotations

from wesupply_ui.domain.insights import note_trips
from wesupply_ui.kernel.db import Database


async def note_missing(database: Database) -> int:
    """A batch; how many parcels it held."""
    async with database.transaction() as db:
        return await note_trips.note_missing(db)

"""Which of the locations that orders name are there? Asked once for a batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.locations.models import Location
from wesupply_ui.kernel.intake import storable

_AT_ONCE = 500


async def places_of(db: AsyncSession, merchant_id: str, raw_orders: Iterable[Any]) -> frozenset[str]:
    """Those external ids of locations named by lines of raw orders that are the merchant's."""
    named = sorted({name for raw in raw_orders for name in _named(raw)})
    found: set[str] = set()
    for start in range(0, len(named), _AT_ONCE):
        among = col(Location.external_id).in_(named[start : start + _AT_ONCE])
        found.update((await db.execute(select(Location.external_id).where(Location.merchant_id == merchant_id, among))).scalars())
    return frozenset(found)


def _named(raw: Any) -> Iterator[str]:
    lines = raw.get("lines") if isinstance(raw, dict) else None
    for line in lines if isinstance(lines, list) else ():
        place = line.get("location") if isinstance(line, dict) else None
        if type(place) in (str, int) and storable(name := str(place).strip()):
            yield name

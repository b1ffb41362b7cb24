"""How many are where? Notes and reads what a merchant says of its stock by location."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.catalogue.models import StockLevel

_AT_ONCE = 400
_level: Any = StockLevel.__table__  # type: ignore[attr-defined]


async def levels_of(db: AsyncSession, scope: Scope, product_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """By product id: how many at each location, by its external id."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for begin in range(0, len(product_ids), _AT_ONCE):
        some = product_ids[begin : begin + _AT_ONCE]
        mine = select(_level).where(_level.c.merchant_id == scope.merchant_id, _level.c.product_id.in_(some))
        for row in await db.execute(mine.order_by(_level.c.location)):
            found[row.product_id][row.location] = row.quantity
    return found


async def note_levels(db: AsyncSession, scope: Scope, told: Mapping[str, Mapping[str, int]]) -> None:
    """Replace what was known of these products, by their ids."""
    ids = sorted(told)
    for begin in range(0, len(ids), _AT_ONCE):
        some = ids[begin : begin + _AT_ONCE]
        await db.execute(delete(_level).where(_level.c.merchant_id == scope.merchant_id, _level.c.product_id.in_(some)))
    rows = [
        {"product_id": product_id, "location": place, "merchant_id": scope.merchant_id, "quantity": quantity}
        for product_id in ids
        for place, quantity in told[product_id].items()
    ]
    if rows:
        await db.execute(insert(_level), rows)

"""Units come back to the shelf, or leave it again: what is known of a product's stock follows, however many write at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.catalogue.models import Product, StockLevel

_product: Any = Product.__table__  # type: ignore[attr-defined]
_level: Any = StockLevel.__table__  # type: ignore[attr-defined]


async def add_units(db: AsyncSession, scope: Scope, sku: str, location: str | None, units: int, *, now: datetime) -> bool:
    """`units` below zero take away. Whether the catalogue counts this product at all: what it has no number of stays unknown."""
    known = (_product.c.merchant_id == scope.merchant_id) & (_product.c.sku == sku) & _product.c.stock.is_not(None)
    found = (await db.execute(select(_product.c.id).where(known).with_for_update())).scalar_one_or_none()
    if found is None:
        return False
    await db.execute(update(_product).where(_product.c.id == found).values(stock=_product.c.stock + units, updated_at=now))
    if location is not None:
        insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
        row = {"product_id": found, "location": location, "merchant_id": scope.merchant_id, "quantity": units}
        more = {"quantity": _level.c.quantity + units}
        await db.execute(insert(_level).values(row).on_conflict_do_update(index_elements=["product_id", "location"], set_=more))
    return True

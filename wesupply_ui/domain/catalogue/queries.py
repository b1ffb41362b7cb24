"""All reads of the catalogue."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.catalogue.models import Product
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _


async def find_product(db: AsyncSession, scope: Scope, sku: str) -> Product | None:
    """The merchant's product with this SKU."""
    mine = select(Product).where(Product.merchant_id == scope.merchant_id, Product.sku == sku)
    return (await db.execute(mine)).scalar_one_or_none()


async def product_by_sku(db: AsyncSession, scope: Scope, sku: str) -> Product:
    """NotFound when there is none, or when it is another merchant's."""
    found = await find_product(db, scope, sku)
    if found is None:
        raise NotFound(_("There is no such product."))
    return found

"""Whose look-up page is this? The merchant behind the address's name, and what the page says before anybody typed."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.models import FormerSlug, Merchant
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.portals.shopper.branding import brand_row, help_rows
from wesupply_ui.portals.shopper.lookup.rows import LookupRows


async def shop_called(db: AsyncSession, slug: str) -> Merchant:
    """Also by a former slug, so that old links work: compare `slug`. NotFound when nobody is or was called so."""
    wanted = slug[:100].lower()
    found = (await db.execute(select(Merchant).where(Merchant.slug == wanted))).scalar_one_or_none()
    if found is None:
        moved = select(Merchant).join(FormerSlug, FormerSlug.merchant_id == Merchant.id).where(FormerSlug.slug == wanted)  # type: ignore[arg-type]
        found = (await db.execute(moved)).scalar_one_or_none()
    if found is None:
        raise NotFound("There is no shop at this address.")
    return found


def empty_form(merchant: Merchant) -> LookupRows:
    """The page as it is first seen."""
    return LookupRows(brand_row(merchant), help_rows(merchant))

"""From a merchant's settings to the look and the ways of help on the shopper's pages."""

from __future__ import annotations

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.portals.kit.brand import brand_of
from wesupply_ui.portals.shopper.links import mail_address, phone_number, picture_address, web_address
from wesupply_ui.portals.shopper.rows import BrandRow, HelpRow


def brand_row(merchant: Merchant) -> BrandRow:
    """Name, logo and colours; without a site of their own the brand leads to the look-up."""
    brand = merchant.brand
    accent = brand.get("accent")
    return BrandRow(
        name=merchant.name,
        slug=merchant.slug,
        initial=merchant.name.strip()[:1].upper(),
        logo_url=picture_address(brand.get("logo_url")),
        site_url=web_address(brand.get("website")) or f"/s/{merchant.slug}",
        style=brand_of(str(accent) if accent else None).style(),
    )


def help_rows(merchant: Merchant, *, about: str = "") -> list[HelpRow]:
    """Mail, phone and help pages, as far as the merchant has named them. `about` becomes the mail's subject."""
    brand = merchant.brand
    ways = (
        HelpRow("mail", str(brand.get("support_email") or ""), mail_address(brand.get("support_email"), subject=about)),
        HelpRow("phone", str(brand.get("support_phone") or ""), phone_number(brand.get("support_phone"))),
        HelpRow("globe", "Help pages", web_address(brand.get("support_url"))),
    )
    return [way for way in ways if way.url]

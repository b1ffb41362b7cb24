"""From a merchant's settings to the look, the words and the ways of help on the shopper's pages."""

from __future__ import annotations

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.branding.appearance import footer_links, legal_lines, size_of
from wesupply_ui.domain.branding.fonts import stack_of
from wesupply_ui.domain.branding.palette import brand_of, on
from wesupply_ui.domain.branding.read_brand import is_colour
from wesupply_ui.domain.branding.texts import Said, said
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.settings import settings
from wesupply_ui.portals.shopper.links import mail_address, phone_number, picture_address, web_address
from wesupply_ui.portals.shopper.rows import BrandRow, FootRow, HelpRow, LinkRow, PreviewRow, SaidRow

LOGO_HEIGHT = 40


def brand_row(merchant: Merchant) -> BrandRow:
    """Name, logo and colours; without a site of their own the brand leads to the look-up."""
    brand = merchant.brand
    wide = picture_address(brand.get("wide_logo_url"))
    width, height = size_of(brand, "wide_logo_size")
    return BrandRow(
        name=merchant.name,
        slug=merchant.slug,
        initial=merchant.name.strip()[:1].upper(),
        logo_url=picture_address(brand.get("logo_url")),
        site_url=web_address(brand.get("website")) or f"/s/{merchant.slug}",
        style=style_of(merchant),
        wide_logo_url=wide if width else "",
        wide_width=str(round(LOGO_HEIGHT * width / height)) if wide and height else "",
        head="yes" if is_colour(brand.get("header")) else "no",
    )


def style_of(merchant: Merchant) -> dict[str, str]:
    """The `--brand-*` variables: colours that were checked, and one of our lists of typefaces."""
    brand = merchant.brand
    accent, header, font = brand.get("accent"), brand.get("header"), stack_of(brand.get("font"))
    style = brand_of(str(accent) if accent else None).style()
    if is_colour(header):
        style |= {"--brand-head": str(header), "--brand-on-head": on(str(header))}
    return style | ({"--brand-font": font} if font else {})


def help_rows(merchant: Merchant, *, about: str = "") -> list[HelpRow]:
    """Mail, phone and help pages, as far as the merchant has named them. `about` becomes the mail's subject."""
    brand = merchant.brand
    phone, hours = str(brand.get("support_phone") or ""), str(brand.get("support_hours") or "")
    ways = (
        HelpRow("mail", str(brand.get("support_email") or ""), mail_address(brand.get("support_email"), subject=about)),
        HelpRow("phone", f"{phone} ({hours})" if hours else phone, phone_number(brand.get("support_phone"))),
        HelpRow("globe", _("Help pages"), web_address(brand.get("support_url"))),
    )
    return [way for way in ways if way.url]


def said_row(merchant: Merchant, key: str, languages: tuple[str, ...], *, order: str = "") -> SaidRow:
    """The merchant's words for a place of the page, in the first of these languages, the shop's own or English; else ours."""
    brand = merchant.brand
    contact = {"email": str(brand.get("support_email") or ""), "phone": str(brand.get("support_phone") or "")}
    found: Said = said(brand, key, (*languages, merchant.locale, "en"), shop=merchant.name, order=order, **contact)
    return SaidRow(found.words, found.language)


def foot_row(merchant: Merchant, languages: tuple[str, ...]) -> FootRow:
    """The end of the page."""
    words = said_row(merchant, "footer", languages)
    links = [LinkRow(each.label, each.url) for each in footer_links(merchant)]
    legal = " · ".join(legal_lines(merchant))
    return FootRow(words, links, legal, shown=bool(words.words or links or legal))


def preview_row(merchant: Merchant, *, title: str, words: str) -> PreviewRow:
    """What a chat shows of a link; the merchant's own title and words before ours."""
    brand, base = merchant.brand, settings().base_url.rstrip("/")
    image = picture_address(brand.get("preview_image"))
    small = picture_address(brand.get("wide_logo_url")) or picture_address(brand.get("logo_url"))
    shown = image or small
    whole = base + shown if shown.startswith("/") else shown
    return PreviewRow(
        str(brand.get("preview_title") or "") or title,
        str(brand.get("preview_text") or "") or words,
        whole if whole.startswith(("https://", "http://")) and not whole.lower().endswith(".svg") else "",
        "summary_large_image" if image else "summary",
    )


def shop_with(merchant: Merchant, brand: dict[str, object]) -> Merchant:
    """The merchant as it would look with another brand; belongs to no session, so nothing of it is ever written."""
    return Merchant(**(merchant.model_dump() | {"brand": brand}))

"""Whose mail is it? The merchant's brand as a mail may show it: checked colours, whole addresses, plain text."""

from __future__ import annotations

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.branding.appearance import footer_links, legal_lines
from wesupply_ui.domain.branding.fonts import stack_of
from wesupply_ui.domain.branding.texts import said
from wesupply_ui.domain.notifications import colours
from wesupply_ui.domain.notifications.clean import mail_address, one_line, web_address
from wesupply_ui.domain.notifications.letter import Sender


def sender_of(merchant: Merchant, base_url: str, locale: str) -> Sender:
    """The merchant as they sign a mail to a reader of `locale`."""
    brand = merchant.brand
    accent = colours.accent_of(brand.get("accent"))
    email, phone = mail_address(brand.get("support_email")), one_line(brand.get("support_phone"), 40) or None
    foot = said(brand, "footer", (locale, merchant.locale, "en"), shop=merchant.name, email=email or "", phone=phone or "")
    links = [(one_line(each.label, 60), web_address(each.url, base_url)) for each in footer_links(merchant)]
    return Sender(
        name=one_line(merchant.name, 80),
        accent=accent,
        on_accent=colours.text_on(accent),
        link=colours.readable_on_white(accent),
        logo_url=web_address(brand.get("wide_logo_url"), base_url) or web_address(brand.get("logo_url"), base_url),
        website=web_address(brand.get("website"), base_url),
        support_email=email,
        support_phone=phone,
        support_url=web_address(brand.get("support_url"), base_url),
        support_hours=one_line(brand.get("support_hours"), 80),
        font=stack_of(brand.get("font")),
        foot=tuple(line for each in foot.words.splitlines() if (line := one_line(each, 600))),
        foot_language=foot.language,
        links=tuple((label, url) for label, url in links if url),
        legal=tuple(one_line(line, 400) for line in legal_lines(merchant)),
    )

"""Which addresses from outside may become links and pictures? Merchants and shops write them; a page must not run them."""

from __future__ import annotations

from urllib.parse import quote

from wesupply_ui.domain.branding.appearance import web_address

__all__ = ["mail_address", "phone_number", "picture_address", "web_address"]


def picture_address(url: object) -> str:
    """As `web_address`; also a file of this installation ("/demo/boots.svg") and a picture written out ("data:image/…")."""
    text = str(url or "").strip()
    if text.startswith("/") and not text.startswith("//"):
        return text
    return text if text.startswith("data:image/") else web_address(text)


def mail_address(address: object, *, subject: str = "") -> str:
    """A `mailto:` link, or nothing where there is no address."""
    text = str(address or "").strip()
    return f"mailto:{quote(text, safe='@+')}{f'?subject={quote(subject)}' if subject else ''}" if "@" in text else ""


def phone_number(number: object) -> str:
    """A `tel:` link, or nothing where there is no number."""
    digits = "".join(character for character in str(number or "") if character.isdigit() or character == "+")
    return f"tel:{digits}" if len(digits) > 3 else ""

"""From what a merchant saved to what a page or a mail may show: every link is a web address, every picture one of ours or of the web.

A brand may also be written by hand or by an import; so what is read here is checked again, and what does not fit is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from wesupply_ui.domain.accounts.models import Merchant

_PLATFORMS = {
    "instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "tiktok.com": "TikTok",
    "youtube.com": "YouTube",
    "pinterest.com": "Pinterest",
    "linkedin.com": "LinkedIn",
    "x.com": "X",
    "twitter.com": "X",
    "threads.net": "Threads",
    "bsky.app": "Bluesky",
}
_OWN = (("website", ""), ("returns_url", "Returns"), ("privacy_url", "Privacy"), ("imprint_url", "Imprint"))


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere else."""

    label: str
    url: str


def web_address(url: object) -> str:
    """The address when it is an http(s) one, else nothing."""
    text = str(url or "").strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""


def footer_links(merchant: Merchant) -> list[Link]:
    """The shop's own site, its policies, its further links and where else it is found."""
    brand: Mapping[str, Any] = merchant.brand
    found = [Link(label or merchant.name, web_address(brand.get(key))) for key, label in _OWN]
    found += [Link(str(each.get("label", "")), web_address(each.get("url"))) for each in _rows(brand.get("footer_links"))]
    found += [Link(platform(url), web_address(url)) for url in _list(brand.get("social"))]
    return [each for each in found if each.url and each.label]


def platform(url: object) -> str:
    """What a social network's address is called: its name, else its host."""
    host = (urlsplit(web_address(url)).hostname or "").removeprefix("www.")
    return _PLATFORMS.get(host, host)


def legal_lines(merchant: Merchant) -> list[str]:
    """The company behind the shop, and where it sits."""
    return [line for line in (merchant.legal_name, *merchant.legal_address.splitlines()) if line]


def size_of(brand: Mapping[str, Any], key: str) -> tuple[int, int]:
    """Width and height that were kept beside a picture; zeros when they are not known."""
    found = brand.get(key)
    fits = isinstance(found, list) and len(found) == 2 and all(type(each) is int and 0 < each <= 10_000 for each in found)
    return (found[0], found[1]) if fits else (0, 0)  # type: ignore[index]


def _rows(value: object) -> list[Mapping[str, Any]]:
    return [each for each in _list(value) if isinstance(each, Mapping)]


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, list) else []

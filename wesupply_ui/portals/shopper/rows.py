"""What all of the shopper's pages say: whose page it is, and where help is. Addresses of links and pictures have passed `links.py`."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class BrandRow:
    """Whose page it is. `style`: the kit's `--brand-*` variables, legible in both colour schemes. `initial` stands in for a logo.

    A wide logo, with its size so that the page leaves it room, stands for the name as well. `head`: "yes" when the top line has a colour.
    """

    name: str = ""
    slug: str = ""
    initial: str = ""
    logo_url: str = ""
    site_url: str = ""
    style: dict[str, str] = field(default_factory=dict)
    wide_logo_url: str = ""
    wide_width: str = ""
    head: str = "no"


@dataclass(frozen=True)
class HelpRow:
    """One way to reach the merchant. `icon` is a name of `shopper.css`."""

    icon: str
    label: str
    url: str


@dataclass(frozen=True)
class LinkRow:
    """Words that lead to the merchant's other pages."""

    label: str
    url: str


@dataclass(frozen=True)
class SaidRow:
    """Words of the merchant's own, several lines perhaps; `language` is empty for ours."""

    words: str = ""
    language: str = ""


@dataclass(frozen=True)
class FootRow:
    """The end of a page: the merchant's words, links, and the company behind. `shown` when there is any of it."""

    words: SaidRow = field(default_factory=SaidRow)
    links: list[LinkRow] = field(default_factory=list)
    legal: str = ""
    shown: bool = False


@dataclass(frozen=True)
class LostRow:
    """Why there is nothing to show."""

    headline: str = ""
    words: str = ""


@dataclass(frozen=True)
class PreviewRow:
    """What a chat shows of a link to the page; `image` is a whole address. Nothing of an order but its status."""

    title: str = ""
    words: str = ""
    image: str = ""
    card: str = "summary"

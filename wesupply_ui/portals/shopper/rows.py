"""What all of the shopper's pages say: whose page it is, and where help is. Addresses of links and pictures have passed `links.py`."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class BrandRow:
    """Whose page it is. `style`: the kit's `--brand-*` variables, legible in both colour schemes. `initial` stands in for a logo."""

    name: str = ""
    slug: str = ""
    initial: str = ""
    logo_url: str = ""
    site_url: str = ""
    style: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class HelpRow:
    """One way to reach the merchant. `icon` is a name of `shopper.css`."""

    icon: str
    label: str
    url: str

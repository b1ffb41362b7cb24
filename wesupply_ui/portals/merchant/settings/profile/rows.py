"""What the profile page says, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.kernel import language
from wesupply_ui.kernel.settings import settings
from wesupply_ui.portals.regions import Option


@dataclass(frozen=True)
class ProfileRow:
    """The profile as it is kept. `former`: addresses that still lead here."""

    name: str = ""
    legal_name: str = ""
    legal_address: str = ""
    country: str = ""
    currency: str = ""
    time_zone: str = ""
    locale: str = ""
    slug: str = ""
    before_slug: str = ""
    address: str = ""
    former: list[str] = field(default_factory=list)


def profile_row(merchant: Merchant, former: Sequence[str]) -> ProfileRow:
    """From the merchant to the page."""
    base = f"{settings().base_url.rstrip('/')}/s/"
    return ProfileRow(
        name=merchant.name,
        legal_name=merchant.legal_name,
        legal_address=merchant.legal_address,
        country=merchant.country,
        currency=merchant.currency,
        time_zone=merchant.time_zone,
        locale=language.known(merchant.locale),
        slug=merchant.slug,
        before_slug=base,
        address=base + merchant.slug,
        former=[base + each for each in former],
    )


def languages() -> list[Option]:
    """The languages that we speak, each in its own words."""
    return [Option(code, name) for code, name in language.LANGUAGES.items()]

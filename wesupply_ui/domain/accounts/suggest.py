"""What would a new shop most likely choose? An address from its name; country, currency and time zone from the visitor's browser. Pure."""

from __future__ import annotations

import re
import unicodedata
from zoneinfo import available_timezones

from babel.core import get_global
from babel.numbers import get_territory_currencies

from wesupply_ui.kernel.fields import is_country
from wesupply_ui.kernel.money import currencies

MOST_SLUG = 40
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "&": " and "})


def slug_for(name: str) -> str:
    """The name as an address: "Müller & Söhne" → "muller-and-sohne"; empty when it has no letters that an address can hold."""
    spelled = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS)).replace("'", "").replace("’", "")
    plain = spelled.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST_SLUG].strip("-")


def country_for(time_zone: str, languages: str = "") -> str:
    """The country of a time zone; else the first one named in an Accept-Language header ("de-AT,de;q=0.9"); else US."""
    of_zone = str(get_global("zone_territories").get(time_zone, ""))
    if is_country(of_zone):
        return of_zone
    for wanted in languages.split(","):
        parts = wanted.partition(";")[0].strip().replace("_", "-").split("-")
        if len(parts) > 1 and is_country(parts[-1].upper()):
            return parts[-1].upper()
    return "US"


def currency_for(country: str) -> str:
    """What they pay with there today; USD where that is not known."""
    known = [code for code in get_territory_currencies(country) if code in currencies()] if is_country(country) else []
    return known[-1] if known else "USD"


def zone_for(country: str, told: str = "") -> str:
    """The browser's own zone if there is such a one; else one of the country's; else UTC."""
    if told in available_timezones():
        return told
    there = sorted(zone for zone, territory in get_global("zone_territories").items() if territory == country)
    return next((zone for zone in there if zone in available_timezones()), "UTC")

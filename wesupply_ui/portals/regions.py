"""Countries, currencies and time zones to choose from, by their names in a language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import available_timezones

from babel.core import Locale

from wesupply_ui.kernel import money
from wesupply_ui.kernel.fields import is_country

# What shops of today count in; a merchant's own is added when it is another.
_CURRENT = (
    "AED", "AUD", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR",
    "ISK", "JPY", "KES", "KRW", "KWD", "MAD", "MXN", "MYR", "NGN", "NOK", "NZD", "PEN", "PHP", "PKR", "PLN", "QAR", "RON", "SAR", "SEK",
    "SGD", "THB", "TRY", "TWD", "UAH", "USD", "UYU", "VND", "ZAR",
)  # fmt: skip


@dataclass(frozen=True)
class Option:
    """One entry of a choice."""

    value: str
    words: str


@lru_cache(maxsize=8)
def countries(spoken: str) -> list[Option]:
    """Every country by its name in that language, in its order."""
    names = {code: name for code, name in Locale.parse(spoken).territories.items() if is_country(code)}
    return [Option(code, name) for code, name in sorted(names.items(), key=lambda each: each[1])]


def currency_options(spoken: str, own: str) -> list[Option]:
    """Currencies by code and name."""
    names = Locale.parse(spoken).currencies
    codes = sorted({*_CURRENT, own} & money.currencies())
    return [Option(code, f"{code} · {names.get(code, code)}") for code in codes]


@lru_cache(maxsize=1)
def time_zones() -> list[Option]:
    """Zones named after places, and UTC."""
    regions = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    names = sorted(name for name in available_timezones() if name.startswith(regions))
    return [Option("UTC", "UTC"), *(Option(name, name.replace("_", " ")) for name in names)]

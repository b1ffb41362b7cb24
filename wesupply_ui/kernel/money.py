"""Amounts of money: integer minor units with their currency. Splitting never loses a cent."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from babel.core import get_global
from babel.numbers import format_currency, get_currency_precision

from wesupply_ui.kernel.language import _, language

# Not what Python reads as a number: 1e3, 1_000 and digits of other scripts are more likely a mistake than an amount.
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@lru_cache(maxsize=1)
def currencies() -> frozenset[str]:
    """ISO 4217 codes that exist or existed, from the CLDR."""
    return frozenset(get_global("all_currencies"))


@lru_cache(maxsize=512)
def exponent(currency: str) -> int:
    """Digits after the point: 2 for USD, 0 for JPY, 3 for KWD (CLDR)."""
    return get_currency_precision(currency)


def to_minor(amount: str | int | Decimal, currency: str) -> int:
    """ "12.30" USD → 1230. ValueError when it is no number in plain decimal notation or has more digits than the currency."""
    written = str(amount).strip()
    if not _PLAIN.fullmatch(written):
        raise ValueError(_("is not an amount; write it like 12.30"))
    value = Decimal(written)
    if abs(value) >= Decimal(10) ** 13:
        raise ValueError(_("is not a sensible amount"))
    scaled = value.scaleb(exponent(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(
            _(
                "has more than {digits} digits after the point, which {currency} does not have",
                digits=exponent(currency),
                currency=currency,
            )
        )
    return int(scaled)


def to_major(minor: int, currency: str) -> str:
    """1230 USD → "12.30": the decimal string of the API."""
    digits = exponent(currency)
    return f"{Decimal(minor).scaleb(-digits):.{digits}f}"


def shown(minor: int, currency: str, locale: str = "") -> str:
    """1230 USD → "$12.30": for people, in the task's language or another. An unknown one falls back to English."""
    value = Decimal(minor).scaleb(-exponent(currency))
    try:
        return format_currency(value, currency, locale=(locale or language()).replace("-", "_"))
    except Exception:
        return format_currency(value, currency, locale="en")


def split(minor: int, weights: list[int]) -> list[int]:
    """Divide `minor` by weights; parts sum to the whole, the largest remainders get the odd units (equal shares when all weights are 0)."""
    if not weights:
        raise ValueError("nothing to split over")
    total = sum(weights)
    shares = weights if total else [1] * len(weights)
    total = total or len(weights)
    sign = -1 if minor < 0 else 1
    exact = [divmod(abs(minor) * share, total) for share in shares]
    parts = [whole for whole, _ in exact]
    for index in sorted(range(len(parts)), key=lambda i: (-exact[i][1], i))[: abs(minor) - sum(parts)]:
        parts[index] += 1
    return [sign * part for part in parts]

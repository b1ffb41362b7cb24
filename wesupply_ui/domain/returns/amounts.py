"""How much is a part of an amount? In whole minor units, so that parts always add up to the whole."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from wesupply_ui.kernel.money import exponent


def share(whole: int, gone: int, units: int, left: int) -> int:
    """The part of `whole` that `units` of the `left` units get when `gone` was given for the others. The last units get all that is left.

    Cut from what is left instead of from the whole, any sequence of parts adds up, also when earlier ones were generous.
    """
    rest = whole - gone
    if units >= left:
        return rest
    return (2 * rest * units + left) // (2 * left)


@lru_cache(maxsize=4096)
def minor(amount: Decimal, currency: str) -> int:
    """A policy's amount, unit for unit in the order's currency."""
    return int(amount.scaleb(exponent(currency)).to_integral_value(ROUND_HALF_UP))


@lru_cache(maxsize=4096)
def ten_thousandths(percent: Decimal) -> int:
    """12.5 % → 125000."""
    return int(percent.scaleb(4))


def percent_of(percent: Decimal, amount: int, before: int = 0) -> int:
    """That much of `amount`. `before`: what the same percentage was taken of already: then both together are as one."""
    rate = ten_thousandths(percent)
    return _rounded(rate * (before + amount)) - _rounded(rate * before)


def _rounded(ten_thousandths_of_percent: int) -> int:
    return (ten_thousandths_of_percent + 500_000) // 1_000_000

"""Does the check character at the end of a tracking number fit the rest? One function per scheme that carriers publish."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Check = Callable[[str, str], bool]
"""Takes the covered characters (digits and capitals) and the check character as printed; True where they belong together."""

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)  # UPU standard S10


def _digit(character: str) -> int:
    """A digit counts as itself, a letter as UPS numbers them: A is 2, B is 3, …, H is 9, I is 0 and round again."""
    return int(character) if character.isdigit() else (ord(character) - 63) % 10


def _complement(total: int) -> str:
    return str(-total % 10)


def alternating(first: int, second: int) -> Check:
    """Weights `first`, `second`, `first` … from the left, then up to the next ten (UPS 1, 2; FedEx Ground 1, 3)."""

    def fits(covered: str, check: str) -> bool:
        total = sum(_digit(character) * (second if place % 2 else first) for place, character in enumerate(covered))
        return _complement(total) == check

    return fits


def gs1(covered: str, check: str) -> bool:
    """GS1 modulo 10: weights 3, 1, 3 … from the right (SSCC, USPS package barcodes, Canada Post)."""
    total = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(covered)))
    return _complement(total) == check


def gs1_plus(offset: int) -> Check:
    """GS1 modulo 10 with a constant added to the sum (GLS adds 1; USPS adds 28 for a "91" that is not printed)."""

    def fits(covered: str, check: str) -> bool:
        total = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(covered)))
        return _complement(total + offset) == check

    return fits


def luhn(covered: str, check: str) -> bool:
    """Luhn: every second digit from the right doubled and its figures added (Purolator, Old Dominion)."""
    doubled = (int(digit) * (1 if place % 2 else 2) for place, digit in enumerate(reversed(covered)))
    return _complement(sum(value - 9 if value > 9 else value for value in doubled)) == check


def weighted(weights: Sequence[int]) -> Check:
    """Sum of products, modulo 11, then modulo 10 (FedEx Express)."""

    def fits(covered: str, check: str) -> bool:
        return str(sum(int(digit) * weight for digit, weight in zip(covered, weights, strict=True)) % 11 % 10) == check

    return fits


def seven(covered: str, check: str) -> bool:
    """The number without its last digit, modulo 7 (DHL Express waybills)."""
    return str(int(covered) % 7) == check


def s10(covered: str, check: str) -> bool:
    """UPU S10: weighted sum, 11 minus the remainder; 10 is written 0 and 11 is written 5."""
    value = 11 - sum(int(digit) * weight for digit, weight in zip(covered, _S10_WEIGHTS, strict=True)) % 11
    return {10: "0", 11: "5"}.get(value, str(value)) == check


def mod_37_36(covered: str, check: str) -> bool:
    """ISO 7064 MOD 37,36 over digits and letters (DPD's parcel label specification)."""
    carry = 36
    for character in covered:
        carry = (carry + _ALPHABET.index(character)) % 36 or 36
        carry = carry * 2 % 37
    return _ALPHABET[(37 - carry) % 36] == check

"""Back to which payments does an amount go? In their order, to each at most what is left of it."""

from __future__ import annotations

from collections.abc import Sequence


def allocate(amount: int, left: Sequence[int]) -> list[int] | None:
    """How much goes to each; None when all together bear less."""
    parts: list[int] = []
    for each in left:
        part = min(amount, max(0, each))
        parts.append(part)
        amount -= part
    return parts if amount == 0 else None

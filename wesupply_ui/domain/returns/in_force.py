"""Which version judges an order? The one in force when it was placed, unless a later one was published for all orders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar


class Version(Protocol):
    """What this rule needs to know of a version."""

    number: int
    effective_at: datetime
    applies_to: str


V = TypeVar("V", bound=Version)


def in_force(versions: Sequence[V], placed_at: datetime, at: datetime) -> V | None:
    """Of a merchant's versions the one that judges an order placed then, asked about at `at`. None: nothing is in force yet.

    Orders from before the first policy are judged by the first.
    """
    begun = [each for each in versions if each.effective_at <= at]
    if not begun:
        return None
    meant = [each for each in begun if each.applies_to == "all_orders" or each.effective_at <= placed_at]
    if meant:
        return max(meant, key=_age)
    return min(begun, key=lambda each: (each.effective_at, -each.number))


def _age(version: Version) -> tuple[datetime, int]:
    return version.effective_at, version.number

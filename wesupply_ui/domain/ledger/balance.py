"""Are these postings an entry? They add up to nothing; each account stands in it once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Unbalanced(AssertionError):
    """A mistake of ours, never of somebody who asks: nothing of it may be kept."""


def balanced(*moves: tuple[str, int]) -> dict[str, int]:
    """Account → amount, debits above nothing; those that come to nothing are left out. Unbalanced unless they add up to nothing."""
    found: dict[str, int] = {}
    for account, amount in moves:
        found[account] = found.get(account, 0) + amount
    if sum(found.values()):
        raise Unbalanced(f"postings come to {sum(found.values())} instead of nothing: {found}")
    return {account: amount for account, amount in found.items() if amount}


def summed(entries: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The balance of each account after these entries."""
    found: dict[str, int] = {}
    for postings in entries:
        for account, amount in postings.items():
            found[account] = found.get(account, 0) + amount
    return found

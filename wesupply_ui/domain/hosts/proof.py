"""Where does a host stand after a check, and when is the next one? The rule of proofs; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

CHECK_AGAIN = timedelta(hours=12)
WAITING = timedelta(minutes=10)
"""How often a proof is looked for that has not come yet."""
GIVEN_UP_AFTER = timedelta(days=7)
UNREACHABLE = timedelta(minutes=30)
MOST_FAILURES = 4
"""A record that was there once may be gone for so many checks in a row: people move their DNS."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a check leaves behind. `holds`: the host leads to the shop; `lapsed`: nobody looks any more until the merchant asks."""

    holds: bool
    lapsed: bool
    failures: int
    due_at: datetime | None


def record_name(host: str) -> str:
    """Where the proof is written."""
    return f"_wesupply.{host}"


def record_value(token: str) -> str:
    """What is written there."""
    return f"wesupply-domain={token}"


def is_proven(texts: Sequence[str], token: str) -> bool:
    """Whether one of the records is this proof, exactly."""
    return record_value(token) in (each.strip() for each in texts)


def after_check(*, found: bool | None, held: bool, failures: int, claimed_at: datetime, now: datetime) -> Standing:
    """`found` None: nobody could be asked, which proves nothing either way."""
    if found:
        return Standing(True, False, 0, now + CHECK_AGAIN)
    if found is None:
        return Standing(held, False, failures, now + UNREACHABLE)
    if held:
        lost = failures + 1 >= MOST_FAILURES
        return Standing(not lost, lost, failures + 1, None if lost else now + CHECK_AGAIN)
    given_up = now - claimed_at >= GIVEN_UP_AFTER
    return Standing(False, given_up, failures + 1, None if given_up else now + WAITING)

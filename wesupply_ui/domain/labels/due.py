"""When is a label looked at next, and who has to act when it does not get on? Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from zlib import crc32

from wesupply_ui.domain.tracking.reading import Failure

VOID_AFTER = timedelta(days=30) - timedelta(hours=6)
"""So long after it was bought an unused label is given back. USPS takes back what is 30 days old at most, so not a minute later."""

MOST_TRIES = 18
"""So often something that may mend itself is tried, over some two days; then it is somebody's."""

_OWNERS = {
    "address_invalid": "shopper",
    "destination_invalid": "merchant",
    "parcel_invalid": "merchant",
    "no_rates": "merchant",
    "no_account": "merchant",
    "no_funds": "merchant",
    "unauthorised": "merchant",
    "refused": "merchant",
}
_FIRST, _LONGEST = timedelta(seconds=30), timedelta(hours=6)


def owner_of(failure: Failure) -> str:
    """Whose turn it is: shopper, merchant, or the provider, of whom we hear again by trying."""
    return _OWNERS.get(failure.code, "provider")


def next_try(label_id: str, failure: Failure, attempts: int, now: datetime) -> datetime | None:
    """When to try again by ourselves; None when that won't help. `attempts`: how often it was tried, this time included.

    Each wait is twice the one before, spread by a quarter either way, by the label's id: what failed together does not come back together.
    """
    if not failure.retryable or attempts >= MOST_TRIES:
        return None
    return now + _wait(label_id, failure, attempts)


def next_look(label_id: str, failure: Failure, attempts: int, now: datetime) -> datetime:
    """When to look again whether it was bought: this is never given up. Not at once: a call that was lost may still be at work there."""
    least = timedelta(seconds=15) if failure.code == "pending" else timedelta(minutes=2)
    return now + max(least, _wait(label_id, failure, attempts))


def _wait(label_id: str, failure: Failure, attempts: int) -> timedelta:
    share = crc32(f"{label_id}:{attempts}".encode()) / 0xFFFF_FFFF
    wait = min(_LONGEST, _FIRST * 2 ** min(attempts - 1, 16)) * (0.75 + 0.5 * share)
    told = failure.retry_after
    return max(wait, timedelta(seconds=told * (1 + 0.1 * share))) if told is not None else wait

"""When is a parcel asked for again? Pure: from where it stands, how old it is, when there was news and how the last call went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zlib import crc32

from wesupply_ui.domain.tracking.reading import Failure

END = timedelta(days=90)
"""So long after it was registered a parcel is no longer asked for: carriers forget numbers and use them again."""

WATCH = timedelta(days=7)
"""So long after delivery or return it is still watched: deliveries are corrected, refused and claimed."""

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_LONGEST_BACKOFF = 4 * _HOUR
_SHORTEST = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Situation:
    """What the next poll depends on. Instants UTC; `due_on` the last day the carrier said; `failures` in a row, this one included."""

    parcel_id: str
    milestone: str
    condition: str
    registered_at: datetime
    last_news_at: datetime | None
    watch_until: datetime | None
    due_on: date | None
    failures: int = 0
    failure: Failure | None = None


def next_poll(parcel: Situation, now: datetime, *, pace: float = 1.0) -> datetime | None:
    """When to ask again, or None for never again. `pace`: how many times faster than a real parcel moves (a demo's simulated days).

    Spread by up to a tenth either way, by the parcel's id: the same parcel always gets the same answer, and a thousand parcels
    registered together do not come due together for ever.
    """
    wait = _after_failure(parcel) if parcel.failure else _usual(parcel, now)
    share = crc32(parcel.parcel_id.encode()) / 0xFFFF_FFFF
    told = parcel.failure.retry_after if parcel.failure else None
    wait = max(wait * (0.9 + 0.2 * share) / pace, _SHORTEST)
    if told is not None:  # the carrier's own wish is never cut short, and not everyone comes back in the same second
        wait = max(wait, timedelta(seconds=told * (1 + 0.1 * share)))
    at = now + wait
    end = _end(parcel)
    if at <= end:
        return at
    # The last look is at the end itself, unless that has passed.
    return end if end > now + _SHORTEST else None


def _end(parcel: Situation) -> datetime:
    over = parcel.registered_at + END
    return min(over, parcel.watch_until) if parcel.watch_until else over


def _usual(parcel: Situation, now: datetime) -> timedelta:
    if parcel.watch_until is not None:
        return 12 * _HOUR
    quiet = now - max(filter(None, (parcel.registered_at, parcel.last_news_at)))
    match parcel.milestone:
        case "label_created":
            return _waiting_for_the_first_scan(quiet)
        case "out_for_delivery" if parcel.condition == "ok":
            return 10 * _MINUTE if quiet < 16 * _HOUR else _HOUR
        case "available_for_pickup":
            return 4 * _HOUR if quiet < 10 * _DAY else 12 * _HOUR
        case _:
            return _under_way(parcel, quiet, now.date())


def _waiting_for_the_first_scan(quiet: timedelta) -> timedelta:
    """Many labels are scanned the same evening; one without a scan after two weeks was probably never used."""
    if quiet < 2 * _HOUR:
        return 30 * _MINUTE
    if quiet < 4 * _DAY:
        return 2 * _HOUR
    return 6 * _HOUR if quiet < 14 * _DAY else _DAY


def _under_way(parcel: Situation, quiet: timedelta, today: date) -> timedelta:
    if parcel.condition in ("lost", "cancelled") or quiet > 12 * _DAY:
        return _DAY
    if parcel.condition == "attempt_failed" and quiet < _DAY:
        return _HOUR
    if quiet > 4 * _DAY:
        return 6 * _HOUR
    expected = parcel.due_on is not None and parcel.due_on <= today
    return _HOUR if expected and quiet < 2 * _DAY else 2 * _HOUR


def _after_failure(parcel: Situation) -> timedelta:
    """A carrier that doesn't know the number yet is no failure of anybody's; what only a person can mend is tried seldom."""
    assert parcel.failure is not None
    code = parcel.failure.code
    if code == "not_found":
        return _HOUR if parcel.failures <= 24 else 6 * _HOUR if parcel.failures <= 60 else _DAY
    if code == "suspended":
        return _MINUTE / 2
    if code == "rate_limited":
        return _MINUTE
    if not parcel.failure.retryable:
        return _HOUR if code == "unauthorised" else _DAY
    return min(_LONGEST_BACKOFF, _MINUTE * 2 ** min(parcel.failures, 12))

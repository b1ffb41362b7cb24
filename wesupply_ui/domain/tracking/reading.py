"""One carrier answer in our words: what an adapter's parser returns, before anything is stored or merged."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from wesupply_ui.domain.tracking.status import Meaning


class ClockSource(StrEnum):
    """How we know the UTC offset of a scan's time. Screens show local time for all but `ASSUMED`, which says so."""

    CARRIER = "carrier"  # the answer carries an offset, or both UTC and local time
    PLACE = "place"  # local time in the answer, offset from the scan's city, region or postcode
    COUNTRY = "country"  # local time, the country has a single zone
    NEIGHBOUR = "neighbour"  # local time, no usable place: the zone of the nearest scan that has one
    ASSUMED = "assumed"  # local time, nothing known: kept as UTC, order and day may be off by hours


@dataclass(frozen=True, slots=True)
class Place:
    """Where a scan happened, as the carrier wrote it, tidied. `country` is ISO 3166-1 alpha-2."""

    city: str | None = None
    region: str | None = None
    postcode: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class ReadScan:
    """One carrier event.

    `at`: aware, carrying the place's own offset (for example 2026-11-20T14:02-05:00).
    `code`: the carrier's code as shown to people, for example "FS" or "OC". `meaning` None: a code nobody mapped yet.
    """

    at: datetime
    text: str
    code: str
    place: Place = Place()
    meaning: Meaning | None = None
    clock: ClockSource = ClockSource.CARRIER


@dataclass(frozen=True, slots=True)
class Window:
    """When the carrier says it will be there: two days, or two aware instants. Either end may equal the other."""

    start: date | datetime
    end: date | datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one answer says about one tracking number. `scans` in the carrier's order, duplicates included.

    `current`: what the answer's own headline says, where it has one apart from its scans (it wins only when there is no scan).
    `number`: the number the answer is about. `pieces`: other tracking numbers of the same consignment.
    """

    carrier: str
    number: str
    scans: tuple[ReadScan, ...] = ()
    current: Meaning | None = None
    estimated: Window | None = None
    delivered_at: datetime | None = None
    signed_by: str | None = None
    service: str | None = None
    weight_grams: int | None = None
    pieces: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no reading. A value, never an exception: one bad number must not sink its batch.

    Codes: not_found (the carrier doesn't know the number yet), invalid_number, unauthorised, rate_limited, unavailable (5xx,
    time-out, connection), malformed (not the documented shape), refused (the carrier says no for another reason), suspended (the
    breaker is open).
    `retry_after` in seconds, when the carrier said so.
    """

    code: str
    message: str
    retryable: bool
    retry_after: float | None = None

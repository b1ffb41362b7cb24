"""What does an answer of USPS's tracking service (version 3, DETAIL) say? Raw bytes in, a reading or a failure out; pure.

Times: `eventTimestamp` is the clock at the place of the scan. Newer answers add `GMTOffset` and `GMTTimestamp`, which tell its offset.
A "Z" at its end is no claim of UTC: USPS puts it behind local times (where `GMTTimestamp` stands beside it, the two differ by the
offset). So a Z counts only where `GMTTimestamp` says the same time; else the offset comes from `GMTOffset`, from the difference to
`GMTTimestamp`, or from the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

from wesupply_ui.adapters.carriers import fields
from wesupply_ui.adapters.carriers.places import localise, with_neighbours
from wesupply_ui.adapters.carriers.usps.statuses import CATEGORIES, WORDS, meaning_of, tidy_code
from wesupply_ui.domain.tracking.reading import ClockSource, Failure, Place, Reading, ReadScan, Window
from wesupply_ui.domain.tracking.status import Milestone

_STATE = re.compile(r"[A-Z]{2}", re.ASCII)
_HUB = re.compile(r"(?P<city>.+?),? (?P<state>[A-Z]{2}) (?:[A-Z]+ )*(?:CENTER|FACILITY|ANNEX)(?: ANNEX)?", re.ASCII)
_ZIP = re.compile(r"\d{5}(?:-?\d{4})?", re.ASCII)
_HOUR = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?\s*([ap])?\.?m?\.?", re.IGNORECASE | re.ASCII)
_ABBREVIATIONS = {"Usps": "USPS"}


def read(body: bytes, number: str) -> Reading | Failure:
    """The reading of one number's answer. A scan without a usable time is left out with a note; the rest stays."""
    answer = fields.parse_json(body)
    if isinstance(answer, list) and len(answer) == 1:
        answer = answer[0]
    if not isinstance(answer, dict):
        return Failure("malformed", "the answer is not a JSON object", retryable=True)
    refused = failure_in(answer)
    if refused:
        return refused
    if not any(name in answer for name in ("trackingNumber", "trackingEvents", "statusCategory")):
        return Failure("malformed", "the answer has neither a number nor events", retryable=True)
    return _reading(answer, number)


def _reading(answer: dict[str, Any], number: str) -> Reading:
    events, notes = _events(answer)
    destination = _destination(answer)
    clocks = with_neighbours([(at, place) for at, place, _ in events], [destination, _origin(answer)])
    scans, signed_by = [], None
    for (at, clock), (_, place, event) in zip(clocks, events, strict=True):
        scan = _scan(at, clock, place, event)
        scans.append(scan)
        if signed_by is None and _milestone(scan) is Milestone.DELIVERED:
            signed_by = fields.text(event, "name")
    category = (fields.text(answer, "statusCategory") or "").casefold()
    return Reading(
        carrier="usps",
        number=fields.text(answer, "trackingNumber") or number,
        scans=tuple(scans),
        current=CATEGORIES.get(category),
        estimated=_estimated(answer, destination),
        delivered_at=max((scan.at for scan in scans if _milestone(scan) is Milestone.DELIVERED), default=None),
        signed_by=signed_by,
        service=_service(fields.text(answer, "mailClass")),
        notes=tuple(notes) + fields.unmapped(scan.code for scan in scans if scan.meaning is None),
    )


def _milestone(scan: ReadScan) -> Milestone | None:
    return scan.meaning.milestone if scan.meaning else None


def _scan(at: datetime, clock: ClockSource, place: Place, event: dict[str, Any]) -> ReadScan:
    code = fields.text(event, "eventCode") or ""
    words = fields.text(event, "eventType") or WORDS.get(tidy_code(code)) or code or "Event"
    return ReadScan(at, words, code, place, meaning_of(code, words), clock)


def _events(answer: dict[str, Any]) -> tuple[list[tuple[datetime, Place, dict[str, Any]]], list[str]]:
    """Time (naive where its offset has to come from the place), place and raw event, in USPS's order; and notes on what was left out."""
    events, notes = [], []
    for row, event in enumerate(fields.objects(answer.get("trackingEvents"))):
        at = _when(event) if isinstance(event, dict) else None
        if at is None:
            notes.append(f"scan {row + 1} left out: no readable time")
            continue
        events.append((at, _place(event), event))
    if not events and fields.objects(answer.get("eventSummaries")):
        notes.append("a summary without scans: DETAIL was not asked for")
    return events, notes


def _when(event: dict[str, Any]) -> datetime | None:
    local = fields.stamp(fields.text(event, "eventTimestamp"))
    gmt = fields.stamp(fields.text(event, "GMTTimestamp"))
    told = fields.offset(fields.text(event, "GMTOffset"))
    if local is None:
        return _at_place(gmt.wall, told, event) if gmt else None
    if told is None and local.offset is not None:
        return local.at
    if told is None and gmt:
        if local.zulu and local.wall == gmt.wall:
            return _at_place(gmt.wall, None, event)
        told = _difference(local.wall, gmt.wall)
    return local.wall if told is None else local.wall.replace(tzinfo=timezone(told))


def _at_place(utc: datetime, told: timedelta | None, event: dict[str, Any]) -> datetime:
    """An instant, shown at the offset it was told with, else at that of its place, else in UTC."""
    if told is None:
        there = localise(utc, _place(event))
        told = there[0].utcoffset() if there else None
    return utc.replace(tzinfo=timezone.utc).astimezone(timezone(told or timedelta()))  # noqa: UP017


def _difference(local: datetime, gmt: datetime) -> timedelta | None:
    """The offset that makes both the same moment: quarters of an hour, at most 14 hours; else they tell of different moments."""
    quarters = round((local - gmt) / timedelta(minutes=15))
    offset = quarters * timedelta(minutes=15)
    return offset if abs(offset) <= timedelta(hours=14) and abs(local - gmt - offset) <= timedelta(minutes=1) else None


def _place(event: dict[str, Any]) -> Place:
    region, postcode = fields.text(event, "eventState"), fields.text(event, "eventZIP") or fields.text(event, "eventZIPCode")
    written = fields.text(event, "eventCountry")
    country, city = fields.country(written), fields.text(event, "eventCity")
    # Distribution centres come as one name, "LOS ANGELES CA DISTRIBUTION CENTER", without state and ZIP Code.
    hub = _HUB.fullmatch(city or "") if region is None else None
    if hub:
        city, region = hub["city"], hub["state"]
    # USPS leaves the country out at home.
    if not written and (_STATE.fullmatch(region or "") or _ZIP.fullmatch(postcode or "")):
        country = "US"
    return Place(city, region, postcode, country)


def _destination(answer: dict[str, Any]) -> Place:
    postcode = fields.text(answer, "destinationZIP")
    country = fields.country(fields.text(answer, "destinationCountryCode")) or ("US" if _ZIP.fullmatch(postcode or "") else None)
    return Place(fields.text(answer, "destinationCity"), fields.text(answer, "destinationState"), postcode, country)


def _origin(answer: dict[str, Any]) -> Place:
    postcode = fields.text(answer, "originZIP")
    country = fields.country(fields.text(answer, "originCountry")) or ("US" if _ZIP.fullmatch(postcode or "") else None)
    return Place(fields.text(answer, "originCity"), fields.text(answer, "originState"), postcode, country)


def _estimated(answer: dict[str, Any], destination: Place) -> Window | None:
    """The predicted day, else the expected, else the guaranteed one; with hours where a window of the predicted day is told."""
    told = answer | fields.mapping(answer, "deliveryDateExpectation")
    for name in _ESTIMATES:
        on = fields.day(fields.text(told, name))
        if on:
            hours = list(_hours(told)) if name.startswith("predicted") else []
            return _window(on, hours, destination)
    return None


_ESTIMATES = (
    "predictedDeliveryDate",
    "predictedDeliveryTimeStamp",
    "expectedDeliveryDate",
    "expectedDeliveryTimeStamp",
    "guaranteedDeliveryDate",
    "guaranteedDeliveryTimeStamp",
)


def _hours(told: dict[str, Any]) -> Iterator[timedelta]:
    for name in ("predictedDeliveryWindowStartTime", "predictedDeliveryWindowEndTime"):
        found = _HOUR.fullmatch(fields.text(told, name) or "")
        if found:
            hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
            hour = hour % 12 + (12 if half == "p" else 0) if half else hour
            if hour < 24 and minute < 60:
                yield timedelta(hours=hour, minutes=minute)


def _window(on: date, hours: list[timedelta], destination: Place) -> Window:
    midnight = datetime(on.year, on.month, on.day)  # noqa: DTZ001  local to the destination, which then gives the offset
    ends = [localise(midnight + hour, destination) for hour in hours]
    if len(ends) == 2 and ends[0] and ends[1] and hours[0] <= hours[1]:
        return Window(ends[0][0], ends[1][0])
    return Window(on, on)


def _service(mail_class: str | None) -> str | None:
    """BOUND_PRINTED_MATTER, or words already, as a person reads it."""
    if mail_class is None or ("_" not in mail_class and not mail_class.isupper()):
        return mail_class
    words = " ".join(word.capitalize() if "-" not in word else word.title() for word in mail_class.split("_"))
    for plain, right in _ABBREVIATIONS.items():
        words = words.replace(plain, right)
    return words


def failure_in(answer: dict[str, Any], status: int | None = None) -> Failure | None:
    """The failure that an error body tells, whatever its HTTP status was; None when the body holds no error.

    Two shapes: OAuth's {"error": "invalid_client", "error_description"} and USPS's {"error": {"code", "message", "errors": [{"detail"}]}}.
    """
    error = answer.get("error")
    if isinstance(error, str):
        message = fields.text(answer, "error_description") or error
        return Failure("unauthorised" if error in _SIGN_IN else "refused", message, retryable=False)
    if not isinstance(error, dict):
        return None
    details = [fields.text(detail, "detail") or fields.text(detail, "title") for detail in fields.objects(error.get("errors"))]
    message = fields.text(error, "message") or next(filter(None, details), None) or "no reason given"
    said = " ".join(filter(None, [message, *details])).casefold()
    told = fields.text(error, "code") or ""
    return failure_for(int(told) if told.isascii() and told.isdigit() and len(told) == 3 else status, message, said)


_SIGN_IN = frozenset({"invalid_client", "invalid_token", "unauthorized_client", "access_denied", "invalid_grant", "unauthorized"})
_UNKNOWN = ("not found", "not yet available", "no record", "could not locate", "not available")
_INVALID = ("not valid", "invalid", "must be", "length", "format")


def failure_for(status: int | None, message: str, said: str = "") -> Failure:
    """Our failure for a status that USPS answered or wrote into an error body; `said` is all its words in lower case."""
    if status == 404 or any(words in said for words in _UNKNOWN):
        return Failure("not_found", message, retryable=True)
    if status in (401, 403):
        return Failure("unauthorised", message, retryable=False)
    if status == 429:
        return Failure("rate_limited", message, retryable=True)
    if status is not None and status >= 500:
        return Failure("unavailable", message, retryable=True)
    if status == 400 and any(words in said for words in _INVALID):
        return Failure("invalid_number", message, retryable=False)
    return Failure("refused", message, retryable=False)

"""What does an answer of DHL's unified Shipment Tracking service say? Raw bytes in, a reading or a failure out; pure.

Times: the clock at the place of the event. Some divisions give no offset, some end the same local time in "Z" (DHL's own example has
one event as 07:53:47 in its list and as 07:53:47Z in its headline, in Amsterdam), some give a real offset. So an offset in figures is
believed, and a bare "Z" is not: like a time without one, it gets the offset of its place.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from wesupply_ui.adapters.carriers import fields
from wesupply_ui.adapters.carriers.dhl.persons import known_names, signer_of, split_signer, without
from wesupply_ui.adapters.carriers.dhl.statuses import is_listed, meaning_of
from wesupply_ui.adapters.carriers.places import localise, with_neighbours
from wesupply_ui.domain.tracking.reading import ClockSource, Failure, Place, Reading, ReadScan, Window
from wesupply_ui.domain.tracking.status import Meaning, Milestone

_CITY_STATE = re.compile(r"(?P<city>[^,]+),\s*(?P<region>[A-Z]{2})(?:,\s*(?:US|USA|CA))?$", re.ASCII)


def read(body: bytes, number: str) -> Reading | Failure:
    """The reading of one number's answer. An event without a usable time is left out with a note; the rest stays."""
    answer = fields.parse_json(body)
    if not isinstance(answer, dict):
        return Failure("malformed", "the answer is not a JSON object", retryable=True)
    if not isinstance(answer.get("shipments"), list):
        return failure_in(answer) or Failure("malformed", "the answer has no list of shipments", retryable=True)
    shipments = [shipment for shipment in answer["shipments"] if isinstance(shipment, dict)]
    if not shipments:
        return Failure("not_found", "no shipment with this number", retryable=True)
    asked = [shipment for shipment in shipments if fields.text(shipment, "id") == number]
    return _reading((asked or shipments)[0], number, len(shipments) - 1)


def _reading(shipment: dict[str, Any], number: str, others: int) -> Reading:
    service = fields.text(shipment, "service") or ""
    details = fields.mapping(shipment, "details")
    origin, destination = _place(shipment.get("origin")), _place(shipment.get("destination"))
    current = _current(shipment, service)
    scans, signer, notes = _scans(shipment, service, current, [origin, destination])
    if others:
        notes.append(f"{others} more shipments under this number")
    number = fields.text(shipment, "id") or number
    proof, weight = fields.mapping(details, "proofOfDelivery"), fields.mapping(details, "weight")
    return Reading(
        carrier="dhl",
        number=number,
        scans=tuple(scans),
        current=current,
        estimated=_estimated(shipment, destination),
        delivered_at=_delivered_at(scans, proof, destination),
        signed_by=signer_of(proof) or signer,
        service=_service(details, service),
        weight_grams=fields.grams(weight.get("value"), weight.get("unitText")),
        pieces=_pieces(details, number),
        notes=tuple(notes) + fields.unmapped(scan.code for scan in scans if scan.meaning is None or not is_listed(service, scan.code)),
    )


def _current(shipment: dict[str, Any], service: str) -> Meaning | None:
    """The headline: an object like an event, in some answers a bare word."""
    status = shipment.get("status")
    if not isinstance(status, dict):
        return meaning_of(service, "", fields.text(status) or "", "")
    told = (fields.text(status, name) or "" for name in ("status", "statusCode", "description"))
    return meaning_of(service, *told)


def _scans(
    shipment: dict[str, Any], service: str, current: Meaning | None, hints: list[Place]
) -> tuple[list[ReadScan], str | None, list[str]]:
    """Scans in DHL's order, a signer named in their words, and notes on what was left out."""
    events, notes = [], []
    for row, event in enumerate(fields.objects(shipment.get("events"))):
        when = fields.stamp(fields.text(event, "timestamp"))
        if when is None:
            notes.append(f"scan {row + 1} left out: no readable time")
            continue
        events.append((when.at, _place(fields.mapping(event).get("location")), event))
    names = known_names(fields.mapping(shipment, "details"))
    clocks = with_neighbours([(at, place) for at, place, _ in events], hints)
    newest = max(range(len(clocks)), key=lambda row: (clocks[row][0], -row), default=None)
    scans, signer = [], None
    for row, (at, clock) in enumerate(clocks):
        # The headline is the newest event's, so it speaks for that one where it has no status of its own.
        scan, name = _scan(at, clock, events[row][1], events[row][2], service, names, current if row == newest else None)
        signer = signer or (name if _milestone(scan) is Milestone.DELIVERED else None)
        scans.append(scan)
    return scans, signer, notes


def _scan(
    at: datetime, clock: ClockSource, place: Place, event: dict[str, Any], service: str, names: list[str], otherwise: Meaning | None
) -> tuple[ReadScan, str | None]:
    status, headline = fields.text(event, "status") or "", fields.text(event, "statusCode") or ""
    words = fields.text(event, "description") or ""
    said = f"{words} {fields.text(event, 'remark') or ''}"
    meaning = meaning_of(service, status, headline, said) if status or headline else otherwise
    is_delivery = meaning is not None and meaning.milestone in (Milestone.DELIVERED, Milestone.RETURNED)
    words, name = split_signer(words, is_delivery)
    spoken = without(words, names) or ("Delivered" if is_delivery else status or headline) or "Event"
    return ReadScan(at, spoken, status or headline, place, meaning, clock), name


def _milestone(scan: ReadScan) -> Milestone | None:
    return scan.meaning.milestone if scan.meaning else None


def _delivered_at(scans: list[ReadScan], proof: dict[str, Any], destination: Place) -> datetime | None:
    """The last delivery among the scans, else the time on the proof of delivery where its offset is known."""
    scanned = [scan.at for scan in scans if _milestone(scan) is Milestone.DELIVERED]
    return max(scanned) if scanned else _at(fields.text(proof, "timestamp"), destination)


def _at(written: str | None, place: Place) -> datetime | None:
    when = fields.stamp(written)
    if when is None:
        return None
    if when.offset is not None:
        return when.at
    there = localise(when.wall, place)
    return there[0] if there else None


def _place(location: Any) -> Place:
    """A place object, or its name alone. DHL Express writes "LEIPZIG - GERMANY"; American divisions "Los Angeles, CA"."""
    if isinstance(location, str):
        return Place(city=fields.text(location))
    address = fields.mapping(location, "address")
    city, country = fields.text(address, "addressLocality"), fields.country(fields.text(address, "countryCode"))
    region = fields.text(address, "addressRegion")
    if city and " - " in city:
        left, _, right = city.rpartition(" - ")
        named = fields.country(right) if len(right) > 2 else None
        if named and named == (country or named):
            city, country = left.strip(), named
    found = _CITY_STATE.match(city or "") if country in ("US", "CA") and region is None else None
    if found:
        city, region = found["city"].strip(), found["region"]
    return Place(city, region, fields.text(address, "postalCode"), country)


def _estimated(shipment: dict[str, Any], destination: Place) -> Window | None:
    frame = fields.mapping(shipment, "estimatedDeliveryTimeFrame")
    told = fields.text(shipment, "estimatedTimeOfDelivery")
    first, last = fields.text(frame, "estimatedFrom") or told, fields.text(frame, "estimatedThrough") or told
    start, end = fields.stamp(first), fields.stamp(last)
    if start is None or end is None:
        return None
    if end.wall < start.wall:
        start, end = end, start
        first, last = last, first
    if start.wall.hour == 0 and (end.wall.hour >= 22 or end.wall.hour == end.wall.minute == 0):
        return Window(start.wall.date(), end.wall.date())  # "by the end of the day"
    return _hours(first, last, destination) or Window(start.wall.date(), end.wall.date())


def _hours(first: str | None, last: str | None, destination: Place) -> Window | None:
    start, end = _at(first, destination), _at(last, destination)
    return Window(start, end) if start and end else None


def _service(details: dict[str, Any], service: str) -> str | None:
    product = fields.text(details, "product", "productName")
    return product if product and "unknown" not in product.casefold() else service or None


def _pieces(details: dict[str, Any], number: str) -> tuple[str, ...]:
    ids = details.get("pieceIds")
    written = (fields.text(piece) for piece in ids) if isinstance(ids, list) else ()
    return tuple(dict.fromkeys(piece for piece in written if piece and piece != number))


def failure_in(answer: dict[str, Any], status: int | None = None) -> Failure | None:
    """The failure that a problem (RFC 7807: title, detail, status) tells, whatever its HTTP status was; None when it holds none."""
    message = fields.text(answer, "detail") or fields.text(answer, "title")
    told = fields.text(answer, "status") or ""
    if told.isascii() and told.isdigit() and len(told) == 3:
        status = int(told)
    return failure_for(status, message or "no reason given") if status or message else None


def failure_for(status: int | None, message: str) -> Failure:
    """Our failure for a status that DHL answered or wrote into a problem."""
    if status == 404:
        return Failure("not_found", message, retryable=True)
    if status in (401, 403):
        return Failure("unauthorised", message, retryable=False)
    if status == 429:
        return Failure("rate_limited", message, retryable=True)
    if status is not None and status >= 500:
        return Failure("unavailable", message, retryable=True)
    return Failure("invalid_number" if status in (400, 422) else "refused", message, retryable=False)

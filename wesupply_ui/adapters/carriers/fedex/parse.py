"""What does one answer of FedEx's Track API say about one number? Pure: bytes in, a reading or a failure out.

Fields as in FedEx's specification of the Track API (output.completeTrackResults[].trackResults[].scanEvents[]). FedEx writes times with
their offset; the few without are taken as local to their place.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from wesupply_ui.adapters.carriers import fields
from wesupply_ui.adapters.carriers.fedex.errors import failure_of_error
from wesupply_ui.adapters.carriers.fedex.statuses import meaning_of
from wesupply_ui.adapters.carriers.places import localise, with_neighbours
from wesupply_ui.domain.tracking.reading import Failure, Place, Reading, ReadScan, Window
from wesupply_ui.domain.tracking.status import Meaning, Milestone

_EARLIEST = datetime.min.replace(tzinfo=UTC)


def read(body: bytes, number: str) -> Reading | Failure:
    """The reading about `number` of one answer, whole or split by `split`. Of several shipments under one number the newest counts."""
    answer = fields.parse_json(body)
    if not isinstance(answer, dict):
        return Failure("malformed", "the answer is not a JSON object", retryable=True)
    errors = fields.dicts(answer.get("errors"))
    if errors:
        return failure_of_error(errors[0])
    complete = fields.dicts(fields.mapping(answer, "output").get("completeTrackResults"))
    if not complete:
        return Failure("malformed", "the answer holds no output.completeTrackResults", retryable=True)
    told = complete[0] if len(complete) == 1 or not number else next((part for part in complete if is_about(part, number)), None)
    if told is None:
        return Failure("malformed", "the answer says nothing about this number", retryable=True)
    results = fields.dicts(told.get("trackResults"))
    if not results:
        return Failure("malformed", "the answer holds no trackResults", retryable=True)
    newest = max(results, key=_latest) if len(results) > 1 else results[0]
    notes = [_older(result) for result in results if result is not newest]
    own = fields.text(told, "trackingNumber", longest=60) or fields.text(newest, "trackingNumberInfo", "trackingNumber", longest=60)
    error = fields.mapping(newest, "error")
    if error and not fields.dicts(newest.get("scanEvents")):
        return failure_of_error(error)
    if error:
        notes.append(f"FedEx adds: {failure_of_error(error).message}")
    return _reading(own or number, newest, notes)


def is_about(part: dict[str, Any], number: str) -> bool:
    """Whether an element of completeTrackResults answers for `number`; FedEx may echo it without blanks or in capitals."""
    wanted = _plain(number)
    named = [part.get("trackingNumber")]
    named += [fields.mapping(result, "trackingNumberInfo").get("trackingNumber") for result in fields.dicts(part.get("trackResults"))]
    return any(isinstance(name, str) and _plain(name) == wanted for name in named)


def _plain(number: str) -> str:
    return "".join(number.split()).upper()


def _reading(number: str, result: dict[str, Any], notes: list[str]) -> Reading:
    scans = _scans(fields.dicts(result.get("scanEvents")), _ends(result), notes)
    current = _headline(fields.mapping(result, "latestStatusDetail"))
    target = _ends(result)[-1]
    delivery = fields.mapping(result, "deliveryDetails")
    return Reading(
        carrier="fedex",
        number=number,
        scans=tuple(scans),
        current=current,
        estimated=_estimated(result, target),
        delivered_at=_delivered_at(result, scans, current, target),
        signed_by=fields.text(delivery, "receivedByName", longest=100) or fields.text(delivery, "signedByName", longest=100),
        service=fields.text(result, "serviceDetail", "description", longest=100),
        weight_grams=_weight(fields.mapping(result, "packageDetails")),
        notes=(*notes, *fields.unmapped(scan.code for scan in scans if scan.meaning is None)),
    )


def _scans(events: list[dict[str, Any]], hints: tuple[Place, ...], notes: list[str]) -> list[ReadScan]:
    kept: list[tuple[dict[str, Any], datetime, Place]] = []
    for event in events:
        at = _moment(event.get("date"))
        if at is None or not (fields.text(event, "eventType") or fields.text(event, "eventDescription")):
            notes.append("a scan without a readable time or type was left out")
            continue
        kept.append((event, at, place_of(event.get("scanLocation"))))
    times = with_neighbours([(at, place) for _, at, place in kept], hints)
    return [_scan(event, at, place, clock) for (event, _, place), (at, clock) in zip(kept, times, strict=True)]


def _scan(event: dict[str, Any], at: datetime, place: Place, clock: Any) -> ReadScan:
    code = _code(event.get("eventType"))
    exception = fields.text(event, "exceptionDescription")
    delay = fields.mapping(event, "delayDetail")
    return ReadScan(
        at=at,
        text=exception or fields.text(event, "eventDescription") or code,
        code=code,
        place=place,
        meaning=meaning_of(
            code, _code(event.get("exceptionCode")), exception or "", _code(delay.get("type")), _code(delay.get("status")) == "DELAYED"
        ),
        clock=clock,
    )


def _headline(latest: dict[str, Any]) -> Meaning | None:
    why = (fields.dicts(latest.get("ancillaryDetails")) or [{}])[0]
    delay = fields.mapping(latest, "delayDetail")
    told = (
        _code(why.get("reason")),
        fields.text(why, "reasonDescription") or "",
        _code(delay.get("type")),
        _code(delay.get("status")) == "DELAYED",
    )
    return meaning_of(_code(latest.get("code")), *told) or meaning_of(_code(latest.get("derivedCode")), *told)


def place_of(address: object) -> Place:
    """An address object of FedEx as a place; street lines are left out."""
    told = fields.mapping(address)
    return Place(
        city=fields.text(told, "city", longest=100),
        region=fields.text(told, "stateOrProvinceCode", longest=50),
        postcode=fields.text(told, "postalCode", longest=20),
        country=fields.country(fields.text(told, "countryCode")),
    )


def _ends(result: dict[str, Any]) -> tuple[Place, Place]:
    """Where it comes from and goes to."""
    shipper, recipient = (
        place_of(fields.mapping(result.get(name)).get("address")) for name in ("shipperInformation", "recipientInformation")
    )
    return shipper, recipient


def _code(value: object) -> str:
    return (fields.text(value, longest=20) or "").upper()


def _moments(result: dict[str, Any]) -> dict[str, object]:
    return {_code_long(item.get("type")): item.get("dateTime") for item in fields.dicts(result.get("dateAndTimes"))}


def _code_long(value: object) -> str:
    return fields.text(value, longest=60) or ""


def _latest(result: dict[str, Any]) -> datetime:
    """The newest time that a shipment's answer holds, promises left out; sorts a number's shipments by age."""
    times = [_moment(event.get("date")) for event in fields.dicts(result.get("scanEvents"))]
    times += [_moment(value) for kind, value in _moments(result).items() if kind.startswith("ACTUAL") or kind == "SHIP"]
    return max((at if at.tzinfo else at.replace(tzinfo=UTC) for at in times if at), default=_EARLIEST)


def _older(result: dict[str, Any]) -> str:
    latest = _latest(result)
    until = f", last heard of on {latest:%Y-%m-%d}" if latest > _EARLIEST else ""
    mark = fields.text(result, "trackingNumberInfo", "trackingNumberUniqueId", longest=80)
    return f"another shipment has this number{until} ({mark or 'without an id'}): left out"


def _moment(value: object) -> datetime | None:
    """A time as FedEx writes it: aware where an offset or Z stands there, else naive."""
    stamp = fields.stamp(fields.text(value))
    if stamp is None:
        return None
    return stamp.wall.replace(tzinfo=UTC) if stamp.zulu else stamp.at


def _weight(package: dict[str, Any]) -> int | None:
    weights = fields.dicts(fields.mapping(package, "weightAndDimensions").get("weight"))
    return next((grams for item in weights if (grams := fields.grams(item.get("value"), item.get("unit")))), None)


def _aware(value: object, place: Place) -> datetime | None:
    at = _moment(value)
    if at is None or at.tzinfo:
        return at
    found = localise(at, place)
    return found[0] if found else None


def _estimated(result: dict[str, Any], target: Place) -> Window | None:
    """FedEx's window, else the appointment or estimate of its list of dates. A latest time alone counts from that day's start."""
    window = fields.mapping(result, "estimatedDeliveryTimeWindow", "window")
    begins, ends = window.get("begins"), window.get("ends")
    if not begins and not ends:
        dates = _moments(result)
        begins = ends = dates.get("APPOINTMENT_DELIVERY") or dates.get("ESTIMATED_DELIVERY")
    days = [day for day in (fields.day(fields.text(begins)), fields.day(fields.text(ends))) if day]
    if not days:
        return None
    start, end = _aware(begins, target), _aware(ends, target)
    if end is not None and start is None and not begins:
        start = datetime.combine(end.date(), time(), end.tzinfo)
    if start is None or end is None or start > end or (start.time() == time() and end.time() == time()):
        return _days(days)
    return Window(start, end)


def _days(days: list[date]) -> Window:
    return Window(min(days), max(days))


def _delivered_at(result: dict[str, Any], scans: list[ReadScan], current: Meaning | None, target: Place) -> datetime | None:
    if current is not None and current.milestone not in (None, Milestone.DELIVERED):
        return None
    times = [scan.at for scan in scans if scan.meaning and scan.meaning.milestone is Milestone.DELIVERED]
    return max(times) if times else _aware(_moments(result).get("ACTUAL_DELIVERY"), target)

"""What does one answer of FedEx's Track API say about one number? Pure: bytes in, a reading or a failure out.

Fields as in FedEx's specification of the Track API (output.completeTrackResults[].trackResults[].scanEvents[]). FedEx writes times with
their offset; the few without are taken as local to their place.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from wesupply_ui.adapters.carriers.fedex.errors import failure_of_error
from wesupply_ui.adapters.carriers.fedex.statuses import meaning_of
from wesupply_ui.adapters.carriers.fields import unmapped
from wesupply_ui.adapters.carriers.places import localise, with_neighbours
from wesupply_ui.adapters.carriers.values import as_country, as_day, as_dict, as_dicts, as_grams, as_json_object, as_moment, as_text
from wesupply_ui.domain.tracking.reading import Failure, Place, Reading, ReadScan, Window
from wesupply_ui.domain.tracking.status import Meaning, Milestone

_EARLIEST = datetime.min.replace(tzinfo=UTC)


def read(body: bytes, number: str) -> Reading | Failure:
    """The reading about `number` of one answer, whole or split by `split`. Of several shipments under one number the newest counts."""
    answer = as_json_object(body)
    if answer is None:
        return Failure("malformed", "the answer is not a JSON object", retryable=True)
    errors = as_dicts(answer.get("errors"))
    if errors:
        return failure_of_error(errors[0])
    complete = as_dicts(as_dict(answer.get("output")).get("completeTrackResults"))
    if not complete:
        return Failure("malformed", "the answer holds no output.completeTrackResults", retryable=True)
    told = complete[0] if len(complete) == 1 or not number else next((part for part in complete if is_about(part, number)), None)
    if told is None:
        return Failure("malformed", "the answer says nothing about this number", retryable=True)
    results = as_dicts(told.get("trackResults"))
    if not results:
        return Failure("malformed", "the answer holds no trackResults", retryable=True)
    newest = max(results, key=_latest) if len(results) > 1 else results[0]
    notes = [_older(result) for result in results if result is not newest]
    own = as_text(told.get("trackingNumber"), 60) or as_text(as_dict(newest.get("trackingNumberInfo")).get("trackingNumber"), 60)
    error = as_dict(newest.get("error"))
    if error and not as_dicts(newest.get("scanEvents")):
        return failure_of_error(error)
    if error:
        notes.append(f"FedEx adds: {failure_of_error(error).message}")
    return _reading(own or number, newest, notes)


def is_about(part: dict[str, Any], number: str) -> bool:
    """Whether an element of completeTrackResults answers for `number`; FedEx may echo it without blanks or in capitals."""
    wanted = _plain(number)
    named = [part.get("trackingNumber")]
    named += [as_dict(result.get("trackingNumberInfo")).get("trackingNumber") for result in as_dicts(part.get("trackResults"))]
    return any(isinstance(name, str) and _plain(name) == wanted for name in named)


def _plain(number: str) -> str:
    return "".join(number.split()).upper()


def _reading(number: str, result: dict[str, Any], notes: list[str]) -> Reading:
    scans = _scans(as_dicts(result.get("scanEvents")), _ends(result), notes)
    current = _headline(as_dict(result.get("latestStatusDetail")))
    target = _ends(result)[-1]
    delivery = as_dict(result.get("deliveryDetails"))
    return Reading(
        carrier="fedex",
        number=number,
        scans=tuple(scans),
        current=current,
        estimated=_estimated(result, target),
        delivered_at=_delivered_at(result, scans, current, target),
        signed_by=as_text(delivery.get("receivedByName"), 100) or as_text(delivery.get("signedByName"), 100),
        service=as_text(as_dict(result.get("serviceDetail")).get("description"), 100),
        weight_grams=_weight(as_dict(result.get("packageDetails"))),
        notes=(*notes, *unmapped(scan.code for scan in scans if scan.meaning is None)),
    )


def _scans(events: list[dict[str, Any]], hints: tuple[Place, ...], notes: list[str]) -> list[ReadScan]:
    kept: list[tuple[dict[str, Any], datetime, Place]] = []
    for event in events:
        at = as_moment(event.get("date"))
        if at is None or not (as_text(event.get("eventType")) or as_text(event.get("eventDescription"))):
            notes.append("a scan without a readable time or type was left out")
            continue
        kept.append((event, at, place_of(event.get("scanLocation"))))
    times = with_neighbours([(at, place) for _, at, place in kept], hints)
    return [_scan(event, at, place, clock) for (event, _, place), (at, clock) in zip(kept, times, strict=True)]


def _scan(event: dict[str, Any], at: datetime, place: Place, clock: Any) -> ReadScan:
    code = _code(event.get("eventType"))
    exception = as_text(event.get("exceptionDescription"))
    delay = as_dict(event.get("delayDetail"))
    return ReadScan(
        at=at,
        text=exception or as_text(event.get("eventDescription")) or code,
        code=code,
        place=place,
        meaning=meaning_of(
            code, _code(event.get("exceptionCode")), exception or "", _code(delay.get("type")), _code(delay.get("status")) == "DELAYED"
        ),
        clock=clock,
    )


def _headline(latest: dict[str, Any]) -> Meaning | None:
    why = (as_dicts(latest.get("ancillaryDetails")) or [{}])[0]
    delay = as_dict(latest.get("delayDetail"))
    told = (
        _code(why.get("reason")),
        as_text(why.get("reasonDescription")) or "",
        _code(delay.get("type")),
        _code(delay.get("status")) == "DELAYED",
    )
    return meaning_of(_code(latest.get("code")), *told) or meaning_of(_code(latest.get("derivedCode")), *told)


def place_of(address: object) -> Place:
    """An address object of FedEx as a place; street lines are left out."""
    fields = as_dict(address)
    return Place(
        city=as_text(fields.get("city"), 100),
        region=as_text(fields.get("stateOrProvinceCode"), 50),
        postcode=as_text(fields.get("postalCode"), 20),
        country=as_country(fields.get("countryCode")),
    )


def _ends(result: dict[str, Any]) -> tuple[Place, Place]:
    """Where it comes from and goes to."""
    shipper, recipient = (place_of(as_dict(result.get(name)).get("address")) for name in ("shipperInformation", "recipientInformation"))
    return shipper, recipient


def _code(value: object) -> str:
    return (as_text(value, 20) or "").upper()


def _moments(result: dict[str, Any]) -> dict[str, object]:
    return {_code_long(item.get("type")): item.get("dateTime") for item in as_dicts(result.get("dateAndTimes"))}


def _code_long(value: object) -> str:
    return as_text(value, 60) or ""


def _latest(result: dict[str, Any]) -> datetime:
    """The newest time that a shipment's answer holds, promises left out; sorts a number's shipments by age."""
    times = [as_moment(event.get("date")) for event in as_dicts(result.get("scanEvents"))]
    times += [as_moment(value) for kind, value in _moments(result).items() if kind.startswith("ACTUAL") or kind == "SHIP"]
    return max((at if at.tzinfo else at.replace(tzinfo=UTC) for at in times if at), default=_EARLIEST)


def _older(result: dict[str, Any]) -> str:
    latest = _latest(result)
    until = f", last heard of on {latest:%Y-%m-%d}" if latest > _EARLIEST else ""
    mark = as_text(as_dict(result.get("trackingNumberInfo")).get("trackingNumberUniqueId"), 80)
    return f"another shipment has this number{until} ({mark or 'without an id'}): left out"


def _weight(package: dict[str, Any]) -> int | None:
    weights = as_dicts(as_dict(package.get("weightAndDimensions")).get("weight"))
    return next((grams for item in weights if (grams := as_grams(item.get("value"), item.get("unit")))), None)


def _aware(value: object, place: Place) -> datetime | None:
    at = as_moment(value)
    if at is None or at.tzinfo:
        return at
    found = localise(at, place)
    return found[0] if found else None


def _estimated(result: dict[str, Any], target: Place) -> Window | None:
    """FedEx's window, else the appointment or estimate of its list of dates. A latest time alone counts from that day's start."""
    window = as_dict(as_dict(result.get("estimatedDeliveryTimeWindow")).get("window"))
    begins, ends = window.get("begins"), window.get("ends")
    if not begins and not ends:
        dates = _moments(result)
        begins = ends = dates.get("APPOINTMENT_DELIVERY") or dates.get("ESTIMATED_DELIVERY")
    days = [day for day in (as_day(begins), as_day(ends)) if day]
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

"""What does one answer of UPS's Track API say? Pure: bytes in, a reading or a failure out.

Fields as in UPS's specification of the Track API (trackResponse.shipment[].package[].activity[]). Times are local to the place; newer
answers add gmtDate, gmtTime and gmtOffset, which are used first.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Any

from wesupply_ui.adapters.carriers import fields
from wesupply_ui.adapters.carriers.places import localise, with_neighbours
from wesupply_ui.adapters.carriers.ups.errors import failure_of_errors
from wesupply_ui.adapters.carriers.ups.statuses import meaning_of
from wesupply_ui.domain.tracking.reading import Failure, Place, Reading, ReadScan, Window
from wesupply_ui.domain.tracking.status import Meaning, Milestone


def read(body: bytes, number: str) -> Reading | Failure:
    """The reading of one answer about `number`; of several packages the one with that number, else the first."""
    answer = fields.parse_json(body)
    if not isinstance(answer, dict):
        return Failure("malformed", "the answer is not a JSON object", retryable=True)
    errors = fields.dicts(fields.mapping(answer, "response").get("errors"))
    if errors:
        return failure_of_errors(errors)
    shipments = fields.dicts(fields.mapping(answer, "trackResponse").get("shipment"))
    if not shipments:
        return Failure("malformed", "the answer holds no trackResponse.shipment", retryable=True)
    warnings = [warning for shipment in shipments for warning in fields.dicts(shipment.get("warnings"))]
    packages = [(shipment, package) for shipment in shipments for package in fields.dicts(shipment.get("package"))]
    if not packages:
        return failure_of_errors(warnings or [{"code": "TW0001", "message": "the answer holds no package"}])
    shipment, package = next((pair for pair in packages if pair[1].get("trackingNumber") == number), packages[0])
    notes = [f"UPS warns: {fields.text(warning, 'message') or fields.text(warning, 'code')}" for warning in warnings]
    return _reading(number, shipment, package, notes)


def _reading(number: str, shipment: dict[str, Any], package: dict[str, Any], notes: list[str]) -> Reading | Failure:
    own = fields.text(package, "trackingNumber") or fields.text(shipment, "inquiryNumber")
    headline = fields.mapping(package, "currentStatus")
    if own is None and not headline and "activity" not in package:
        return Failure("malformed", "the package has neither a number nor a status", retryable=True)
    addresses = _addresses(package)
    scans = _scans(fields.dicts(package.get("activity")), tuple(addresses.values()), notes)
    current = _meaning(headline) or meaning_of("", "", _code(package.get("statusCode")))
    target = addresses.get("DESTINATION") or addresses.get("DELIVERY") or Place()
    return Reading(
        carrier="ups",
        number=own or number,
        scans=tuple(scans),
        current=current,
        estimated=_estimated(package, target),
        delivered_at=_delivered_at(package, scans, current, target),
        signed_by=fields.text(package, "deliveryInformation", "receivedBy", longest=100),
        service=fields.text(package, "service", "description", longest=100),
        weight_grams=fields.grams(fields.text(package, "weight", "weight"), fields.text(package, "weight", "unitOfMeasurement")),
        pieces=_pieces(shipment, own or number),
        notes=(*notes, *fields.unmapped(scan.code for scan in scans if scan.meaning is None)),
    )


def _scans(activities: list[dict[str, Any]], hints: tuple[Place, ...], notes: list[str]) -> list[ReadScan]:
    kept: list[tuple[dict[str, Any], datetime, Place]] = []
    for activity in activities:
        at = moment(activity)
        status = fields.mapping(activity, "status")
        if at is None or not status:
            notes.append("a scan without a readable time or status was left out")
            continue
        kept.append((status, at, place_of(fields.mapping(activity, "location").get("address"))))
    times = with_neighbours([(at, place) for _, at, place in kept], hints)
    return [
        ReadScan(
            at=at,
            text=fields.text(status, "description") or fields.text(status, "simplifiedTextDescription") or _shown(status),
            code=_shown(status),
            place=place,
            meaning=_meaning(status),
            clock=clock,
        )
        for (status, _, place), (at, clock) in zip(kept, times, strict=True)
    ]


def moment(activity: dict[str, Any]) -> datetime | None:
    """When an activity happened: aware if the answer says the offset or both clocks, else naive local time; None if unreadable."""
    local = _clock(activity.get("date"), activity.get("time"))
    utc = _clock(activity.get("gmtDate"), activity.get("gmtTime"))
    told = fields.offset(fields.text(activity, "gmtOffset"))
    offset = None if told is None else timezone(told)
    if local is None:
        return utc and (utc.replace(tzinfo=UTC).astimezone(offset) if offset else utc.replace(tzinfo=UTC))
    if offset is None and utc is not None and activity.get("gmtTime"):
        apart = local - utc
        # Offsets are whole quarters of an hour; anything else means that one of the two clocks is not about this moment.
        if abs(apart) <= timedelta(hours=15) and apart % timedelta(minutes=15) == timedelta(0):
            offset = timezone(apart)
    return local.replace(tzinfo=offset) if offset else local


def _clock(day: object, clock: object) -> datetime | None:
    """20260131 and 071356 (also 71356, 07:13:56; no time is midnight) as a naive datetime; None if either is unreadable."""
    if isinstance(day, str) and isinstance(clock, str) and len(day) == 8 and len(clock) == 6 and (day + clock).isdecimal():
        return _usual(day, clock)
    on = fields.day(fields.text(day))
    if on is None:
        return None
    digits = "" if clock is None else clock.strip().replace(":", "") if isinstance(clock, str) else "?"
    if not digits:
        return datetime(on.year, on.month, on.day)  # noqa: DTZ001  local to a place that the caller knows
    if not (digits.isascii() and digits.isdigit() and 4 < len(digits) <= 6):
        return None
    digits = digits.zfill(6)
    try:
        return datetime(on.year, on.month, on.day, int(digits[:2]), int(digits[2:4]), int(digits[4:]))  # noqa: DTZ001
    except ValueError:
        return None


def _usual(day: str, clock: str) -> datetime | None:
    """As `_clock`, for the usual writing: eight digits and six. Most of an answer is such times, so this one is quick."""
    try:
        read = datetime.fromisoformat(f"{day}T{clock}")
    except ValueError:
        return None
    return read if read.year in fields.YEARS else None


def place_of(address: object) -> Place:
    """An address object of UPS as a place; street lines are left out."""
    told = fields.mapping(address)
    parts = tuple(told.get(name) for name in ("city", "stateProvince", "postalCode", "countryCode", "country"))
    # The same hubs come again and again; what is no text is read the long way.
    return _known_place(parts) if all(part is None or isinstance(part, str) for part in parts) else _place(told)


@lru_cache(maxsize=16_384)
def _known_place(parts: tuple[str | None, ...]) -> Place:
    return _place(dict(zip(("city", "stateProvince", "postalCode", "countryCode", "country"), parts, strict=True)))


def _place(told: dict[str, Any]) -> Place:
    return Place(
        city=fields.text(told, "city", longest=100),
        region=fields.text(told, "stateProvince", longest=50),
        postcode=fields.text(told, "postalCode", longest=20),
        country=fields.country(fields.text(told, "countryCode")) or fields.country(fields.text(told, "country")),
    )


def _code(value: object) -> str:
    return (fields.text(value, longest=20) or "").upper()


def _shown(status: dict[str, Any]) -> str:
    """The code as UPS prints it; the type alone where there is none. Its meaning is looked up by both."""
    return _code(status.get("code")) or _code(status.get("type")) or _code(status.get("statusCode"))


def _meaning(status: dict[str, Any]) -> Meaning | None:
    return meaning_of(_code(status.get("type")), _code(status.get("code")), _code(status.get("statusCode"))) if status else None


def _addresses(package: dict[str, Any]) -> dict[str, Place]:
    return {_code(item.get("type")): place_of(item.get("address")) for item in fields.dicts(package.get("packageAddress"))}


def _pieces(shipment: dict[str, Any], own: str) -> tuple[str, ...]:
    found = (fields.text(package, "trackingNumber", longest=60) for package in fields.dicts(shipment.get("package")))
    return tuple(dict.fromkeys(piece for piece in found if piece and piece != own))


def _estimated(package: dict[str, Any], target: Place) -> Window | None:
    """The rescheduled day before the scheduled one; with hours where UPS gives them and the place's offset is known."""
    days = {_code(item.get("type")): fields.day(fields.text(item, "date")) for item in fields.dicts(package.get("deliveryDate"))}
    day = days.get("RDD") or days.get("SDD")
    if day is None:
        return None
    hours = fields.mapping(package, "deliveryTime")
    kind = _code(hours.get("type"))
    if kind in ("EDW", "CDW", "IDW", "CMT") and hours.get("endTime"):
        start = day if kind == "CMT" else _at(day, hours.get("startTime"), target)
        end = _at(day, hours.get("endTime"), target)
        if kind == "CMT" and end is not None:
            start = datetime.combine(day, time(), end.tzinfo)
        if isinstance(start, datetime) and end is not None and start <= end:
            return Window(start, end)
    return Window(day, day)


def _at(day: date, clock: object, place: Place) -> datetime | None:
    local = _clock(day.strftime("%Y%m%d"), clock)
    found = localise(local, place) if local is not None and clock else None
    return found[0] if found else None


def _delivered_at(package: dict[str, Any], scans: list[ReadScan], current: Meaning | None, target: Place) -> datetime | None:
    if current is not None and current.milestone not in (None, Milestone.DELIVERED):
        return None
    times = [scan.at for scan in scans if scan.meaning and scan.meaning.milestone is Milestone.DELIVERED]
    if times:
        return max(times)
    days = {_code(item.get("type")): fields.day(fields.text(item, "date")) for item in fields.dicts(package.get("deliveryDate"))}
    hours = fields.mapping(package, "deliveryTime")
    day = days.get("DEL")
    return _at(day, hours.get("endTime"), target) if day and _code(hours.get("type")) == "DEL" else None

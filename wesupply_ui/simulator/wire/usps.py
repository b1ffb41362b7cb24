"""USPS Tracking 3.0: codes and JSON of a mail piece. Shape after a live answer of 2024 (booleans as strings, local time with
`GMTOffset` beside it); event codes after USPS Publication 199 and USPS's list of scan events."""

from __future__ import annotations

from datetime import UTC
from typing import Any, NamedTuple

from wesupply_ui.simulator.events import HANDED_OVER, Event, Scan
from wesupply_ui.simulator.parcels import View
from wesupply_ui.simulator.places import COUNTRY_NAMES, Place
from wesupply_ui.simulator.wire.stamps import greenwich, stamp

Json = dict[str, Any]


class Code(NamedTuple):
    """`code` and `text` of the event; the category USPS shows for the piece while this is the newest one."""

    code: str
    text: str
    category: str


_MOVING = "In Transit"
# USPS publishes no codes for its customs events: the words are its own, the codes are those of the Universal Postal Union. It has none
# for weather, loss and damage either; the nearest published ones stand in.

CODES: dict[Event, Code] = {
    Event.LABEL_CREATED: Code("GX", "Shipping Label Created, USPS Awaiting Item", "Pre-Shipment"),
    Event.PICKED_UP: Code("03", "USPS in possession of item", "Accepted"),
    Event.ORIGIN_SCAN: Code("10", "Arrived at USPS Regional Origin Facility", _MOVING),
    Event.DEPARTED: Code("T1", "Departed USPS Regional Facility", _MOVING),
    Event.ARRIVED: Code("A1", "Arrived at USPS Regional Facility", _MOVING),
    Event.IN_TRANSIT: Code("NT", "In Transit to Next Facility", _MOVING),
    Event.AT_DESTINATION: Code("07", "Arrived at Post Office", _MOVING),
    Event.OUT_FOR_DELIVERY: Code("OF", "Out for Delivery", "Out for Delivery"),
    Event.DELIVERED: Code("01", "Delivered, Front Door/Porch", "Delivered"),
    Event.ATTEMPT_FAILED: Code("02", "Notice Left (No Authorized Recipient Available)", "Delivery Attempt"),
    Event.READY_FOR_PICKUP: Code("16", "Available for Pickup", "Available for Pickup"),
    Event.COLLECTED: Code("01", "Delivered, Individual Picked Up at Post Office", "Delivered"),
    Event.WEATHER_DELAY: Code("71", "Rescheduled to Next Delivery Day", "Alert"),
    Event.CARRIER_DELAY: Code("NT", "In Transit, Arriving Late", _MOVING),
    Event.MISSORTED: Code("08", "Missent", "Alert"),
    Event.BAD_ADDRESS: Code("22", "Insufficient Address", "Alert"),
    Event.REFUSED: Code("04", "Refused", "Alert"),
    Event.RETURNING: Code("09", "Return to Sender", "Alert"),
    Event.RETURN_DEPARTED: Code("T1", "Departed USPS Regional Facility", _MOVING),
    Event.RETURN_ARRIVED: Code("A1", "Arrived at USPS Regional Facility", _MOVING),
    Event.RETURNED: Code("01", "Delivered, To Original Sender", "Delivered to Original Sender"),
    Event.IN_CUSTOMS: Code("EDB", "Customs Clearance", _MOVING),
    Event.CUSTOMS_DOCUMENTS: Code("EME", "Held in Customs", "Alert"),
    Event.CUSTOMS_DUTIES: Code("EME", "Held in Customs", "Alert"),
    Event.CUSTOMS_CLEARED: Code("EDC", "Customs Clearance Processing Complete", _MOVING),
    Event.DAMAGED: Code("29", "Return to Sender, Damaged in Handling", "Alert"),
    Event.LOST: Code("11", "Dead Mail", "Alert"),
    Event.CANCELLED: Code("44", "Customer Recall", "Alert"),
    Event.UNHEARD_OF: Code("QQ", "Rested at a Lay-by", _MOVING),
}

_HUB_EVENTS = frozenset({Event.ORIGIN_SCAN, Event.DEPARTED, Event.ARRIVED, Event.RETURN_DEPARTED, Event.RETURN_ARRIVED})
"""Events that USPS places at a distribution centre: one name with the state in it, no state, no ZIP."""


def render(view: View) -> Json:
    """The whole answer for one tracking number (expand=DETAIL)."""
    latest = view.latest
    answer: Json = {
        **_ends(view),
        "mailClass": view.parcel.service or _mail_class(view),
        "mailType": "DM",
        **_dates(view),
        "proofOfDeliveryEnabled": "false",
        "restoreEnabled": "false",
        "RRAMEnabled": "false",
        "RREEnabled": "false",
        "services": ["USPS Tracking<SUP>&#174;</SUP>", "Up to $100 insurance included"],
        "serviceTypeCode": "001",
    }
    if latest:
        code = CODES[latest.event]
        answer |= {"status": code.text, "statusCategory": code.category, "statusSummary": _summary(code.text, latest)}
    answer |= {
        "tableCode": "T",
        "uniqueMailPieceID": view.parcel.number[-9:],
        "mailPieceIntakeDate": f"{view.parcel.shipped_at.astimezone(UTC):%Y-%m-%d %H:%M:%S}.000000",
        "trackingEvents": [_event(scan, view) for scan in reversed(view.scans)],
        "trackingNumber": view.parcel.number,
    }
    return answer


def _ends(view: View) -> Json:
    origin, destination = view.parcel.journey.origin, view.parcel.journey.destination
    ends: Json = {
        "destinationCity": destination.city.upper(),
        "destinationState": destination.region or None,
        "destinationZIP": destination.postcode,
        "emailEnabled": "true",
        "kahalaIndicator": "false",
        "originCity": origin.city.upper(),
        "originState": origin.region or None,
        "originZIP": origin.postcode,
    }
    if destination.country != "US":
        ends["destinationCountryCode"] = destination.country
    return ends


def _mail_class(view: View) -> str:
    journey = view.parcel.journey
    if journey.origin.country != journey.destination.country:
        return "Priority Mail International<SUP>&reg;</SUP>"
    return "Priority Mail Express<SUP>&reg;</SUP>" if journey.name == "express" else "USPS Ground Advantage<SUP>&#153;</SUP>"


def _dates(view: View) -> Json:
    if view.expected_at is None:
        return {}
    promised = (view.parcel.shipped_at + view.parcel.journey.promised).astimezone(view.parcel.journey.destination.zone)
    dates: Json = {"expectedDeliveryTimeStamp": f"{stamp(promised).day}T21:00:00", "expectedDeliveryType": "Expected Delivery by"}
    if view.latest and view.latest.event is not Event.LABEL_CREATED:
        dates["predictedDeliveryDate"] = stamp(view.expected_at).day
    if view.latest and view.latest.event is Event.OUT_FOR_DELIVERY:
        hour = max(min(view.expected_at.hour - 1, 17), 9)
        dates |= {"predictedDeliveryWindowStartTime": f"{_clock(hour)}", "predictedDeliveryWindowEndTime": f"{_clock(hour + 3)}"}
    return dates


def _clock(hour: int) -> str:
    return f"{(hour - 1) % 12 + 1}:00 {'am' if hour < 12 else 'pm'}"


def _summary(text: str, scan: Scan) -> str:
    when = f"{(scan.at.hour - 1) % 12 + 1}:{scan.at:%M} {'am' if scan.at.hour < 12 else 'pm'} on {scan.at:%B} {scan.at.day}, {scan.at.year}"
    where = ", ".join(part for part in (scan.place.city.upper(), f"{scan.place.region} {scan.place.postcode}".strip()) if part)
    return f"Your item: {text} at {when} in {where}."


def _event(scan: Scan, view: View) -> Json:
    code = CODES[scan.event]
    handed_over = scan.event in HANDED_OVER
    local, at_greenwich = stamp(scan.at), greenwich(scan.at)
    return {
        "eventType": code.text,
        "eventTimestamp": f"{local.day}T{local.clock[:5]}:00",
        "GMTTimestamp": f"{at_greenwich.day}T{at_greenwich.clock}Z",
        "GMTOffset": local.offset,
        **_place(scan.place, at_hub=scan.event in _HUB_EVENTS),
        "firm": None,
        "name": view.parcel.signed_by.upper() if handed_over and view.parcel.signed_by else None,
        "authorizedAgent": "false",
        "eventCode": code.code,
        "additionalProp": None,
    }


def _place(place: Place, *, at_hub: bool) -> Json:
    if place.country != "US":
        country = COUNTRY_NAMES.get(place.country, place.country).upper()
        return {"eventCountry": country, "eventCity": place.city.upper(), "eventState": None, "eventZIP": None}
    if at_hub:
        name = f"{place.city} {place.region} DISTRIBUTION CENTER".upper()
        return {"eventCountry": None, "eventCity": name, "eventState": None, "eventZIP": None}
    return {"eventCountry": None, "eventCity": place.city.upper(), "eventState": place.region, "eventZIP": place.postcode}

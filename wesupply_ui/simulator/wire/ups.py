"""UPS Track API v1: codes and JSON of a package. Shape after UPS's OpenAPI document; codes after UPS's published tables
(activity types, status codes, exception codes, scan codes)."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple
from zlib import crc32

from wesupply_ui.simulator.events import HANDED_OVER, Event, Scan
from wesupply_ui.simulator.parcels import View
from wesupply_ui.simulator.places import Place
from wesupply_ui.simulator.wire.stamps import compact, greenwich, stamp

Json = dict[str, Any]


class Code(NamedTuple):
    """`type` of activity, `code` of the scan or exception, `status` (three digits, "API codes" table) and UPS's words."""

    type: str
    code: str
    status: str
    text: str


CODES: dict[Event, Code] = {
    Event.LABEL_CREATED: Code("M", "MP", "003", "Shipper created a label, UPS has not received the package yet. "),
    Event.PICKED_UP: Code("P", "PU", "038", "Pickup Scan "),
    Event.ORIGIN_SCAN: Code("I", "OR", "005", "We have your package"),
    Event.DEPARTED: Code("I", "DP", "005", "Departed from Facility"),
    Event.ARRIVED: Code("I", "AR", "005", "Arrived at Facility"),
    Event.IN_TRANSIT: Code("I", "AG", "005", "Package is in transit to a UPS facility"),
    Event.AT_DESTINATION: Code("I", "YP", "005", "Processing at UPS Facility"),
    Event.OUT_FOR_DELIVERY: Code("I", "OT", "021", "Out For Delivery Today"),
    Event.DELIVERED: Code("D", "FS", "011", "DELIVERED "),
    Event.ATTEMPT_FAILED: Code(
        "X", "48", "022", "The receiver was not available for delivery. We'll make a second attempt the next business day."
    ),
    Event.READY_FOR_PICKUP: Code("X", "ZP", "040", "Delivered to UPS Access Point™ location and awaiting customer pickup."),
    Event.COLLECTED: Code("D", "2W", "011", "Package Picked Up At UPS Access Point "),
    Event.WEATHER_DELAY: Code("X", "7W", "052", "Severe weather conditions have delayed delivery."),
    Event.CARRIER_DELAY: Code(
        "X",
        "17",
        "046",
        "A late UPS trailer arrival has delayed delivery. We're adjusting plans to deliver your package as quickly as possible.",
    ),
    Event.MISSORTED: Code("X", "34", "046", "We've incorrectly sorted this package which may cause a delay."),
    Event.BAD_ADDRESS: Code(
        "X", "AE", "050", "The street number is incorrect. This may delay delivery. We're attempting to update the address."
    ),
    Event.REFUSED: Code("X", "KT", "064", "The receiver refused the delivery."),
    Event.RETURNING: Code("X", "UF", "035", "We're in the process of returning this package to the sender."),
    Event.RETURN_DEPARTED: Code("I", "DP", "036", "Departed from Facility"),
    Event.RETURN_ARRIVED: Code("I", "AR", "036", "Arrived at Facility"),
    Event.RETURNED: Code("X", "UA", "034", "UPS has returned your package to the sender."),
    Event.IN_CUSTOMS: Code(
        "X", "RZ", "012", "Your package is pending release from a Government Agency. Once they release it, your package will be on its way."
    ),
    Event.CUSTOMS_DOCUMENTS: Code(
        "X", "B9", "058", "A missing commercial invoice is causing a delay. We are working to obtain this information."
    ),
    Event.CUSTOMS_DUTIES: Code(
        "X", "1C", "049", "Import charges are due for this package. Select Pay Now (where available) or pay at delivery."
    ),
    Event.CUSTOMS_CLEARED: Code("X", "RZ", "014", "Your package has been released by the government agency."),
    Event.DAMAGED: Code("X", "HR", "059", "The package was damaged in transit. We will notify the sender with details."),
    Event.LOST: Code("X", "S9", "068", "We've sent the package to UPS lost and found."),
    Event.CANCELLED: Code("MV", "VP", "007", "Manifest cancelled and shipment voided"),
    Event.UNHEARD_OF: Code("I", "0Q", "998", "Package rested at a lay-by"),
}

_HEADLINES = {
    "003": "Shipment Ready for UPS", "005": "On the Way", "007": "Shipment Information Voided", "011": "Delivered",
    "012": "Clearance in Progress", "014": "Clearance Completed", "021": "Out for Delivery", "022": "First Attempt Made",
    "034": "Returned to Sender", "035": "Returning to Sender", "036": "Returning to Sender: In Transit", "038": "Picked Up by UPS",
    "040": "Ready for Customer Pickup", "046": "Delay", "049": "Delay: Action Required", "050": "Address Information Required",
    "052": "Delay: Severe Weather", "058": "Clearance Information Required", "059": "Damage Reported", "064": "Delivery Refused",
    "068": "Sent to Lost and Found", "998": "On the Way",
}  # fmt: skip
_SERVICES = {"express": ("001", "011", "UPS Next Day Air®"), "abroad": ("011", "065", "UPS Worldwide Saver®")}
_PLACELESS = frozenset({Event.CUSTOMS_CLEARED})
"""Events that UPS writes with a facility number and no address."""


def render(view: View) -> Json:
    """The whole answer for one inquiry number."""
    return {"trackResponse": {"shipment": [{"inquiryNumber": view.parcel.number, "package": [_package(view)], "userRelation": []}]}}


def not_found(number: str) -> Json:
    """UPS answers 200 with a warning for a number that it does not know (yet)."""
    return {
        "trackResponse": {
            "shipment": [{"inquiryNumber": number, "warnings": [{"code": "TW0001", "message": "Tracking Information Not Found"}]}]
        }
    }


def _package(view: View) -> Json:
    parcel, journey = view.parcel, view.parcel.journey
    count = 1 + len(parcel.siblings)
    package: Json = {
        "trackingNumber": parcel.number,
        "deliveryDate": _dates(view),
        "deliveryTime": _times(view),
        "activity": [_activity(scan) for scan in reversed(view.scans)],
        "currentStatus": _current(view),
        "packageAddress": [_end("ORIGIN", journey.origin, ""), _end("DESTINATION", journey.destination, parcel.recipient)],
        "weight": {"unitOfMeasurement": "LBS", "weight": f"{parcel.weight_grams / 453.59237:.2f}"},
        "service": _service(view),
        "referenceNumber": [{"type": "SHIPMENT", "number": parcel.reference or parcel.number[-8:]}],
        "dimension": {"height": "8.00", "length": "14.00", "width": "11.00", "unitOfDimension": "IN"},
        "packageCount": count,
    }
    delivered = view.find(*HANDED_OVER)
    if delivered:
        package["deliveryInformation"] = _delivery(delivered, parcel.signed_by)
    if view.find(Event.READY_FOR_PICKUP):
        package["accessPointInformation"] = {"pickupByDate": ""}
    return package


def _activity(scan: Scan) -> Json:
    code = CODES[scan.event]
    location: Json = {"slic": _slic(scan.place.code)}
    if scan.event is Event.LABEL_CREATED:
        location = {"address": {"countryCode": scan.place.country, "country": scan.place.country}}
    elif scan.event not in _PLACELESS:
        location = {"address": _address(scan.place), **location}
    local, at_greenwich = stamp(scan.at), greenwich(scan.at)
    return {
        "location": location,
        "status": {"type": code.type, "description": code.text, "code": code.code, "statusCode": code.status},
        "date": compact(local.day),
        "time": compact(local.clock),
        "gmtDate": compact(at_greenwich.day),
        "gmtOffset": local.offset,
        "gmtTime": at_greenwich.clock,
    }


@cache
def _slic(code: str) -> str:
    """UPS's number of a facility; made up, but always the same for the same place."""
    return f"{crc32(code.encode()) % 9000 + 1000}"


def _current(view: View) -> Json:
    latest = view.latest
    if latest is None:
        return {}
    code = CODES[latest.event]
    return {"description": _HEADLINES[code.status], "code": code.status, "simplifiedTextDescription": code.text.strip()}


def _dates(view: View) -> list[Json]:
    delivered = view.find(*HANDED_OVER)
    if delivered:
        return [{"type": "DEL", "date": compact(stamp(delivered.at).day)}]
    if view.expected_at is None:
        return []
    promised = (view.parcel.shipped_at + view.parcel.journey.promised).astimezone(view.expected_at.tzinfo)
    kind = "SDD" if promised.date() == view.expected_at.date() else "RDD"
    return [{"type": kind, "date": compact(stamp(view.expected_at).day)}]


def _times(view: View) -> Json:
    delivered = view.find(*HANDED_OVER)
    if delivered:
        return {"type": "DEL", "endTime": compact(stamp(delivered.at).clock)}
    if view.expected_at is None:
        return {}
    if view.latest and view.latest.event is Event.OUT_FOR_DELIVERY:
        hour = max(min(view.expected_at.hour - 2, 18), 8)
        return {"type": "EDW", "startTime": f"{hour:02d}0000", "endTime": f"{hour + 4:02d}0000"}
    return {"type": "EOD", "endTime": ""}


def _delivery(delivered: Scan, signed_by: str) -> Json:
    location = "Access Point" if delivered.event is Event.COLLECTED else "Front Door"
    information: Json = {"location": location, "receivedBy": signed_by.upper()}
    if not signed_by:
        information["deliveryPhoto"] = {"isNonPostalCodeCountry": False, "photoCaptureInd": "Y", "photoDispositionCode": "V"}
    return information


def _service(view: View) -> Json:
    journey = view.parcel.journey
    kind = "express" if journey.name == "express" else "abroad" if journey.origin.country != journey.destination.country else "ground"
    code, level, name = _SERVICES.get(kind, ("518", "003", "UPS® Ground"))
    return {"code": code, "levelCode": level, "description": view.parcel.service or name}


def _address(place: Place) -> Json:
    address: Json = {"city": place.city, "countryCode": place.country, "country": place.country}
    if place.region:
        address["stateProvince"] = place.region
    return address


def _end(kind: str, place: Place, name: str) -> Json:
    address = {"city": place.city.upper() if kind == "DESTINATION" else place.city, "stateProvince": place.region,
               "postalCode": place.postcode, "countryCode": place.country, "country": place.country}  # fmt: skip
    end: Json = {"type": kind, "address": address}
    if name:
        end["name"] = name.upper()
    return end

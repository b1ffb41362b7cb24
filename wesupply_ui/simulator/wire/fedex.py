"""FedEx Track API v1: codes and JSON of one number's track result. Shape after recorded answers; event types after FedEx's table of
tracking status codes, exception codes after its published STAT and DEX codes (03, 07, 08, 10, 12, 50, …)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from wesupply_ui.simulator.events import HANDED_OVER, Event, Scan
from wesupply_ui.simulator.parcels import View
from wesupply_ui.simulator.places import COUNTRY_NAMES, Place
from wesupply_ui.simulator.wire.stamps import stamp

Json = dict[str, Any]


class Code(NamedTuple):
    """`type` and `text` of the event, `derived` status, and what makes it exceptional (code, words, kind of delay)."""

    type: str
    text: str
    derived: str
    facility: str = "FEDEX_FACILITY"
    exception: str = ""
    why: str = ""
    delay: str = ""


_DERIVED = {
    "IN": "Label created", "PU": "Picked up", "IT": "In transit", "DL": "Delivered", "DE": "Delivery exception", "DY": "Delay",
    "SE": "Shipment exception", "HL": "Ready for pickup", "CD": "Clearance delay", "RS": "Returning package to shipper", "CA": "Cancelled",
}  # fmt: skip

CODES: dict[Event, Code] = {
    Event.LABEL_CREATED: Code("OC", "Shipment information sent to FedEx", "IN", "CUSTOMER"),
    Event.PICKED_UP: Code("PU", "Picked up", "PU", "PICKUP_LOCATION"),
    Event.ORIGIN_SCAN: Code("AR", "Arrived at FedEx location", "IT", "ORIGIN_FEDEX_FACILITY"),
    Event.DEPARTED: Code("DP", "Departed FedEx hub", "IT"),
    Event.ARRIVED: Code("AR", "Arrived at FedEx hub", "IT"),
    Event.IN_TRANSIT: Code("IT", "In transit", "IT"),
    Event.AT_DESTINATION: Code("AR", "At local FedEx facility", "IT", "DESTINATION_FEDEX_FACILITY"),
    Event.OUT_FOR_DELIVERY: Code("OD", "On FedEx vehicle for delivery", "IT", "VEHICLE"),
    Event.DELIVERED: Code("DL", "Delivered", "DL", "DELIVERY_LOCATION"),
    Event.ATTEMPT_FAILED: Code("DE", "Delivery exception", "DE", "DELIVERY_LOCATION", "08", "Customer not available or business closed"),
    Event.READY_FOR_PICKUP: Code(
        "HP", "Ready for recipient pickup", "HL", "DESTINATION_FEDEX_FACILITY", "", "Package available for pickup at: 120 MARKET ST "
    ),
    Event.COLLECTED: Code("DL", "Delivered", "DL", "FEDEX_OFFICE"),
    Event.WEATHER_DELAY: Code("DY", "Delay", "DY", exception="A12", why="Weather delay", delay="WEATHER"),
    Event.CARRIER_DELAY: Code("DY", "Delay", "DY", exception="A52", why="Package delayed", delay="GENERAL"),
    Event.MISSORTED: Code("SE", "Shipment exception", "SE", exception="12", why="Package sorted to wrong route"),
    Event.BAD_ADDRESS: Code("DE", "Delivery exception", "DE", "DELIVERY_LOCATION", "03", "Incorrect address"),
    Event.REFUSED: Code("DE", "Delivery exception", "DE", "DELIVERY_LOCATION", "07", "Shipment refused by recipient"),
    Event.RETURNING: Code("RS", "Returning package to shipper", "RS", "DESTINATION_FEDEX_FACILITY"),
    Event.RETURN_DEPARTED: Code("DP", "Departed FedEx hub", "IT"),
    Event.RETURN_ARRIVED: Code("AR", "Arrived at FedEx hub", "IT"),
    Event.RETURNED: Code("DL", "Delivered", "DL", "DELIVERY_LOCATION", "14", "Package returned to shipper"),
    Event.IN_CUSTOMS: Code("CP", "Clearance in progress", "IT"),
    Event.CUSTOMS_DOCUMENTS: Code("CD", "Clearance delay - Import", "CD", exception="50", why="Improper or missing paperwork"),
    Event.CUSTOMS_DUTIES: Code(
        "CD", "Clearance delay - Import", "CD", exception="93", why="Duties and taxes are due - Unable to collect payment"
    ),
    Event.CUSTOMS_CLEARED: Code("CC", "International shipment release - Import", "IT"),
    Event.DAMAGED: Code("SE", "Shipment exception", "SE", exception="10", why="Damaged, delivery not completed"),
    Event.LOST: Code("SE", "Shipment exception", "SE", exception="36", why="Package cannot be located - Trace opened"),
    Event.CANCELLED: Code("CA", "Shipment cancelled by sender", "CA", "CUSTOMER"),
    Event.UNHEARD_OF: Code("QQ", "Package rested at a lay-by", "IT"),
}

_SERVICES = {
    "express": {"type": "PRIORITY_OVERNIGHT", "description": "FedEx Priority Overnight", "shortDescription": "P-1"},
    "abroad": {"type": "INTERNATIONAL_PRIORITY", "description": "FedEx International Priority", "shortDescription": "IP"},
    "ground": {"type": "GROUND_HOME_DELIVERY", "description": "FedEx Home Delivery", "shortDescription": "HD"},
}
_OPTIONS = (
    "INDIRECT_SIGNATURE_RELEASE",
    "REDIRECT_TO_HOLD_AT_LOCATION",
    "REROUTE",
    "RESCHEDULE",
    "RETURN_TO_SHIPPER",
    "SUPPLEMENT_ADDRESS",
)


def render(view: View, *, detailed: bool = True) -> Json:
    """The entry of `completeTrackResults` for one number; without `detailed` (includeDetailedScans) it has no scan events."""
    result = {**_identity(view), **_status(view), **_goods(view), **_ends(view)}
    if detailed:
        result["scanEvents"] = [_scan_event(scan, view) for scan in reversed(view.scans)]
    return {"trackingNumber": view.parcel.number, "trackResults": [result]}


def not_found(number: str) -> Json:
    """The entry for a number FedEx does not know: an error in place of a result, inside an answer that is otherwise fine."""
    identity = {"trackingNumber": number, "trackingNumberUniqueId": "", "carrierCode": ""}
    message = "Tracking number cannot be found. Please correct the tracking number and try again."
    error = {"code": "TRACKING.TRACKINGNUMBER.NOTFOUND", "message": message}
    return {"trackingNumber": number, "trackResults": [{"trackingNumberInfo": identity, "error": error}]}


def _identity(view: View) -> Json:
    number = view.parcel.number
    unique = f"{view.parcel.shipped_at:%y%j}0000~{number}~FX"
    return {
        "trackingNumberInfo": {"trackingNumber": number, "trackingNumberUniqueId": unique, "carrierCode": "FDXE"},
        "additionalTrackingInfo": {
            "nickname": "",
            "packageIdentifiers": [
                {
                    "type": "SHIPPER_REFERENCE",
                    "values": [view.parcel.reference or number[-6:]],
                    "trackingNumberUniqueId": "",
                    "carrierCode": "",
                }
            ],
            "hasAssociatedShipments": bool(view.parcel.siblings),
        },
    }


def _status(view: View) -> Json:
    latest = view.latest
    status: Json = {}
    if latest:
        code = CODES[latest.event]
        text = _text(latest, view)
        status = {
            "code": code.type if code.derived != "IT" else "IT",
            "derivedCode": code.derived,
            "statusByLocale": _DERIVED[code.derived],
        }
        status |= {"description": text, "scanLocation": _address(latest.place, with_postcode=False)}
        if why := _why(latest, view):
            status["ancillaryDetails"] = [{"reason": code.exception, "reasonDescription": why, "action": "", "actionDescription": ""}]
        if code.delay:
            status["delayDetail"] = {"type": code.delay, "status": "DELAYED"}
    expected = view.expected_at
    window = {"begins": _day_at(expected, "09:00:00"), "ends": _day_at(expected, "20:00:00")} if expected else {}
    promised = (view.parcel.shipped_at + view.parcel.journey.promised).astimezone(view.parcel.journey.destination.zone)
    return {
        "latestStatusDetail": status,
        "dateAndTimes": _dates(view),
        "availableNotifications": ["ON_DELIVERY", "ON_EXCEPTION", "ON_ESTIMATED_DELIVERY"],
        "deliveryDetails": _delivery(view),
        "estimatedDeliveryTimeWindow": {"window": window},
        "standardTransitTimeWindow": {"window": {"ends": _day_at(promised, "20:00:00")}},
        "returnDetail": _return_detail(view),
    }


def _dates(view: View) -> list[Json]:
    shipped = view.parcel.shipped_at.astimezone(view.parcel.journey.origin.zone)
    dates = [{"type": "SHIP", "dateTime": _day_at(shipped, "00:00:00")}]
    picked_up, delivered = view.find(Event.PICKED_UP), view.find(*HANDED_OVER)
    if picked_up:
        dates.insert(0, {"type": "ACTUAL_PICKUP", "dateTime": picked_up.at.isoformat()})
        dates.append({"type": "ACTUAL_TENDER", "dateTime": picked_up.at.isoformat()})
    if delivered:
        dates.insert(0, {"type": "ACTUAL_DELIVERY", "dateTime": delivered.at.isoformat()})
    elif view.expected_at:
        dates.insert(0, {"type": "ESTIMATED_DELIVERY", "dateTime": _day_at(view.expected_at, "20:00:00")})
    return dates


def _delivery(view: View) -> Json:
    attempts = sum(1 for scan in view.scans if scan.event in (Event.ATTEMPT_FAILED, Event.BAD_ADDRESS, Event.REFUSED))
    options = [{"option": option, "eligibility": "POSSIBLY_ELIGIBLE"} for option in _OPTIONS]
    details: Json = {"deliveryAttempts": str(attempts), "deliveryOptionEligibilityDetails": options}
    delivered = view.find(*HANDED_OVER)
    if delivered:
        details["actualDeliveryAddress"] = _address(delivered.place, with_postcode=False)
        details["locationType"] = "FEDEX_OFFICE" if delivered.event is Event.COLLECTED else "RESIDENCE"
        details["locationDescription"] = "Front Door" if delivered.event is Event.DELIVERED else "FedEx Office"
        details["receivedByName"] = details["signedByName"] = view.parcel.signed_by
    return details


def _return_detail(view: View) -> Json:
    if not view.is_going_back:
        return {}
    refused = view.find(Event.REFUSED) is not None
    reason = (
        {"type": "REJECTED", "description": "Refused by recipient"} if refused else {"type": "OTHER", "description": "Unable to deliver"}
    )
    return {"authorizationName": "", "reasonDetail": [reason]}


def _goods(view: View) -> Json:
    grams, journey = view.parcel.weight_grams, view.parcel.journey
    weight = [{"value": f"{grams / 453.59237:.1f}", "unit": "LB"}, {"value": f"{grams / 1000:.2f}", "unit": "KG"}]
    dimensions = [{"length": 14, "width": 11, "height": 8, "units": "IN"}, {"length": 35, "width": 27, "height": 20, "units": "CM"}]
    kind = "express" if journey.name == "express" else "abroad" if journey.origin.country != journey.destination.country else "ground"
    service = dict(_SERVICES[kind])
    if view.parcel.service:
        service["description"] = view.parcel.service
    return {
        "serviceDetail": service,
        "packageDetails": {
            "packagingDescription": {"type": "YOUR_PACKAGING", "description": "Your Packaging"},
            "sequenceNumber": "1",
            "count": str(1 + len(view.parcel.siblings)),
            "weightAndDimensions": {"weight": weight, "dimensions": dimensions},
            "packageContent": [],
        },
        "shipmentDetails": {"possessionStatus": True, "weight": weight},
        "specialHandlings": [{"type": "RESIDENTIAL_DELIVERY", "description": "Residential Delivery", "paymentType": "OTHER"}],
        "availableImages": [{"type": "SIGNATURE_PROOF_OF_DELIVERY"}] if view.find(*HANDED_OVER) else [],
        "goodsClassificationCode": "",
    }


def _ends(view: View) -> Json:
    origin, destination = view.parcel.journey.origin, view.parcel.journey.destination
    start, end = _address(origin, with_postcode=False), _address(destination, with_postcode=False)
    return {
        "shipperInformation": {"contact": {}, "address": start},
        "recipientInformation": {"contact": {}, "address": end},
        "originLocation": {"locationContactAndAddress": {"address": start}, "locationId": f"{origin.code}A"},
        "destinationLocation": {"locationContactAndAddress": {"address": end}, "locationType": ""},
        "lastUpdatedDestinationAddress": end,
    }


def _scan_event(scan: Scan, view: View) -> Json:
    code = CODES[scan.event]
    event: Json = {
        "date": scan.at.isoformat(),
        "eventType": code.type,
        "eventDescription": _text(scan, view),
        "exceptionCode": code.exception,
        "exceptionDescription": _why(scan, view),
        "scanLocation": {"streetLines": [""], "residential": False} if scan.event is Event.LABEL_CREATED else _address(scan.place),
        "locationId": f"{scan.place.code}A",
        "locationType": code.facility,
        "derivedStatusCode": code.derived,
        "derivedStatus": _DERIVED[code.derived],
    }
    if code.delay:
        event["delayDetail"] = {"type": code.delay}
    return event


def _text(scan: Scan, view: View) -> str:
    if scan.event is Event.DEPARTED and scan.place == view.parcel.journey.origin:
        return "Left FedEx origin facility"
    return CODES[scan.event].text


def _why(scan: Scan, view: View) -> str:
    if scan.event is not Event.RETURNING:
        return CODES[scan.event].why
    cause = view.find(Event.REFUSED, Event.BAD_ADDRESS)
    return f"{CODES[cause.event].why if cause else 'Unable to deliver shipment'} - Returning to shipper"


def _address(place: Place, *, with_postcode: bool = True) -> Json:
    address: Json = {"streetLines": [""], "city": place.city.upper()} if with_postcode else {"city": place.city.upper()}
    if place.region:
        address["stateOrProvinceCode"] = place.region
    if with_postcode:
        address["postalCode"] = place.postcode
    country = COUNTRY_NAMES.get(place.country, place.country)
    return address | {"countryCode": place.country, "residential": False, "countryName": country}


def _day_at(moment: datetime, clock: str) -> str:
    """That clock on the day of `moment`, with the offset of `moment`."""
    local = stamp(moment)
    return f"{local.day}T{clock}{local.offset}"

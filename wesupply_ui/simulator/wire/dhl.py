"""DHL Shipment Tracking – Unified: codes and JSON of a shipment, as Express (waybills) or as Paket (JJD…, 0034…) tells it. Shape after
recorded answers: event times are local and carry no offset. Codes after DHL's published table of status codes per service."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import quote

from wesupply_ui.simulator.events import HANDED_OVER, Event, Scan
from wesupply_ui.simulator.parcels import View
from wesupply_ui.simulator.places import COUNTRY_NAMES, Place
from wesupply_ui.simulator.wire.stamps import stamp

Json = dict[str, Any]


class Code(NamedTuple):
    """`coarse` statusCode, the service's own `code`, and its words; {city} stands for where it happened."""

    coarse: str
    code: str
    text: str
    remark: str = ""
    next: str = ""


_T = "transit"
EXPRESS: dict[Event, Code] = {
    Event.LABEL_CREATED: Code("pre-transit", "104", "Shipment information received"),
    Event.PICKED_UP: Code(_T, "PU", "Shipment picked up"),
    Event.ORIGIN_SCAN: Code(_T, "PL", "Processed at {city}"),
    Event.DEPARTED: Code(_T, "DF", "Shipment has departed from a DHL facility {city}"),
    Event.ARRIVED: Code(_T, "AF", "Arrived at DHL Sort Facility {city}"),
    Event.IN_TRANSIT: Code(_T, "TR", "Shipment is in transit to destination"),
    Event.AT_DESTINATION: Code(_T, "AR", "Arrived at DHL Delivery Facility {city}"),
    Event.OUT_FOR_DELIVERY: Code(_T, "WC", "Shipment is out with courier for delivery"),
    Event.DELIVERED: Code("delivered", "OK", "Delivered"),
    Event.ATTEMPT_FAILED: Code(
        "failure",
        "NH",
        "Delivery attempted but no response at Consignee address",
        "",
        "A new delivery attempt will be made on the next business day",
    ),
    Event.READY_FOR_PICKUP: Code(
        _T, "CC", "Awaiting collection by the consignee", "", "Please collect the shipment at the DHL ServicePoint"
    ),
    Event.COLLECTED: Code("delivered", "OK", "Delivered", "Collected at the DHL ServicePoint"),
    Event.WEATHER_DELAY: Code("failure", "OH", "Shipment is on hold", "Delayed by severe weather conditions"),
    Event.CARRIER_DELAY: Code(_T, "MD", "Scheduled for delivery on the next delivery cycle", "Missed delivery cycle"),
    Event.MISSORTED: Code("failure", "MS", "Shipment was sorted to a wrong destination and is being forwarded"),
    Event.BAD_ADDRESS: Code("failure", "BA", "Address information needed; contact DHL", "", "Please contact DHL with the complete address"),
    Event.REFUSED: Code("failure", "RD", "Recipient refused delivery"),
    Event.RETURNING: Code("failure", "RT", "Returned to shipper"),
    Event.RETURN_DEPARTED: Code(_T, "DF", "Shipment has departed from a DHL facility {city}"),
    Event.RETURN_ARRIVED: Code(_T, "AF", "Arrived at DHL Sort Facility {city}"),
    Event.RETURNED: Code("delivered", "OK", "Delivered", "Returned to the shipper's address"),
    Event.IN_CUSTOMS: Code(
        _T, "IC", "Customs clearance status updated. Note - The Customs clearance process may start while the shipment is in transit"
    ),
    Event.CUSTOMS_DOCUMENTS: Code(
        "failure",
        "CD",
        "Further clearance information is needed; documents missing",
        "",
        "Please send the documents that customs asked for",
    ),
    Event.CUSTOMS_DUTIES: Code(
        "failure", "HP", "Shipment is held; payment of duties and taxes is due", "", "Please pay duties and taxes online"
    ),
    Event.CUSTOMS_CLEARED: Code(_T, "CR", "Clearance processing complete at {city}"),
    Event.DAMAGED: Code("failure", "DS", "Shipment was damaged beyond repair and has been disposed of"),
    Event.LOST: Code("failure", "SS", "Shipment stopped; search in progress", "The shipment could not be located"),
    Event.CANCELLED: Code("failure", "CS", "Shipment closed; label cancelled by the shipper"),
    Event.UNHEARD_OF: Code(_T, "QQ", "Shipment rested at a lay-by"),
}

PAKET: dict[Event, Code] = {
    Event.LABEL_CREATED: Code(
        "pre-transit", "VA", "The instruction data for this shipment have been provided by the sender to DHL electronically"
    ),
    Event.PICKED_UP: Code(_T, "AE", "The shipment has been successfully picked up from the sender"),
    Event.ORIGIN_SCAN: Code(_T, "ES", "The shipment has been processed in the parcel center of origin"),
    Event.DEPARTED: Code(_T, "AA", "The shipment has departed from {city}"),
    Event.ARRIVED: Code(_T, "EE", "The shipment has arrived in {city}"),
    Event.IN_TRANSIT: Code(_T, "NB", "The shipment is in transit"),
    Event.AT_DESTINATION: Code(_T, "EE", "The shipment has arrived in the region of recipient"),
    Event.OUT_FOR_DELIVERY: Code(_T, "PO", "The shipment has been loaded onto the delivery vehicle"),
    Event.DELIVERED: Code("delivered", "ZU", "The shipment has been successfully delivered"),
    Event.ATTEMPT_FAILED: Code("failure", "ZN", "The recipient could not be reached; a new delivery attempt will be made"),
    Event.READY_FOR_PICKUP: Code(_T, "ZF", "The shipment is ready for pick-up at the PACKSTATION"),
    Event.COLLECTED: Code("delivered", "ZU", "The recipient has picked up the shipment from the PACKSTATION"),
    Event.WEATHER_DELAY: Code("failure", "BV", "The delivery of the shipment is delayed because of severe weather"),
    Event.CARRIER_DELAY: Code("failure", "BV", "The delivery of the shipment is delayed"),
    Event.MISSORTED: Code("failure", "BV", "The shipment was missorted and is being forwarded"),
    Event.BAD_ADDRESS: Code("failure", "ZN", "The shipment could not be delivered: the address is incomplete or wrong"),
    Event.REFUSED: Code("failure", "ZN", "The recipient refused to accept the shipment"),
    Event.RETURNING: Code("failure", "ZN", "The shipment is being returned to the sender"),
    Event.RETURN_DEPARTED: Code(_T, "AA", "The shipment has departed from {city}"),
    Event.RETURN_ARRIVED: Code(_T, "EE", "The shipment has arrived in {city}"),
    Event.RETURNED: Code("delivered", "ZU", "The shipment has been returned to the sender"),
    Event.IN_CUSTOMS: Code(_T, "ZO", "The shipment has been handed over to customs"),
    Event.CUSTOMS_DOCUMENTS: Code("failure", "ZO", "Customs clearance: documents are missing"),
    Event.CUSTOMS_DUTIES: Code("failure", "ZO", "Customs clearance: duties are due"),
    Event.CUSTOMS_CLEARED: Code(_T, "ZO", "Customs clearance has been completed"),
    Event.DAMAGED: Code("failure", "BV", "The shipment was damaged and is being inspected"),
    Event.LOST: Code("failure", "BV", "A search has been started for the shipment"),
    Event.CANCELLED: Code("failure", "AN", "The shipment was not handed over; the order was cancelled"),
    Event.UNHEARD_OF: Code(_T, "QQ", "The shipment rested at a lay-by"),
}

_NAMES = {**{code: name.upper() for code, name in COUNTRY_NAMES.items()}, "US": "USA"}
_OTHER_SERVICES = ("freight", "dgf", "ecommerce", "parcel-nl", "parcel-pl", "post-de", "sameday", "parcel-uk")


def service_of(number: str) -> str:
    """Which DHL division prints such a number."""
    return "parcel-de" if number.startswith(("JJD", "0034")) else "express"


def render(view: View) -> Json:
    """The whole answer for one tracking number."""
    number, service = view.parcel.number, service_of(view.parcel.number)
    others = [f"/track/shipments?trackingNumber={number}&service={other}" for other in _OTHER_SERVICES]
    return {"shipments": [_shipment(view, service)], "possibleAdditionalShipmentsUrl": others}


def not_found(number: str) -> Json:
    """The body of DHL's 404."""
    detail = "No shipment with given tracking number found."
    return {"title": "No result found", "detail": detail, "status": 404, "instance": f"/shipment/{quote(number)}"}


def _shipment(view: View, service: str) -> Json:
    parcel, journey = view.parcel, view.parcel.journey
    pieces = [_piece_id(number) for number in (parcel.number, *parcel.siblings)]
    shipment: Json = {
        "id": parcel.number,
        "service": service,
        "origin": {"address": _address(journey.origin), "servicePoint": {"url": "http://www.dhl.com/", "label": "Origin Service Area"}},
        "destination": {
            "address": _address(journey.destination),
            "servicePoint": {"url": "http://www.dhl.com/", "label": "Destination Service Area"},
        },
    }
    if view.latest:
        shipment["status"] = _event(view.latest, service, pieces)
    if view.expected_at:
        day = stamp(view.expected_at).day
        shipment |= {
            "estimatedTimeOfDelivery": f"{day}T23:59:00",
            "estimatedDeliveryTimeFrame": {"estimatedFrom": f"{day}T08:00:00", "estimatedThrough": f"{day}T18:00:00"},
            "estimatedTimeOfDeliveryRemark": "By End of Day",
        }
    shipment["serviceUrl"] = f"https://www.dhl.com/en/express/tracking.html?AWB={parcel.number}"
    shipment["details"] = _details(view, service, pieces)
    shipment["events"] = [_event(scan, service, pieces) for scan in reversed(view.scans)]
    if view.is_going_back:
        shipment["returnFlag"] = True
    return shipment


def _details(view: View, service: str, pieces: list[str]) -> Json:
    parcel = view.parcel
    product = parcel.service or ("DHL PAKET" if service == "parcel-de" else "EXPRESS WORLDWIDE")
    details: Json = {
        "carrier": {"@type": "Organization", "organizationName": "DHL Paket" if service == "parcel-de" else "DHL Express"},
        "product": {"productName": product},
        "proofOfDeliverySignedAvailable": False,
        "totalNumberOfPieces": len(pieces),
        "pieceIds": pieces,
        "weight": {"value": round(parcel.weight_grams / 1000, 2), "unitText": "kg"},
        "dimensions": {side: {"value": size, "unitText": "cm"} for side, size in (("width", 27), ("height", 20), ("length", 35))},
        "references": [{"number": parcel.reference or parcel.number[-6:], "type": "customer-reference"}],
    }
    delivered = view.find(*HANDED_OVER)
    if delivered:
        url = f"https://webpod.dhl.com/webPOD/DHLePODRequest?hwb={parcel.number}"
        signed = {"@type": "Person", "name": parcel.signed_by} if parcel.signed_by else {"@type": "Person", "name": "Delivered"}
        proof = {"timestamp": _local(delivered), "signatureUrl": url, "documentUrl": url, "signed": signed}
        details |= {"proofOfDelivery": proof, "proofOfDeliverySignedAvailable": bool(parcel.signed_by)}
    return details


def _event(scan: Scan, service: str, pieces: list[str]) -> Json:
    code = (PAKET if service == "parcel-de" else EXPRESS)[scan.event]
    event: Json = {
        "timestamp": _local(scan),
        "location": {"address": _address(scan.place)},
        "statusCode": code.coarse,
        "status": code.code,
        "description": code.text.format(city=f"{scan.place.city.upper()} - {_country(scan.place)}"),
        "pieceIds": pieces,
    }
    if code.remark:
        event["remark"] = code.remark
    if code.next:
        event["nextSteps"] = code.next
    return event


def _local(scan: Scan) -> str:
    local = stamp(scan.at)
    return f"{local.day}T{local.clock}"


def _address(place: Place) -> Json:
    city = place.city.upper() if place.country != "US" or not place.region else f"{place.city.upper()}, {place.region}"
    return {"countryCode": place.country, "postalCode": place.postcode, "addressLocality": f"{city} - {_country(place)}"}


def _country(place: Place) -> str:
    return _NAMES.get(place.country, place.country)


def _piece_id(number: str) -> str:
    return number if number.startswith("J") else f"JD0146{number.zfill(14)[-14:]}"

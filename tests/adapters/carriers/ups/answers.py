"""Answers in the shape of UPS's Track API, made for tests (numbers, names and places are invented)."""

from __future__ import annotations

import json
from typing import Any


def address(city: str = "", region: str = "", postcode: str = "", country: str = "US") -> dict[str, Any]:
    """An address as UPS writes it, empty parts included."""
    return {"city": city, "stateProvince": region, "postalCode": postcode, "countryCode": country, "country": country}


def activity(kind: str, code: str, text: str, day: str, clock: str, where: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """One activity, local time."""
    status = {"type": kind, "code": code, "description": text}
    return {"date": day, "time": clock, "location": {"address": where or address()}, "status": status, **more}


LOUISVILLE = address("Louisville", "KY")
AUSTIN = address("Austin", "TX", "78701")
NUMBER = "1Z12345E0205271688"
DELIVERED = {
    "trackingNumber": NUMBER,
    "deliveryDate": [{"type": "DEL", "date": "20261120"}],
    "deliveryTime": {"type": "DEL", "endTime": "140200"},
    "activity": [
        activity("D", "FS", "DELIVERED ", "20261120", "140200", AUSTIN, gmtDate="20261120", gmtTime="20:02:00", gmtOffset="-06:00"),
        activity("I", "OT", "Out For Delivery Today", "20261120", "083011", AUSTIN),
        activity("I", "DP", "Departed from Facility", "20261119", "223000", LOUISVILLE),
        activity("I", "OR", "Origin Scan", "20261118", "190500", {"countryCode": "US"}),
        activity("M", "MP", "Shipper created a label. ", "20261118", "120000", {"countryCode": "US"}),
    ],
    "currentStatus": {"description": "Delivered", "code": "011"},
    "packageAddress": [
        {"type": "ORIGIN", "address": address("Louisville", "KY", "40202")},
        {"type": "DESTINATION", "name": "ADA L", "attentionName": "ADA L", "address": AUSTIN},
    ],
    "deliveryInformation": {"location": "Front Door", "receivedBy": "ADA"},
    "weight": {"unitOfMeasurement": "LBS", "weight": "2.20"},
    "service": {"code": "518", "description": "UPS® Ground"},
}


def answer(*packages: dict[str, Any], warnings: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """The whole answer around packages."""
    shipment = {"inquiryNumber": packages[0]["trackingNumber"] if packages else NUMBER, "package": list(packages)}
    return {"trackResponse": {"shipment": [shipment | ({"warnings": warnings} if warnings else {})]}}


def body(*packages: dict[str, Any]) -> bytes:
    """The bytes of such an answer."""
    return json.dumps(answer(*packages)).encode()

"""Answers in the shape of FedEx's Track API, made for tests (numbers, names and places are invented)."""

from __future__ import annotations

from typing import Any

NUMBER = "794644790138"


def address(city: str = "", region: str = "", postcode: str = "", country: str = "US") -> dict[str, Any]:
    """An address as FedEx writes it; parts it does not know are absent."""
    parts = {"city": city, "stateOrProvinceCode": region, "postalCode": postcode, "countryCode": country if city or postcode else ""}
    return {"streetLines": [""], "residential": False} | {name: value for name, value in parts.items() if value}


def event(kind: str, text: str, at: str, where: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """One scan event."""
    return {
        "date": at, "eventType": kind, "eventDescription": text, "exceptionCode": "", "exceptionDescription": "",
        "scanLocation": where or address(), "derivedStatusCode": "IT",
    } | more  # fmt: skip


AUSTIN = address("AUSTIN", "TX", "78744")
MEMPHIS = address("MEMPHIS", "TN", "38118")
DELIVERED = {
    "trackingNumberInfo": {"trackingNumber": NUMBER, "trackingNumberUniqueId": f"2461250000~{NUMBER}~FX", "carrierCode": "FDXE"},
    "latestStatusDetail": {"code": "DL", "derivedCode": "DL", "statusByLocale": "Delivered"},
    "dateAndTimes": [{"type": "ACTUAL_DELIVERY", "dateTime": "2026-11-20T14:02:00-06:00"}],
    "scanEvents": [
        event("DL", "Delivered", "2026-11-20T14:02:00-06:00"),
        event("OD", "On FedEx vehicle for delivery", "2026-11-20T08:30:00-06:00", AUSTIN),
        event("DP", "Departed FedEx hub", "2026-11-20T02:10:00-06:00", MEMPHIS),
        event("PU", "Picked up", "2026-11-19T17:00:00-05:00", address("BOSTON", "MA", "02118")),
        event("OC", "Shipment information sent to FedEx", "2026-11-19T10:00:00-05:00"),
    ],
    "deliveryDetails": {"receivedByName": "ADA", "signedByName": "ADA"},
    "recipientInformation": {"contact": {"personName": "GRACE H"}, "address": address("AUSTIN", "TX")},
    "shipperInformation": {"contact": {}, "address": address("BOSTON", "MA")},
    "serviceDetail": {"type": "PRIORITY_OVERNIGHT", "description": "FedEx Priority Overnight"},
    "packageDetails": {"weightAndDimensions": {"weight": [{"value": "1.0", "unit": "LB"}, {"value": "0.45", "unit": "KG"}]}},
    "estimatedDeliveryTimeWindow": {"window": {}},
}


def part(*results: dict[str, Any], number: str = NUMBER) -> dict[str, Any]:
    """An element of completeTrackResults."""
    return {"trackingNumber": number, "trackResults": list(results)}


def not_found(number: str) -> dict[str, Any]:
    """What FedEx says about a number it doesn't know, inside an answer that is otherwise fine."""
    error = {"code": "TRACKING.TRACKINGNUMBER.NOTFOUND", "message": "Tracking number cannot be found."}
    return part({"trackingNumberInfo": {"trackingNumber": number}, "error": error}, number=number)


def answer(*parts: dict[str, Any], transaction: str = "a") -> dict[str, Any]:
    """The whole answer around such elements."""
    return {"transactionId": transaction, "output": {"completeTrackResults": list(parts), "alerts": "string"}}

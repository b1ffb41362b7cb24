"""How is one parcel told to a machine? The shipment object of the REST interface, from a reading that nothing has stored yet. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from wesupply_ui.domain.tracking.history import History, KeyedScan, assemble
from wesupply_ui.domain.tracking.reading import Failure, Reading, Window
from wesupply_ui.domain.tracking.status import Meaning, Milestone


def shipment_json(reading: Reading) -> dict[str, Any]:
    """The reading as JSON values: ISO 8601 times with their offset, scans newest first, the four axes as the history derives them.

    `last_polled_at` and `next_poll_at` are None here: only stored parcels are polled. A scan of an unmapped code has no milestone.
    """
    history = assemble(reading.scans, current=reading.current)
    return {
        "carrier": reading.carrier,
        "tracking_number": reading.number,
        "service": reading.service,
        "milestone": history.milestone.value,
        "condition": history.condition.value,
        "reason": history.reason,
        "responsible": history.responsible.value if history.responsible else None,
        "action": history.action,
        "action_by": history.action_by.value if history.action_by else None,
        "estimated_delivery": _window(reading.estimated),
        "delivered_at": _iso(_delivered_at(history, reading)),
        "signed_by": reading.signed_by,
        "weight_grams": reading.weight_grams,
        "pieces": list(reading.pieces),
        "last_polled_at": None,
        "next_poll_at": None,
        "scans": [scan_json(keyed) for keyed in reversed(history.scans)],
        "notes": list(reading.notes),
    }


def failure_json(failure: Failure) -> dict[str, Any]:
    """Why there is no shipment, in the same place; `retry_after` in seconds where the carrier said so."""
    told: dict[str, Any] = {"code": failure.code, "message": failure.message, "retryable": failure.retryable}
    return {"failure": told if failure.retry_after is None else told | {"retry_after": failure.retry_after}}


def _delivered_at(history: History, reading: Reading) -> datetime | None:
    """When a parcel that counts as delivered arrived: by its scans, else by what the answer says beside them."""
    if history.milestone is not Milestone.DELIVERED:
        return None
    return history.delivered_at or reading.delivered_at


def scan_json(keyed: KeyedScan) -> dict[str, Any]:
    """One scan as JSON values: its time with the place's offset, the carrier's words, what they mean."""
    scan, meaning = keyed.scan, keyed.scan.meaning or Meaning()
    return {
        "at": scan.at.isoformat(),
        "clock": scan.clock.value,
        "text": scan.text,
        "code": scan.code,
        "place": {"city": scan.place.city, "region": scan.place.region, "postcode": scan.place.postcode, "country": scan.place.country},
        "milestone": meaning.milestone.value if meaning.milestone else None,
        "condition": meaning.condition.value if meaning.condition else None,
        "reason": meaning.reason,
    }


def _window(window: Window | None) -> dict[str, str | None] | None:
    return None if window is None else {"from": _iso(window.start), "to": _iso(window.end)}


def _iso(moment: date | datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()

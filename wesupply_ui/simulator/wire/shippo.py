"""Shipments, rates, transactions and refunds as Shippo tells them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wesupply_ui.simulator.labels import Draft, Offer, Sale
from wesupply_ui.simulator.wire.stamps import greenwich

_NAMES = {"usps": "USPS", "ups": "UPS", "fedex": "FedEx", "dhl": "DHL Express"}
_STATUSES = {"sold": "SUCCESS", "pending": "QUEUED", "refused": "ERROR"}


def shipment(draft: Draft) -> dict[str, Any]:
    """With a rate of each carrier."""
    made = _at(draft.made_at)
    return {
        "object_id": draft.id, "object_created": made, "object_updated": made, "object_owner": "simulator", "status": "SUCCESS",
        "metadata": draft.reference, "messages": [], "rates": [rate(draft, each) for each in draft.offers], "test": True,
        "extra": {"is_return": draft.is_return} if draft.is_return else {},
    }  # fmt: skip


def rate(draft: Draft, offer: Offer) -> dict[str, Any]:
    """One price."""
    price = f"{offer.cents / 100:.2f}"
    return {
        "object_id": offer.id, "object_created": _at(draft.made_at), "object_owner": "simulator", "shipment": draft.id, "attributes": [],
        "amount": price, "currency": "USD", "amount_local": price, "currency_local": "USD", "provider": _NAMES[offer.carrier],
        "servicelevel": {"name": offer.service, "token": offer.token, "terms": ""}, "estimated_days": offer.days, "arrives_by": None,
        "duration_terms": "", "messages": [], "carrier_account": "a" * 32, "test": True, "zone": "4",
    }  # fmt: skip


def transaction(sale: Sale, label_url: str, qr_url: str | None) -> dict[str, Any]:
    """A purchase: links and number only where it succeeded."""
    sold, at = sale.status == "sold", _at(sale.sold_at)
    words = [{"source": _NAMES[sale.offer.carrier], "code": "", "text": sale.words}] if sale.words else []
    return {
        "object_state": "VALID", "status": sale.refund or _STATUSES[sale.status], "object_created": at, "object_updated": at,
        "object_id": sale.id, "object_owner": "simulator", "test": True, "rate": sale.offer.id,
        "tracking_number": sale.number if sold else "", "tracking_status": "UNKNOWN", "eta": None, "tracking_url_provider": "",
        "label_url": label_url if sold else "", "commercial_invoice_url": None, "messages": words, "order": None,
        "metadata": sale.reference, "parcel": "b" * 32, "billing": {"payments": []}, "qr_code_url": qr_url if sold else None,
        "label_file_type": "ZPLII" if sale.kind == "zpl" else "PDF_4x6", "created_by": None,
    }  # fmt: skip


def refund(sale: Sale, now: datetime, status: str) -> dict[str, Any]:
    """How giving back stands."""
    at = _at(now)
    return {
        "object_created": at, "object_updated": at, "object_id": sale.id[::-1], "object_owner": "simulator", "status": status,
        "transaction": sale.id, "test": True,
    }  # fmt: skip


def _at(at: datetime) -> str:
    told = greenwich(at)
    return f"{told.day}T{told.clock}.000Z"

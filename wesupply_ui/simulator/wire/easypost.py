"""A shipment as EasyPost tells it: every field that its answers have, filled where this world knows something."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wesupply_ui.simulator.labels import Draft, Offer, Sale
from wesupply_ui.simulator.wire.stamps import greenwich

_NAMES = {"usps": "USPS", "ups": "UPSDAP", "fedex": "FedExDefault", "dhl": "DHLExpress"}


def shipment(draft: Draft) -> dict[str, Any]:
    """The whole object. A label and a tracking code are there once it is bought."""
    made = _at(draft.made_at)
    sale = draft.sale
    sold = sale is not None and sale.status == "sold"
    there, back = (draft.shopper, draft.shop) if draft.is_return else (draft.shop, draft.shopper)
    return {
        "id": draft.id, "object": "Shipment", "mode": "test", "created_at": made, "updated_at": made, "is_return": draft.is_return,
        "messages": [], "options": {"currency": "USD", "payment": {"type": "SENDER"}, "date_advance": 0},
        "reference": draft.reference or None,
        "status": "unknown", "tracking_code": sale.number if sale and sold else None, "batch_id": None, "batch_status": None,
        "batch_message": None, "customs_info": None, "insurance": None, "order_id": None,
        "from_address": _address(draft.id, "f", back, made), "to_address": _address(draft.id, "t", there, made),
        "return_address": _address(draft.id, "f", back, made), "buyer_address": _address(draft.id, "t", there, made),
        "parcel": {
            "id": f"prcl_{draft.id[4:]}", "object": "Parcel", "created_at": made, "updated_at": made, "length": 11.8, "width": 7.9,
            "height": 3.9, "predefined_package": None, "weight": round(draft.grams / 28.3495, 1), "mode": "test",
        },
        "postage_label": _label(sale) if sale and sold else None,
        "rates": [_rate(draft, each) for each in draft.offers], "refund_status": (sale.refund or None) if sale else None, "scan_form": None,
        "selected_rate": _rate(draft, sale.offer) if sale and sold else None, "tracker": None, "usps_zone": 4, "forms": [],
        "fees": [{"object": "Fee", "type": "PostageFee", "amount": f"{sale.offer.cents / 100:.5f}", "charged": True, "refunded": False}]
        if sale and sold
        else [],
    }  # fmt: skip


def form(sale: Sale, kind: str, link: str) -> dict[str, Any]:
    """A form of a shipment."""
    at = _at(sale.sold_at)
    return {
        "object": "Form", "id": f"form_{sale.id[3:]}", "created_at": at, "updated_at": at, "mode": "test", "form_type": kind,
        "form_url": link, "submitted_electronically": None,
    }  # fmt: skip


def _rate(draft: Draft, offer: Offer) -> dict[str, Any]:
    made, price = _at(draft.made_at), f"{offer.cents / 100:.2f}"
    return {
        "id": offer.id, "object": "Rate", "created_at": made, "updated_at": made, "mode": "test", "service": offer.service,
        "carrier": _NAMES[offer.carrier], "rate": price, "currency": "USD", "retail_rate": None, "retail_currency": None,
        "list_rate": price, "list_currency": "USD", "billing_type": "easypost", "delivery_days": offer.days, "delivery_date": None,
        "delivery_date_guaranteed": False, "est_delivery_days": offer.days, "shipment_id": draft.id, "carrier_account_id": "ca_1",
    }  # fmt: skip


def _label(sale: Sale) -> dict[str, Any]:
    at = _at(sale.sold_at)
    return {
        "object": "PostageLabel", "id": sale.id, "created_at": at, "updated_at": at, "date_advance": 0, "integrated_form": "none",
        "label_date": at, "label_resolution": 300, "label_size": "4x6", "label_type": "default", "label_file_type": "image/png",
        "label_url": f"https://easypost-files.example/files/postage_label/{sale.id}.png", "label_pdf_url": None, "label_zpl_url": None,
        "label_epl2_url": None, "label_file": None,
    }  # fmt: skip


def _address(of: str, side: str, told: Any, made: str) -> dict[str, Any]:
    return {
        "id": f"adr_{side}{of[4:]}", "object": "Address", "created_at": made, "updated_at": made, "name": told.get("name"),
        "company": told.get("company"), "street1": told.get("line1"), "street2": told.get("line2"), "city": told.get("city"),
        "state": told.get("region"), "zip": told.get("postcode"), "country": told.get("country"), "phone": None, "email": None,
        "mode": "test", "carrier_facility": None, "residential": None, "federal_tax_id": None, "state_tax_id": None, "verifications": {},
    }  # fmt: skip


def _at(at: datetime) -> str:
    told = greenwich(at)
    return f"{told.day}T{told.clock}Z"

"""A policy, an order that it judges and a return that is asked for, as a shop sends them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

Client = Callable[..., Awaitable[httpx.AsyncClient]]
NUMBER = "1Z999AA10123456784"
POLICY: dict[str, Any] = {
    "name": "Standard",
    "effective_at": None,
    "reasons": [
        {"code": "size", "label": "Doesn't fit", "sub": [{"code": "too_small", "label": "Too small"}]},
        {"code": "damaged", "label": "Arrived damaged"},
        {"code": "changed_mind", "label": "Changed my mind"},
    ],
    "default": {
        "returnable": True,
        "window": {"days": 30, "starts": "delivered"},
        "approval": "automatic",
        "resolutions": [{"kind": "exchange"}, {"kind": "store_credit", "bonus_percent": "10"}, {"kind": "refund"}],
        "methods": ["label", "own_carrier", "store"],
        "destination": "warehouse-1",
        "return_cost": {"kind": "fixed", "amount": "5.00", "per": "parcel"},
        "restocking": {"kind": "none"},
        "refund_shipping": "never",
        "photo": "no",
        "comment": "optional",
    },
    "rules": [
        {
            "name": "Final sale",
            "priority": 1,
            "active": True,
            "when": {"all": [{"field": "line.tags", "op": "contains", "value": "final-sale"}]},
            "then": {"returnable": False, "say": "Final sale items can't come back."},
        }
    ],
}


def ago(**how_long: float) -> str:
    return (datetime.now(UTC) - timedelta(**how_long)).isoformat()


def order(**changes: Any) -> dict[str, Any]:
    """Two pairs of boots, delivered five days ago."""
    line = {"external_id": "l1", "sku": "BOOT-42", "title": "Boots", "quantity": 2, "unit_price": "60.00", "discount_amount": "10.00"}
    parcel = {"carrier": "ups", "tracking_number": NUMBER, "shipped_at": ago(days=7), "delivered_at": ago(days=5)}
    return {
        "external_id": "5001",
        "number": "#5001",
        "placed_at": ago(days=8),
        "currency": "USD",
        "customer": {"email": "ada@example.com"},
        "shipping_address": {"country": "US"},
        "shipping_amount": "5.00",
        "discount_amount": "10.00",
        "tax_amount": "8.20",
        "total_amount": "123.20",
        "lines": [line | {"tax_amount": "8.20"}],
        "shipments": [parcel],
    } | changes


def asked(**changes: Any) -> dict[str, Any]:
    line = {"line_external_id": "l1", "quantity": 1, "reason": "size", "sub_reason": "too_small"}
    return {"order_external_id": "5001", "resolution": "refund", "lines": [line | changes.pop("line", {})]} | changes

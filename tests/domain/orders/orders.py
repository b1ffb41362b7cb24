"""Orders as a shop sends them, for tests: whole, and in one readable line with what a test changes."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

NOW = datetime(2025, 11, 21, 12, tzinfo=UTC)

_WHOLE: dict[str, Any] = {
    "external_id": "5001",
    "number": "#5001",
    "placed_at": "2025-11-20T10:15:00-05:00",
    "currency": "USD",
    "status": "processing",
    "channel": "online",
    "locale": "en",
    "customer": {
        "external_id": "77",
        "email": "ada@example.com",
        "phone": "+14155550101",
        "first_name": "Ada",
        "last_name": "Lovelace",
        "group": "vip",
    },
    "shipping_address": {
        "name": "Ada Lovelace",
        "line1": "1 Main St",
        "city": "Austin",
        "region": "TX",
        "postcode": "78701",
        "country": "US",
    },
    "shipping_amount": "5.00",
    "discount_amount": "10.00",
    "tax_amount": "8.20",
    "total_amount": "123.20",
    "lines": [
        {
            "external_id": "l1",
            "sku": "BOOT-42",
            "title": "Boots",
            "quantity": 2,
            "unit_price": "60.00",
            "discount_amount": "10.00",
            "tax_amount": "8.20",
            "options": {"Size": "42"},
            "attributes": {"brand": "Acme", "tags": ["footwear"]},
            "weight_grams": 900,
            "image_url": None,
            "product_url": None,
            "fulfilment": "ship",
        }
    ],
}


def an_order(external_id: str = "5001", **changes: Any) -> dict[str, Any]:
    """A whole, right order; `changes` replace fields at the top, `...` takes a field away."""
    order = copy.deepcopy(_WHOLE) | {"external_id": external_id, "number": f"#{external_id}"} | changes
    return {name: value for name, value in order.items() if value is not ...}


def a_line(external_id: str = "l1", **changes: Any) -> dict[str, Any]:
    """A whole, right line."""
    return copy.deepcopy(_WHOLE["lines"][0]) | {"external_id": external_id} | changes

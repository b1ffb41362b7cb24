"""How is an order told to a machine? The order object of the REST interface, as it is sent: money as text, instants with their offset."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from wesupply_ui.domain.orders.links import tracking_url
from wesupply_ui.domain.orders.models import Customer, Order, OrderLine
from wesupply_ui.domain.orders.own_words import own_words
from wesupply_ui.kernel.money import to_major


def order_json(
    order: Order, lines: Sequence[OrderLine], customer: Customer | None, zone: tzinfo | None = None, *, base: str = ""
) -> dict[str, Any]:
    """Everything we have of an order but its parcels, as JSON values. Fields have the names they are sent under.

    What the shop told the time of is told by the clock of `zone` (the merchant's), None for UTC; our own times are UTC. `base`: what the
    tracking link begins with (`hosts.queries.shop_base`).
    """
    currency = order.currency
    return {
        "external_id": order.external_id,
        "number": order.number,
        "placed_at": iso(order.placed_at, zone),
        "currency": currency,
        "status": order.status,
        "channel": order.channel,
        "locale": order.locale,
        "customer": _customer(order, customer),
        "shipping_address": dict(order.address) or None,
        "shipping_amount": to_major(order.shipping_minor, currency),
        "discount_amount": to_major(order.discount_minor, currency),
        "tax_amount": to_major(order.tax_minor, currency),
        "total_amount": to_major(order.total_minor, currency),
        "tags": list(order.tags),
        "lines": [line_json(line, currency, zone) for line in lines],
        "extra": dict(order.extra),
        "remarks": list(order.remarks),
        "milestone": order.milestone,
        "condition": order.condition,
        "attention": order.attention,
        "due_on": iso(order.due_on),
        "delivered_at": iso(order.delivered_at, zone),
        "tracking_url": tracking_url(order, base),
        "created_at": iso(order.created_at),
        "updated_at": iso(order.updated_at),
    }


def line_json(line: OrderLine, currency: str, zone: tzinfo | None = None) -> dict[str, Any]:
    """One line as JSON values."""
    return {
        "external_id": line.external_id,
        "sku": line.sku,
        "title": line.title,
        "quantity": line.quantity,
        "unit_price": to_major(line.unit_price_minor, currency),
        "discount_amount": to_major(line.discount_minor, currency),
        "tax_amount": to_major(line.tax_minor, currency),
        "options": dict(line.options),
        "attributes": dict(line.attributes),
        "weight_grams": line.weight_grams,
        "image_url": line.image_url,
        "product_url": line.product_url,
        "fulfilment": line.fulfilment,
        "location": line.location,
        "vendor": line.vendor,
        "collected_at": iso(line.collected_at, zone),
        "extra": dict(line.extra),
    }


def _customer(order: Order, customer: Customer | None) -> dict[str, Any] | None:
    if customer is None:
        return None
    own = own_words(order, customer)
    return {
        "external_id": customer.external_id,
        "email": own.email,
        "phone": own.phone,
        "first_name": own.first_name,
        "last_name": own.last_name,
        "group": customer.group,
        "tags": customer.tags,
        "list": customer.list_state,
        "list_reason": customer.list_reason,
    }


def iso(moment: date | datetime | None, zone: tzinfo | None = None) -> str | None:
    """ISO 8601; an instant by the clock of `zone` when there is one."""
    if isinstance(moment, datetime) and zone:
        moment = moment.astimezone(zone)
    return None if moment is None else moment.isoformat()

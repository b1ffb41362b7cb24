"""The tracking link of an order: a capability that anyone who holds it may use, and that a higher version ends."""

from __future__ import annotations

from wesupply_ui.domain.orders.models import Order
from wesupply_ui.kernel.secrets import capability
from wesupply_ui.kernel.settings import settings


def link_token(order: Order) -> str:
    """The token in `/t/<token>`: 22 URL-safe characters. `Order.link_hash` is its fingerprint."""
    return capability("order", order.id, order.link_version)


def tracking_url(order: Order) -> str:
    """The address of the shopper's page for this order."""
    return f"{settings().base_url.rstrip('/')}/t/{link_token(order)}"

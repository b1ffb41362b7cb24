"""The views that every merchant has of the order list, before anybody saves one."""

from __future__ import annotations

from wesupply_ui.kernel.language import N_
from wesupply_ui.portals.merchant.orders.address import Asked

VIEWS: tuple[tuple[str, str, Asked], ...] = (
    ("all", N_("All"), Asked()),
    ("mine", N_("Mine"), Asked(assigned="me")),
    ("attention", N_("Needs attention"), Asked(attention="any")),
    ("open", N_("Not shipped"), Asked(milestone="none")),
    ("moving", N_("In transit"), Asked(milestone="in_transit")),
    ("today", N_("Out for delivery"), Asked(milestone="out_for_delivery")),
    ("done", N_("Delivered"), Asked(milestone="delivered")),
)
"""Key, words, what they ask for."""


def view_of(asked: Asked) -> str:
    """The key of the built-in view that this is one of, whatever is searched and sorted in it; empty for none."""
    narrowed = {name: value for name, value in asked.query().items() if name not in ("q", "sort")}
    return next((key for key, _words, each in VIEWS if each.query() == narrowed), "")

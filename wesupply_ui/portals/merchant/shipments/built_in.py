"""The views that every merchant has of the list of parcels, before anybody saves one."""

from __future__ import annotations

from wesupply_ui.kernel.language import N_
from wesupply_ui.portals.merchant.shipments.address import Asked

VIEWS: tuple[tuple[str, str, Asked], ...] = (
    ("all", N_("All"), Asked()),
    ("cases", N_("With an open case"), Asked(case="any")),
    ("late", N_("Late"), Asked(late="1")),
    ("silent", N_("No news"), Asked(case="silent")),
    ("waiting", N_("Label created"), Asked(milestone="label_created")),
    ("today", N_("Out for delivery"), Asked(milestone="out_for_delivery")),
    ("done", N_("Delivered"), Asked(milestone="delivered")),
)
"""Key, words, what they ask for."""


def view_of(asked: Asked) -> str:
    """The key of the built-in view that this is one of, whatever is searched in it; empty for none."""
    narrowed = {name: value for name, value in asked.query().items() if name != "q"}
    return next((key for key, _words, each in VIEWS if each.query() == narrowed), "")

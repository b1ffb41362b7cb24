"""The shopper's addresses."""

from __future__ import annotations

from wesupply_ui.portals.marks import SHOPPER
from wesupply_ui.portals.page import Page
from wesupply_ui.portals.shopper.lookup.page import lookup
from wesupply_ui.portals.shopper.lookup.state import LookupState
from wesupply_ui.portals.shopper.one_return.page import one_return
from wesupply_ui.portals.shopper.one_return.state import OneReturnState
from wesupply_ui.portals.shopper.tracking.page import tracking
from wesupply_ui.portals.shopper.tracking.state import TrackingState

_UNLISTED = ({"name": "robots", "content": "noindex"}, {"name": "referrer", "content": "no-referrer"})

PAGES = (
    Page("/s/[merchant]", lookup, "Find your order", SHOPPER, on_load=[LookupState.load]),
    Page("/t/[token]", tracking, "Your order", SHOPPER, on_load=[TrackingState.load], meta=_UNLISTED),
    Page("/r/[token]", one_return, "Your return", SHOPPER, on_load=[OneReturnState.load], meta=_UNLISTED),
)

"""One thin line while the server can't be reached; what is on the page stays readable."""

from __future__ import annotations

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from wesupply_ui.portals.kit.words import t


def connection_line() -> rx.Component:
    """Says that what is seen may be old; gone when the socket is back. `data-awake`: whether the page has its State."""
    words = rx.el.p(t("No connection right now. What you see may be old; it will catch up by itself."), class_name="connection")
    # Reflex puts the whole app inside whatever wraps it: beside a fragment, not into a live region that would read all of it out.
    awake = {"data-awake": rx.cond(rx.State.is_hydrated, "true", "false")}
    return rx.fragment(rx.el.div(rx.cond(has_connection_errors, words, rx.fragment()), role="status", custom_attrs=awake))

"""What does a page of settings show before it is loaded? Grey bars, or that this person's role does not open it."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import not_allowed
from wesupply_ui.portals.merchant.person import PersonState


def waiting(skeleton: rx.Component, *, may: str = "settings.read") -> rx.Component:
    """In place of what is not there yet. Who someone is comes with the frame, before the page."""
    is_refused = (PersonState.name != "") & ~PersonState.permissions.contains(may)
    return rx.cond(is_refused, not_allowed(t("Your role does not let you see this")), skeleton)

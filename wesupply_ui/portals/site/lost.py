"""What is shown at an address nobody lives at."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t


def lost() -> rx.Component:
    """Says so, and offers the way back."""
    words = t("The link may be old or was cut off in the mail. Copy it whole, or start again.")
    return kit.open_shell(
        rx.el.div(
            kit.icon("map_pin_off"),
            rx.el.h1(t("There is nothing at this address"), class_name="text-title font-semibold"),
            rx.el.p(words),
            kit.link_button(t("Back to the start"), "/"),
            class_name="empty",
        )
    )

"""Nothing here yet, or not yet here: what would make something appear, and grey bars while it loads."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals.kit.icons import icon
from wesupply_ui.portals.kit.words import t

Text = str | rx.Var[str]


def empty_state(title: Text, about: Text, *actions: rx.Component, sign: str = "inbox") -> rx.Component:
    """Teaches: what belongs here, how it gets here, and a button that starts it."""
    return rx.el.div(icon(sign), rx.el.h2(title), rx.el.p(about), *actions, class_name="empty")


def skeleton(lines: int = 3, *, height: int = 16) -> rx.Component:
    """Grey bars of the right height, so that nothing jumps when the content comes. Readers hear "Loading"."""
    widths = ("w-full", "w-11/12", "w-4/5", "w-2/3")
    bars = (rx.el.span(class_name=f"skeleton {widths[at % len(widths)]}", style={"height": f"{height}px"}) for at in range(lines))
    return rx.el.div(rx.el.span(t("Loading"), class_name="unseen"), *bars, class_name="flex flex-col gap-2", role="status")

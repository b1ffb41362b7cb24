"""Where am I, and what can I do here? The top of a page."""

from __future__ import annotations

import reflex as rx

from wesupply_ui.portals.kit.buttons import link
from wesupply_ui.portals.kit.words import t

Text = str | rx.Var[str]


def page_header(
    title: Text | rx.Component,
    *actions: rx.Component,
    about: Text = "",
    back: tuple[Text, Text] | None = None,
    beside: rx.Component | None = None,
) -> rx.Component:
    """The page's only h1, a sentence about it, actions at the end. `back`: (words, address); `beside` stands next to the title."""
    crumbs = [rx.el.nav(link(back[0], back[1]), class_name="crumbs", aria_label=t("Back"))] if back else []
    heading = rx.el.div(rx.el.h1(title), *([beside] if beside is not None else []), class_name="actions")
    words = [] if isinstance(about, str) and not about else [rx.el.p(about)]
    right = [rx.el.div(*actions, class_name="actions")] if actions else []
    return rx.el.header(rx.el.div(*crumbs, heading, *words), *right, class_name="page-header")

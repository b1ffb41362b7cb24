"""Draws the column chooser: which columns a list has, and in which order."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.lists.views_state import ViewsState as V


def column_chooser() -> rx.Component:
    """The button with its menu. Each change is kept at once, for this person."""
    return rx.el.details(
        rx.el.summary(kit.icon("columns_3"), t("Columns"), class_name="button"),
        rx.el.div(
            rx.el.ul(rx.foreach(V.chooser, _row), class_name="chooser"),
            kit.button(t("Usual columns"), size="small", look="plain", on_click=V.usual_columns),
            class_name="filter-menu",
            role="group",
            aria_label=t("Columns"),
        ),
        class_name="menu",
    )


def _row(column: Any) -> rx.Component:
    moves = rx.el.span(
        kit.icon_button(
            "arrow_up", t("{label}: move up", label=column.title), size="small", disabled=column.is_first, on_click=V.move(column.key, -1)
        ),
        kit.icon_button(
            "arrow_down", t("{label}: move down", label=column.title), size="small", disabled=column.is_last, on_click=V.move(column.key, 1)
        ),
        class_name="actions flex-nowrap",
    )
    box = kit.checkbox(column.title, checked=column.is_shown, on_change=lambda _value: V.toggle(column.key))
    return rx.el.li(box, rx.cond(column.is_shown, moves, rx.fragment()), key=column.key)

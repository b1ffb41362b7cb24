"""The menu behind "Filter" above a list: one choice a line, each in force as soon as it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import reflex as rx

from wesupply_ui.portals import kit


def filter_menu(*fields: rx.Component) -> rx.Component:
    """The button with its menu. Closed by pressing elsewhere, or Escape."""
    return rx.el.details(
        rx.el.summary(kit.icon("list_filter"), "Filter", class_name="button"),
        rx.el.div(*fields, class_name="filter-menu", role="group", aria_label="Filters"),
        class_name="menu",
    )


def choice(label: str, value: Any, options: dict[str, str], on_choose: Callable[[Any], Any]) -> rx.Component:
    """One of several, or any."""
    words = [("", "Any"), *options.items()]
    return rx.el.label(rx.el.span(label), kit.select(words, label=label, value=value, on_change=on_choose), class_name="filter")


def day(label: str, value: Any, on_choose: Callable[[Any], Any]) -> rx.Component:
    """A day, or any."""
    return rx.el.label(
        rx.el.span(label), rx.el.input(type="date", class_name="control", value=value, on_change=on_choose), class_name="filter"
    )

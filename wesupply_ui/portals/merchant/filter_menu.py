"""The menu behind "Filter" above a list: one choice a line, each in force as soon as it is made. "f" opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import reflex as rx

from wesupply_ui.kernel.language import N_
from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t

LATE = {"1": N_("A day or more"), "2": N_("Two days or more"), "5": N_("Five days or more"), "10": N_("Ten days or more")}
"""How late, as a filter says it."""


def filter_menu(*fields: rx.Component) -> rx.Component:
    """The button with its menu. Closed by pressing elsewhere, or Escape."""
    return rx.el.details(
        rx.el.summary(kit.icon("list_filter"), t("Filter"), class_name="button", data_filters=""),
        rx.el.div(*fields, class_name="filter-menu", role="group", aria_label=t("Filters")),
        class_name="menu",
    )


def choice(label: Any, value: Any, options: Mapping[str, Any], on_choose: Callable[[Any], Any]) -> rx.Component:
    """One of several, or any. `options` in English, said in the person's language, or said already."""
    said = {key: words if isinstance(words, rx.Var) else t(words) for key, words in options.items()}
    return one_of(label, value, [rx.el.option(words, value=key) for key, words in said.items()], on_choose)


def one_of(label: Any, value: Any, options: Sequence[Any], on_choose: Callable[[Any], Any]) -> rx.Component:
    """One of several, or any, for options that are drawn already."""
    control = rx.el.select(rx.el.option(t("Any"), value=""), *options, class_name="control", value=value, on_change=on_choose)
    return rx.el.label(rx.el.span(label), rx.el.div(control, kit.icon("chevron_down"), class_name="select"), class_name="filter")


def each_there(values: Any, chosen: Any) -> list[Any]:
    """Options for what occurs, and for what is chosen even if it no longer does."""
    return [
        rx.cond((chosen != "") & ~values.contains(chosen), rx.el.option(chosen, value=chosen), rx.fragment()),
        rx.foreach(values, lambda each: rx.el.option(each, value=each)),
    ]


def day(label: Any, value: Any, on_choose: Callable[[Any], Any]) -> rx.Component:
    """A day, or any."""
    return rx.el.label(
        rx.el.span(label), rx.el.input(type="date", class_name="control", value=value, on_change=on_choose), class_name="filter"
    )

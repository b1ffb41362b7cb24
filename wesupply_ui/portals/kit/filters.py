"""Narrowing a list: a search field that waits for the person to pause, chips, and turning pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from wesupply_ui.portals.kit.buttons import button
from wesupply_ui.portals.kit.icons import icon
from wesupply_ui.portals.kit.words import t

Text = str | rx.Var[str]
PAUSE_MS = 250


def toolbar(*children: rx.Component) -> rx.Component:
    """Search and filters in a line above a list."""
    return rx.el.div(*children, class_name="toolbar")


def search_field(
    *, label: Text, value: rx.Var[str] | str, on_search: Any, placeholder: Text = "", name: str = "search", **props: Any
) -> rx.Component:
    """Calls `on_search(text)` when typing pauses for 250 ms. "/" puts the cursor here. `value` is shown when the page opens with one.

    The field belongs to whoever types: a late answer never takes letters away. To empty it from outside pass a `key` that changes.
    """
    control = rx.el.input(
        default_value=value,
        on_change=on_search.debounce(PAUSE_MS),
        placeholder=placeholder,
        aria_label=label,
        type="search",
        name=name,
        auto_complete="off",
        class_name="control",
        data_search="",
        **props,
    )
    return rx.el.div(icon("search"), control, class_name="search", role="search")


def filter_chip(label: Text, *, on: bool | rx.Var[bool], on_click: Any, number: Any = None) -> rx.Component:
    """A filter that is on or off."""
    inside = [] if number is None else [rx.el.span(number, class_name="text-faint")]
    return rx.el.button(label, *inside, type="button", class_name="chip", aria_pressed=_word(on), on_click=on_click)


def filter_chips(
    options: Sequence[tuple[str, Text]], *, chosen: rx.Var[str] | str, on_choose: Callable[[str], Any], label: Text
) -> rx.Component:
    """One of several: (value, words) pairs; `on_choose(value)` is called with the value, "" takes the filter away."""
    chips = (filter_chip(words, on=rx.Var.create(chosen) == value, on_click=on_choose(value)) for value, words in options)
    return rx.el.div(*chips, class_name="flex flex-wrap gap-2", role="group", aria_label=label)


def removable_chip(label: Text, *, on_remove: Any) -> rx.Component:
    """A filter in force that can be taken away."""
    return rx.el.button(label, icon("x", label=t("remove")), type="button", class_name="chip", on_click=on_remove)


def pager(
    *, told: Text, on_before: Any, on_after: Any, has_before: Any, has_after: Any, before: Text | None = None, after: Text | None = None
) -> rx.Component:
    """The pages beside this one; `told` says where we are ("1-50 of 10,000+"), `before` and `after` what is there ("Newer", "Older")."""
    return rx.el.nav(
        button(
            t("Previous") if before is None else before,
            sign="chevron_left",
            size="small",
            on_click=on_before,
            disabled=~rx.Var.create(has_before),
        ),
        rx.el.span(told, role="status"),
        button(
            t("Next") if after is None else after, sign="chevron_right", size="small", on_click=on_after, disabled=~rx.Var.create(has_after)
        ),
        class_name="pager",
        aria_label=t("Pages"),
    )


def _word(on: bool | rx.Var[bool]) -> Any:
    return rx.cond(on, "true", "false") if isinstance(on, rx.Var) else str(on).lower()

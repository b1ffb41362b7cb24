"""Several views of one place: saved views of a list, or parts of one thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from wesupply_ui.portals.kit.badges import count
from wesupply_ui.portals.kit.buttons import link

Part = rx.Component | str | rx.Var


@dataclass(frozen=True, slots=True)
class Tab:
    """`value` is a key, or an address for `link_tabs`. `number` is drawn behind the words when given."""

    value: str
    words: Part
    number: Any = None


def tabs(items: Sequence[Tab], *, chosen: Any, on_choose: Callable[[str], Any], label: str | rx.Var[str]) -> rx.Component:
    """Tabs within a page; arrows walk them. Put each view into `tab_panel`."""

    def draw(item: Tab) -> rx.Component:
        here = rx.Var.create(chosen) == item.value
        return rx.el.button(
            *_inside(item),
            type="button",
            role="tab",
            id=f"tab-{item.value}",
            aria_controls=f"panel-{item.value}",
            aria_selected=rx.cond(here, "true", "false"),
            tab_index=rx.cond(here, 0, -1),
            class_name="tab",
            on_click=on_choose(item.value),
        )

    return rx.el.div(*(draw(item) for item in items), class_name="tabs", role="tablist", aria_label=label)


def tab_panel(value: str, *children: Part, chosen: Any) -> rx.Component:
    """What the tab of this value shows; absent while another is chosen."""
    panel = rx.el.div(rx.cond(rx.Var.create(chosen) == value, rx.fragment(*children), rx.fragment()), id=f"panel-{value}", role="tabpanel")
    panel.custom_attrs |= {"aria-labelledby": f"tab-{value}"}
    return panel


def link_tabs(items: Sequence[Tab], *, current: Any, label: str | rx.Var[str]) -> rx.Component:
    """Tabs whose views have addresses of their own."""

    def draw(item: Tab) -> rx.Component:
        here = rx.cond(rx.Var.create(current) == item.value, "page", "false")
        return link(rx.fragment(*_inside(item)), item.value, class_name="tab", aria_current=here)

    return rx.el.nav(*(draw(item) for item in items), class_name="tabs", aria_label=label)


def _inside(item: Tab) -> list[Part]:
    return [item.words] if item.number is None else [item.words, count(item.number)]

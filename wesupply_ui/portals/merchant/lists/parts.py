"""Draws what stands around every list: the filters in force, news that waits, and the way to other pages."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t


def chips_in_force(state: Any) -> rx.Component:
    """Each can be taken away, or all. `state`: a list's."""
    chips = rx.foreach(state.chips, lambda chip: kit.removable_chip(chip.words, on_remove=state.choose(chip.name, "")))
    clear = kit.button(t("Clear all"), look="plain", size="small", on_click=state.clear)
    drawn = rx.el.div(chips, clear, class_name="toolbar", role="group", aria_label=t("In force"))
    return rx.cond(state.chips.length() > 0, drawn, rx.fragment())


def news_line(state: Any) -> rx.Component:
    """What came in meanwhile, with the button that shows it."""
    show = kit.button(rx.fragment(state.news, " — ", t("Show")), size="small", sign="arrow_up", on_click=state.show_news)
    return rx.el.div(rx.cond(state.news, show, rx.fragment()), role="status", class_name="list-news")


def pages(state: Any, *, before: Any, after: Any) -> rx.Component:
    """Which rows these are of how many, and the pages beside."""
    return kit.pager(
        told=state.told,
        on_before=state.turn_back,
        on_after=state.turn_on,
        has_before=state.has_before,
        has_after=state.has_after,
        before=before,
        after=after,
    )

"""Draws the search: a button that looks like its field, and a combobox over the page."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.searching.state import SearchState as S

PAUSE_MS = 150


def search() -> rx.Component:
    """The button; "/" presses it."""
    button = rx.el.button(
        kit.icon("search"),
        rx.el.span(t("Search"), class_name="words"),
        rx.el.kbd("/", aria_hidden="true"),
        type="button",
        class_name="search-button",
        data_key="/",
        aria_keyshortcuts="/",
    )
    return kit.dialog_with_trigger(button, _field(), _found(), title=t("Search"), on_open_change=S.begin, class_name="dialog search-dialog")


def _field() -> rx.Component:
    field = rx.el.input(
        type="search",
        role="combobox",
        class_name="control",
        auto_focus=True,
        auto_complete="off",
        spell_check=False,
        aria_label=t("Search orders, parcels, customers and pages"),
        placeholder=t("Order, name, e-mail, tracking number, page"),
        aria_expanded=rx.cond(S.groups.length() > 0, "true", "false"),
        aria_controls="hits",
        on_change=S.look_for.debounce(PAUSE_MS),
    )
    field.custom_attrs |= {"aria-autocomplete": "list", "data-combobox": ""}
    return rx.el.div(kit.icon("search"), field, class_name="search")


def _found() -> rx.Component:
    groups = rx.el.div(
        rx.foreach(S.groups, _group), id="hits", role="listbox", aria_label=t("Results"), class_name="hits", data_answered=S.answered
    )
    told = rx.el.p(S.told, role="status", class_name=rx.cond(S.groups.length() > 0, "unseen", "text-soft"))
    hint = rx.el.p(t("Arrow keys choose, Enter opens, Escape closes."), class_name="text-small text-faint search-hint")
    return rx.fragment(rx.cond(S.groups.length() > 0, groups, rx.fragment()), told, hint)


def _group(group: Any) -> rx.Component:
    name = rx.el.p(group.name, class_name="nav-heading", aria_hidden="true")
    return rx.el.div(name, rx.foreach(group.hits, _hit), role="group", aria_label=group.name, key=group.name)


def _hit(hit: Any) -> rx.Component:
    words = rx.fragment(rx.el.strong(hit.title, dir="auto"), rx.el.span(hit.detail, class_name="text-small text-faint", dir="auto"))
    return kit.closing(kit.link(words, hit.href, class_name="hit", role="option", id=hit.id, tab_index=-1, key=hit.id))

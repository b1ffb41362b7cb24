"""Draws the order list."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.merchant.filter_menu import choice, day, filter_menu
from wesupply_ui.portals.merchant.frame import frame
from wesupply_ui.portals.merchant.orders.address import LIST
from wesupply_ui.portals.merchant.orders.state import VIEWS
from wesupply_ui.portals.merchant.orders.state import OrdersState as S
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.words import ATTENTION, CHANNELS, CONDITIONS, MILESTONES, NOT_SHIPPED, STATUSES

_COLUMNS = (
    kit.Column("Order"),
    kit.Column("Customer"),
    kit.Column("Items"),
    kit.Column("Status"),
    kit.Column("Promised", sort="due"),
    kit.Column("Placed", sort="placed"),
    kit.Column("Total", align="end", sort="total"),
)


def orders() -> rx.Component:
    """The whole screen."""
    return frame(
        kit.page_header(
            "Orders",
            rx.cond(PersonState.can_write, kit.link_button("Import", "/app/orders/import", sign="upload"), rx.fragment()),
            beside=rx.cond(S.loaded, kit.count(S.total), rx.fragment()),
        ),
        kit.link_tabs([kit.Tab(each.href, words) for _, words, each in VIEWS], current=S.view, label="Views"),
        _toolbar(),
        _chips(),
        rx.cond(S.loaded, rx.cond(S.rows.length() > 0, _list(), _nothing()), kit.table_skeleton(6, 12)),
        current=LIST,
    )


def _toolbar() -> rx.Component:
    search = kit.search_field(
        label="Search orders",
        value=S.typed,
        on_search=S.search_for,
        placeholder="Number, name, e-mail or tracking number",
        key=S.field_key,
    )
    return kit.toolbar(search, _filters(), _density())


def _density() -> rx.Component:
    return kit.icon_button(
        "rows_3",
        rx.cond(S.density == "dense", "Roomy rows", "Dense rows"),
        on_click=S.set_density(rx.cond(S.density == "dense", "", "dense")),
        aria_pressed=rx.cond(S.density == "dense", "true", "false"),
    )


def _filters() -> rx.Component:
    milestones = {"none": NOT_SHIPPED[0]} | {key: words for key, (words, _) in MILESTONES.items()}
    conditions = {key: words for key, (words, _) in CONDITIONS.items()}
    return filter_menu(
        choice("Delivery", S.milestone, milestones, lambda value: S.choose("milestone", value)),
        choice("Needs attention", S.attention, ATTENTION | {"any": "For any reason"}, lambda value: S.choose("attention", value)),
        choice("Condition", S.condition, conditions, lambda value: S.choose("condition", value)),
        choice("Shop's status", S.status, STATUSES, lambda value: S.choose("status", value)),
        choice("Channel", S.channel, CHANNELS, lambda value: S.choose("channel", value)),
        day("Placed since", S.placed_from, lambda value: S.choose("placed_from", value)),
        day("Placed until", S.placed_to, lambda value: S.choose("placed_to", value)),
    )


def _chips() -> rx.Component:
    chips = rx.foreach(S.chips, lambda chip: kit.removable_chip(chip.words, on_remove=S.choose(chip.name, "")))
    return rx.cond(
        S.chips.length() > 0,
        rx.el.div(
            chips,
            kit.button("Clear all", look="plain", size="small", on_click=S.clear),
            class_name="toolbar",
            role="group",
            aria_label="In force",
        ),
        rx.fragment(),
    )


def _list() -> rx.Component:
    table = kit.table(
        _COLUMNS,
        S.rows,
        lambda row: (
            row.number,
            _person(row),
            rx.el.span(row.pieces, class_name="text-soft whitespace-nowrap"),
            rx.el.span(kit.badge(row.status, row.tone), rx.el.span(row.age, class_name="age"), class_name="status"),
            rx.el.span(row.promise, class_name="toned whitespace-nowrap", data_tone=row.promise_tone),
            rx.el.span(row.placed, class_name="text-soft whitespace-nowrap"),
            row.total,
        ),
        label="Orders",
        href=lambda row: row.href,
        row_props=lambda row: {"data_testid": f"order-row-{row.number}", "key": row.id},
        sorted_by=S.sort,
        on_sort=S.sort_by,
        dense=S.density == "dense",
    )
    pager = kit.pager(
        told=S.told,
        on_before=S.turn_back,
        on_after=S.turn_on,
        has_before=S.has_before,
        has_after=S.has_after,
        before=rx.match(S.sort, ("-placed", "Newer"), ("placed", "Older"), "Previous"),
        after=rx.match(S.sort, ("-placed", "Older"), ("placed", "Newer"), "Next"),
    )
    return rx.fragment(rx.el.div(table, class_name="as-cards order-list"), pager)


def _person(row: Any) -> rx.Component:
    return rx.el.span(
        rx.el.span(row.person, class_name="block truncate"),
        rx.cond(row.email, rx.el.span(row.email, class_name="block truncate text-small text-faint"), rx.fragment()),
        class_name="two-lines max-w-[21ch]",
    )


def _nothing() -> rx.Component:
    no_match = kit.empty_state(
        "No order matches",
        "Search for something else, or take a filter away.",
        kit.button("Clear search and filters", on_click=S.clear),
        sign="search_x",
    )
    none_yet = kit.empty_state(
        "No orders yet",
        rx.cond(
            PersonState.can_write,
            "They appear here as soon as your shop sends them over the API, or when you import a file.",
            "They appear here as soon as your shop sends them.",
        ),
        rx.el.div(
            rx.cond(
                PersonState.can_write,
                kit.link_button("Import a file", "/app/orders/import", look="primary", sign="upload"),
                rx.fragment(),
            ),
            kit.outside_link("How the API takes orders", "/api/docs"),
            class_name="actions justify-center",
        ),
        sign="shopping_bag",
    )
    return kit.card(rx.cond(S.is_narrowed, no_match, none_yet))

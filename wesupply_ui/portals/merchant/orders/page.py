"""Draws the order list."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import frame
from wesupply_ui.portals.merchant.lists.bulk import bulk_progress
from wesupply_ui.portals.merchant.lists.columns import column_chooser
from wesupply_ui.portals.merchant.lists.exporting import export_menu
from wesupply_ui.portals.merchant.lists.parts import chips_in_force, news_line, pages
from wesupply_ui.portals.merchant.lists.table import chosen_table
from wesupply_ui.portals.merchant.lists.views import view_menu, view_tabs
from wesupply_ui.portals.merchant.orders.address import LIST
from wesupply_ui.portals.merchant.orders.built_in import VIEWS
from wesupply_ui.portals.merchant.orders.filters import order_filters
from wesupply_ui.portals.merchant.orders.many import order_bar
from wesupply_ui.portals.merchant.orders.state import OrdersState as S
from wesupply_ui.portals.merchant.person import PersonState


def orders() -> rx.Component:
    """The whole screen."""
    return frame(
        rx.el.link(rel="stylesheet", href="/lists.css", custom_attrs={"precedence": "default"}),
        rx.el.script(src="/lists.js", custom_attrs={"async": True}),
        kit.page_header(
            t("Orders"),
            rx.cond(PersonState.can_write, kit.link_button(t("Import"), "/app/orders/import", sign="upload"), rx.fragment()),
            export_menu("orders", S.export_query, S.total),
            beside=rx.cond(S.loaded, kit.count(S.total), rx.fragment()),
        ),
        view_tabs([(key, t(words), each.href) for key, words, each in VIEWS], current=S.view),
        _toolbar(),
        chips_in_force(S),
        bulk_progress(),
        rx.cond(S.loaded, rx.cond(S.rows.length() > 0, _list(), _nothing()), kit.table_skeleton(6, 12)),
        order_bar(),
        current=LIST,
    )


def _toolbar() -> rx.Component:
    search = kit.search_field(
        label=t("Search orders"),
        value=S.typed,
        on_search=S.search_for,
        placeholder=t("Number, name, e-mail or tracking number"),
        key=S.field_key,
    )
    return kit.toolbar(search, order_filters(), column_chooser(), _density(), view_menu(S.is_narrowed | (S.sort != "-placed")))


def _density() -> rx.Component:
    return kit.icon_button(
        "rows_3",
        rx.cond(S.density == "dense", t("Roomy rows"), t("Dense rows")),
        on_click=S.set_density(rx.cond(S.density == "dense", "", "dense")),
        aria_pressed=rx.cond(S.density == "dense", "true", "false"),
    )


def _list() -> rx.Component:
    table = chosen_table(
        S.rows,
        (t("Order"), lambda row: row.number),
        _CELLS,
        label=t("Orders"),
        test_id="order-row",
        name="order-list",
        sorted_by=S.sort,
        on_sort=S.sort_by,
        dense=S.density == "dense",
        is_ticked=True,
    )
    before = rx.match(S.sort, ("-placed", t("Newer")), ("placed", t("Older")), t("Previous"))
    after = rx.match(S.sort, ("-placed", t("Older")), ("placed", t("Newer")), t("Next"))
    return rx.fragment(news_line(S), table, pages(S, before=before, after=after))


def _soft(text: Any) -> rx.Component:
    return rx.el.span(text, class_name="text-soft whitespace-nowrap")


def _person(row: Any) -> rx.Component:
    return rx.el.span(
        rx.el.span(row.person, class_name="block truncate"),
        rx.cond(row.email, rx.el.span(row.email, class_name="block truncate text-small text-faint"), rx.fragment()),
        class_name="two-lines max-w-[21ch]",
    )


_CELLS = {
    "customer": _person,
    "items": lambda row: _soft(row.pieces),
    "status": lambda row: rx.el.span(kit.badge(row.status, row.tone), rx.el.span(row.age, class_name="age"), class_name="status"),
    "promised": lambda row: rx.el.span(row.promise, class_name="toned whitespace-nowrap", data_tone=row.promise_tone),
    "placed": lambda row: _soft(row.placed),
    "total": lambda row: rx.el.span(row.total, class_name="whitespace-nowrap"),
    "assigned": lambda row: rx.el.span(row.assigned, class_name="block truncate max-w-[16ch]"),
    "tags": lambda row: rx.el.span(rx.foreach(row.tags, lambda tag: rx.el.span(tag, class_name="tag")), class_name="tags"),
    "notes": lambda row: _soft(row.notes),
    "carrier": lambda row: _soft(row.carrier),
    "country": lambda row: _soft(row.country),
    "channel": lambda row: _soft(row.channel),
    "shop_status": lambda row: _soft(row.shop_status),
    "delivered": lambda row: _soft(row.delivered),
    "updated": lambda row: _soft(row.updated),
    "custom": lambda row: rx.fragment(),
}


def _nothing() -> rx.Component:
    no_match = kit.empty_state(
        t("No order matches"),
        t("Search for something else, or take a filter away."),
        kit.button(t("Clear search and filters"), on_click=S.clear),
        sign="search_x",
    )
    none_yet = kit.empty_state(
        t("No orders yet"),
        rx.cond(
            PersonState.can_write,
            t("They appear here as soon as your shop sends them over the API, or when you import a file."),
            t("They appear here as soon as your shop sends them."),
        ),
        rx.el.div(
            rx.cond(
                PersonState.can_write,
                kit.link_button(t("Import a file"), "/app/orders/import", look="primary", sign="upload"),
                rx.fragment(),
            ),
            kit.outside_link(t("How the API takes orders"), "/api/docs"),
            class_name="actions justify-center",
        ),
        sign="shopping_bag",
    )
    return kit.card(rx.cond(S.is_narrowed, no_match, none_yet))

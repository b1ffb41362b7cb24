"""Draws the list of parcels."""

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
from wesupply_ui.portals.merchant.shipments.address import LIST
from wesupply_ui.portals.merchant.shipments.built_in import VIEWS
from wesupply_ui.portals.merchant.shipments.filters import parcel_filters
from wesupply_ui.portals.merchant.shipments.many import parcel_bar
from wesupply_ui.portals.merchant.shipments.state import ShipmentsState as S


def shipments() -> rx.Component:
    """The whole screen."""
    return frame(
        rx.el.link(rel="stylesheet", href="/lists.css", custom_attrs={"precedence": "default"}),
        rx.el.script(src="/lists.js", custom_attrs={"async": True}),
        kit.page_header(
            t("Shipments"),
            export_menu("shipments", S.export_query, S.total),
            beside=rx.cond(S.loaded, kit.count(S.total), rx.fragment()),
        ),
        view_tabs([(key, t(words), each.href) for key, words, each in VIEWS], current=S.view),
        _toolbar(),
        chips_in_force(S),
        bulk_progress(),
        rx.cond(S.loaded, rx.cond(S.rows.length() > 0, _list(), _nothing()), kit.table_skeleton(5, 12)),
        parcel_bar(),
        current=LIST,
    )


def _toolbar() -> rx.Component:
    search = kit.search_field(
        label=t("Search shipments"),
        value=S.typed,
        on_search=S.search_for,
        placeholder=t("Tracking number, order or name"),
        key=S.field_key,
    )
    return kit.toolbar(search, parcel_filters(), column_chooser(), view_menu(S.is_narrowed))


def _list() -> rx.Component:
    table = chosen_table(
        S.rows,
        (t("Tracking number"), lambda row: _two_lines(row.number, row.carrier)),
        _CELLS,
        label=t("Shipments"),
        test_id="shipment-row",
        name="shipment-list",
        is_ticked=True,
    )
    return rx.fragment(news_line(S), table, pages(S, before=t("Newer"), after=t("Older")))


def _two_lines(first: Any, second: Any) -> rx.Component:
    below = rx.cond(second, rx.el.span(second, class_name="block text-small text-faint font-normal truncate max-w-[24ch]"), rx.fragment())
    return rx.el.span(rx.el.span(first, class_name="block"), below, class_name="two-lines")


def _soft(text: Any) -> rx.Component:
    return rx.el.span(text, class_name="text-soft whitespace-nowrap")


def _asked(row: Any) -> rx.Component:
    return rx.el.span(
        rx.el.span(row.asked, class_name="block whitespace-nowrap"),
        rx.cond(row.failure, rx.el.span(row.failure, class_name="block text-small text-problem"), rx.fragment()),
        class_name="two-lines text-soft",
    )


_CELLS = {
    "order": lambda row: _two_lines(row.orders, row.person),
    "customer": lambda row: rx.el.span(row.person, class_name="block truncate max-w-[21ch]"),
    "status": lambda row: rx.el.span(kit.badge(row.status, row.tone), rx.el.span(row.age, class_name="age"), class_name="status"),
    "promised": lambda row: rx.el.span(row.promise, class_name="toned whitespace-nowrap", data_tone=row.promise_tone),
    "asked": _asked,
    "carrier": lambda row: _soft(row.carrier),
    "service": lambda row: _soft(row.service),
    "reason": lambda row: rx.el.span(row.reason, class_name="block text-soft max-w-[32ch]"),
    "news": lambda row: _soft(row.news),
    "registered": lambda row: _soft(row.registered),
    "shipped": lambda row: _soft(row.shipped),
    "delivered": lambda row: _soft(row.delivered),
}


def _nothing() -> rx.Component:
    no_match = kit.empty_state(
        t("No shipment matches"),
        t("Search for something else, or take a filter away."),
        kit.button(t("Clear search and filters"), on_click=S.clear),
        sign="search_x",
    )
    words = t("A shipment appears here with the first tracking number that your shop sends.")
    return kit.card(rx.cond(S.is_narrowed, no_match, kit.empty_state(t("No shipments yet"), words, sign="truck")))

"""Draws the list of parcels."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui import runtime
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.filter_menu import choice, filter_menu
from wesupply_ui.portals.merchant.frame import frame
from wesupply_ui.portals.merchant.lists.columns import column_chooser
from wesupply_ui.portals.merchant.lists.exporting import export_menu
from wesupply_ui.portals.merchant.lists.table import chosen_table
from wesupply_ui.portals.merchant.lists.views import view_menu, view_tabs
from wesupply_ui.portals.merchant.shipments.address import LIST
from wesupply_ui.portals.merchant.shipments.state import ShipmentsState as S
from wesupply_ui.portals.merchant.words import CONDITIONS, MILESTONES


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
        view_tabs([("all", t("All"), LIST)], current=S.view),
        _toolbar(),
        _chips(),
        rx.cond(S.loaded, rx.cond(S.rows.length() > 0, _list(), _nothing()), kit.table_skeleton(5, 12)),
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
    conditions = {key: words for key, (words, _) in CONDITIONS.items()}
    carriers = {code: carrier_name(code) for code in runtime.carrier_codes()}
    filters = filter_menu(
        choice(
            t("Progress"), S.milestone, {key: words for key, (words, _) in MILESTONES.items()}, lambda value: S.choose("milestone", value)
        ),
        choice(t("Condition"), S.condition, conditions, lambda value: S.choose("condition", value)),
        choice(t("Carrier"), S.carrier, carriers, lambda value: S.choose("carrier", value)),
    )
    return kit.toolbar(search, filters, column_chooser(), view_menu(S.is_narrowed))


def _chips() -> rx.Component:
    chips = rx.foreach(S.chips, lambda chip: kit.removable_chip(chip.words, on_remove=S.choose(chip.name, "")))
    clear = kit.button(t("Clear all"), look="plain", size="small", on_click=S.clear)
    return rx.cond(
        S.chips.length() > 0, rx.el.div(chips, clear, class_name="toolbar", role="group", aria_label=t("In force")), rx.fragment()
    )


def _list() -> rx.Component:
    table = chosen_table(
        S.rows,
        (t("Tracking number"), lambda row: _two_lines(row.number, row.carrier)),
        _CELLS,
        label=t("Shipments"),
        test_id="shipment-row",
        name="shipment-list",
    )
    pager = kit.pager(
        told=S.told,
        on_before=S.turn_back,
        on_after=S.turn_on,
        has_before=S.has_before,
        has_after=S.has_after,
        before=t("Newer"),
        after=t("Older"),
    )
    news = rx.el.div(
        rx.cond(
            S.news, kit.button(rx.fragment(S.news, " — ", t("Show")), size="small", sign="arrow_up", on_click=S.show_news), rx.fragment()
        ),
        role="status",
        class_name="list-news",
    )
    return rx.fragment(news, table, pager)


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

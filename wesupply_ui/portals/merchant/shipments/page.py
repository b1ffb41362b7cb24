"""Draws the list of parcels."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui import runtime
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.portals import kit
from wesupply_ui.portals.merchant.filter_menu import choice, filter_menu
from wesupply_ui.portals.merchant.frame import frame
from wesupply_ui.portals.merchant.shipments.state import ShipmentsState as S
from wesupply_ui.portals.merchant.words import CONDITIONS, MILESTONES

_COLUMNS = (
    kit.Column("Tracking number"),
    kit.Column("Order"),
    kit.Column("Status"),
    kit.Column("Promised"),
    kit.Column("Last asked"),
)


def shipments() -> rx.Component:
    """The whole screen."""
    return frame(
        kit.page_header("Shipments", beside=rx.cond(S.loaded, kit.count(S.total), rx.fragment())),
        _toolbar(),
        _chips(),
        rx.cond(S.loaded, rx.cond(S.rows.length() > 0, _list(), _nothing()), kit.table_skeleton(5, 12)),
        current="/app/shipments",
    )


def _toolbar() -> rx.Component:
    search = kit.search_field(
        label="Search shipments", value=S.typed, on_search=S.search_for, placeholder="Tracking number, order or name", key=S.field_key
    )
    filters = filter_menu(
        choice("Progress", S.milestone, {key: words for key, (words, _) in MILESTONES.items()}, lambda value: S.choose("milestone", value)),
        choice(
            "Condition", S.condition, {key: words for key, (words, _) in CONDITIONS.items()}, lambda value: S.choose("condition", value)
        ),
        choice(
            "Carrier", S.carrier, {code: carrier_name(code) for code in runtime.carrier_codes()}, lambda value: S.choose("carrier", value)
        ),
    )
    return kit.toolbar(search, filters)


def _chips() -> rx.Component:
    chips = rx.foreach(S.chips, lambda chip: kit.removable_chip(chip.words, on_remove=S.choose(chip.name, "")))
    clear = kit.button("Clear all", look="plain", size="small", on_click=S.clear)
    return rx.cond(S.chips.length() > 0, rx.el.div(chips, clear, class_name="toolbar", role="group", aria_label="In force"), rx.fragment())


def _list() -> rx.Component:
    table = kit.table(
        _COLUMNS,
        S.rows,
        lambda row: (
            _two_lines(row.number, row.carrier),
            _two_lines(row.orders, row.person),
            rx.el.span(kit.badge(row.status, row.tone), rx.el.span(row.age, class_name="age"), class_name="status"),
            rx.el.span(row.promise, class_name="toned whitespace-nowrap", data_tone=row.promise_tone),
            rx.el.span(
                rx.el.span(row.asked, class_name="block whitespace-nowrap"),
                rx.cond(row.failure, rx.el.span(row.failure, class_name="block text-small text-problem"), rx.fragment()),
                class_name="two-lines text-soft",
            ),
        ),
        label="Shipments",
        href=lambda row: row.href,
        row_props=lambda row: {"data_testid": f"shipment-row-{row.number}", "key": row.id},
    )
    pager = kit.pager(
        told=S.told,
        on_before=S.turn_back,
        on_after=S.turn_on,
        has_before=S.has_before,
        has_after=S.has_after,
        before="Newer",
        after="Older",
    )
    return rx.fragment(rx.el.div(table, class_name="as-cards shipment-list"), pager)


def _two_lines(first: Any, second: Any) -> rx.Component:
    below = rx.cond(second, rx.el.span(second, class_name="block text-small text-faint font-normal truncate max-w-[24ch]"), rx.fragment())
    return rx.el.span(rx.el.span(first, class_name="block"), below, class_name="two-lines")


def _nothing() -> rx.Component:
    no_match = kit.empty_state(
        "No shipment matches",
        "Search for something else, or take a filter away.",
        kit.button("Clear search and filters", on_click=S.clear),
        sign="search_x",
    )
    words = "A shipment appears here with the first tracking number that your shop sends."
    return kit.card(rx.cond(S.is_narrowed, no_match, kit.empty_state("No shipments yet", words, sign="truck")))

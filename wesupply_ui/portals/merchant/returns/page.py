"""Draws the list of returns: tabs by what has to be done next, and the rows."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.frame import frame, not_allowed
from wesupply_ui.portals.merchant.lists.bulk import bulk_progress
from wesupply_ui.portals.merchant.lists.bulk_state import BulkState as B
from wesupply_ui.portals.merchant.lists.parts import news_line, pages
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.returns.address import BOXES, LIST, NEW, TABS, Asked
from wesupply_ui.portals.merchant.returns.many import return_bar
from wesupply_ui.portals.merchant.returns.state import ReturnsState as S


def returns() -> rx.Component:
    """The whole screen."""
    may = (PersonState.merchant == "") | PersonState.permissions.contains("returns.read")
    list_ = rx.fragment(
        _tabs(),
        _search(),
        bulk_progress(),
        rx.cond(S.loaded, rx.cond(S.rows.length() > 0, _list(), _nothing()), kit.table_skeleton(5, 12)),
        return_bar(),
    )
    return frame(
        rx.el.link(rel="stylesheet", href="/lists.css", custom_attrs={"precedence": "default"}),
        rx.el.script(src="/lists.js", custom_attrs={"async": True}),
        rx.el.link(rel="stylesheet", href="/returns.css", custom_attrs={"precedence": "default"}),
        rx.el.script(src="/lists.js", custom_attrs={"async": True}),
        kit.page_header(
            t("Returns"),
            kit.link_button(t("Return policy"), "/app/settings/returns", look="plain", sign="scroll_text"),
            rx.cond(
                PersonState.permissions.contains("returns.receive"),
                kit.link_button(t("Receive"), f"{LIST}/receive", sign="scan_barcode"),
                rx.fragment(),
            ),
            rx.cond(PersonState.permissions.contains("returns.decide"), kit.link_button(t("New return"), NEW, sign="plus"), rx.fragment()),
            about=t("What comes back, by what has to be done next."),
            beside=rx.cond(S.loaded, kit.count(S.total), rx.fragment()),
        ),
        rx.cond(may, list_, not_allowed(t("Your role does not let you see returns"))),
        current=LIST,
    )


def _tabs() -> rx.Component:
    steps = [kit.Tab(Asked(step).href, t(words), S.counts[step]) for step, words in TABS.items()]
    boxes = kit.Tab(BOXES, t("Unmatched boxes"), S.boxes)
    return kit.link_tabs([kit.Tab(LIST, t("All")), *steps, boxes], current=S.tab, label=t("Views"))


def _search() -> rx.Component:
    field = kit.search_field(
        label=t("Search returns"), value=S.typed, on_search=S.search_for, placeholder=t("Return, order, name or e-mail"), key=S.field_key
    )
    mine = kit.select(
        [("", t("Of everybody")), ("me", t("Mine"))], label=t("Assigned to"), value=S.who, on_change=S.of_whom, data_testid="of-whom"
    )
    return kit.toolbar(field, mine)


def _list() -> rx.Component:
    columns = (
        kit.Column(t("Return")),
        kit.Column(t("Shopper")),
        kit.Column(t("Items")),
        kit.Column(t("Status")),
        kit.Column(t("Due")),
        kit.Column(t("Gets"), align="end"),
        kit.Column(t("Assigned to")),
    )
    ticks = kit.Ticks(
        label=lambda row: t("Choose {number}", number=row.number),
        ticked=lambda row: B.is_all | B.ticked.contains(row.id),
        on_tick=lambda row, value: B.tick(row.id, value),
        all_ticked=B.is_page,
        on_tick_all=B.tick_page,
    )
    table = kit.table(
        columns,
        S.rows,
        _cells,
        label=t("Returns"),
        ticks=ticks,
        href=lambda row: row.href,
        row_props=lambda row: {"key": row.id, "data_testid": f"return-row-{row.number}"},
    )
    list_ = rx.el.div(table, class_name="as-cards return-list", data_ticked=rx.cond(B.count != "", "some", ""))
    return rx.fragment(news_line(S), list_, pages(S, before=t("Before"), after=t("After")))


def _cells(row: Any) -> list[rx.Component]:
    pictures = rx.el.span(rx.foreach(row.pictures, lambda each: kit.thumbnail(each)), class_name="return-pictures")
    return [
        rx.el.span(row.number, class_name="number whitespace-nowrap"),
        _two_lines(row.person, row.order),
        rx.el.span(
            rx.cond(row.pictures.length() > 0, pictures, rx.fragment()),
            rx.el.span(row.what, class_name="truncate"),
            class_name="return-what",
        ),
        rx.el.span(kit.badge(row.status, row.tone), rx.el.span(row.age, class_name="age"), class_name="status"),
        rx.el.span(row.due, class_name="toned whitespace-nowrap", data_tone=row.due_tone),
        _two_lines(row.total, row.resolution),
        rx.el.span(row.assigned, class_name="block truncate max-w-[16ch] text-soft"),
    ]


def _two_lines(first: Any, second: Any) -> rx.Component:
    below = rx.el.span(second, class_name="block text-small text-faint font-normal truncate max-w-[24ch]")
    return rx.el.span(rx.el.span(first, class_name="block truncate max-w-[24ch]", dir="auto"), below, class_name="two-lines")


def _nothing() -> rx.Component:
    no_match = kit.empty_state(
        t("No return matches"),
        t("Search for the return's or the order's number, a name or a mail address."),
        kit.button(t("Clear the search"), on_click=S.clear),
        sign="search_x",
    )
    none_waits = kit.empty_state(t("Nothing to do here"), t("No return waits for this step."), sign="check")
    words = t("A return appears here as soon as a shopper asks for one, or your shop sends it.")
    policy = kit.link_button(t("Open the return policy"), "/app/settings/returns")
    none = kit.empty_state(t("No returns yet"), words, policy, sign="undo_2")
    return kit.card(rx.cond(S.is_searched, no_match, rx.cond(S.is_all, none, none_waits)))

"""Draws a list whose columns its reader chooses: ticks, the link that fills the row, and one cell for each column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.lists.bulk_state import BulkState
from wesupply_ui.portals.merchant.lists.views_state import ViewsState

Cell = Callable[[Any], Any]


def chosen_table(
    rows: Any,
    first: tuple[str, Cell],
    cells: Mapping[str, Cell],
    *,
    label: Any,
    test_id: str,
    name: str,
    sorted_by: Any = "",
    on_sort: Any = None,
    dense: Any = False,
    is_ticked: bool = False,
) -> rx.Component:
    """`first`: heading and cell of the column that is always there. `cells`: how to draw each column; others are the merchant's own."""
    title, draw_first = first

    def draw(row: Any) -> rx.Component:
        tick = [rx.el.td(_tick(row), class_name="tick-cell")] if is_ticked else []
        lead = rx.el.td(kit.link(draw_first(row), row.href, class_name="row-link"), data_column="first")
        more = rx.foreach(ViewsState.columns, lambda column: _cell(row, column, cells))
        return rx.el.tr(*tick, lead, more, key=row.id, data_testid=f"{test_id}-{row.number}")

    head = [rx.el.th(_tick_page(), scope="col", class_name="tick-cell")] if is_ticked else []
    head += [rx.el.th(title, scope="col"), rx.foreach(ViewsState.columns, lambda column: _heading(column, sorted_by, on_sort))]
    table = rx.el.table(
        rx.el.caption(label, class_name="unseen"),
        rx.el.thead(rx.el.tr(*head)),
        rx.el.tbody(rx.foreach(rows, draw), data_rows=""),
        class_name="table",
        data_density=rx.cond(dense, "dense", ""),
    )
    framed = rx.el.div(table, class_name="table-frame", tab_index=0, role="region", aria_label=label)
    return rx.el.div(framed, class_name=f"as-cards chosen-list {name}", data_ticked=rx.cond(BulkState.count != "", "some", ""))


def _cell(row: Any, column: Any, cells: Mapping[str, Cell]) -> rx.Component:
    own = rx.el.span(row.own[column.key], class_name="text-soft", dir="auto") if "custom" in cells else rx.fragment()
    known = ((key, draw(row)) for key, draw in cells.items() if key != "custom")
    return rx.el.td(rx.match(column.key, *known, own), key=column.key, data_column=column.key, data_align=column.align)


def _heading(column: Any, sorted_by: Any, on_sort: Any) -> rx.Component:
    plain = rx.el.span(column.title)
    if on_sort is None:
        return rx.el.th(plain, scope="col", key=column.key, data_column=column.key, data_align=column.align)
    rising, falling = sorted_by == column.sort, sorted_by == "-" + column.sort
    arrow = rx.cond(
        falling,
        kit.icon("arrow_down", label=t("falling")),
        rx.cond(rising, kit.icon("arrow_up", label=t("rising")), kit.icon("chevrons_up_down")),
    )
    wanted = rx.cond(falling, column.sort, "-" + column.sort)
    button = rx.el.button(column.title, arrow, type="button", class_name="sort", data_on=rising | falling, on_click=on_sort(wanted))
    return rx.el.th(rx.cond(column.sort, button, plain), scope="col", key=column.key, data_column=column.key, data_align=column.align)


def _tick(row: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            class_name="tick",
            checked=BulkState.is_all | BulkState.ticked.contains(row.id),
            on_change=lambda value: BulkState.tick(row.id, value),
            aria_label=t("Choose {number}", number=row.number),
            data_tick="",
        ),
        class_name="tick-room",
    )


def _tick_page() -> rx.Component:
    box = rx.el.input(
        type="checkbox",
        class_name="tick",
        checked=BulkState.is_page,
        on_change=BulkState.tick_page,
        aria_label=t("Choose all on this page"),
    )
    return rx.el.label(box, class_name="tick-room")

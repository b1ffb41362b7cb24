"""A list of things to go through: the whole row is the link, the head stays, j and k walk the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import reflex as rx

from wesupply_ui.portals.kit.buttons import link
from wesupply_ui.portals.kit.icons import icon
from wesupply_ui.portals.kit.words import t

Part = rx.Component | str | rx.Var


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading. `phone=False` hides it below 640 pixels; `sort` is the key that `on_sort` receives."""

    title: Part
    align: Literal["start", "end"] = "start"
    phone: bool = True
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Ticks:
    """Checkboxes before the rows. All four take or give a row: label for readers, whether ticked, and the handlers."""

    label: Callable[[Any], Any]
    ticked: Callable[[Any], Any]
    on_tick: Callable[[Any, Any], Any]
    all_ticked: Any = False
    on_tick_all: Any = None


def table(
    columns: Sequence[Column],
    rows: Any,
    cells: Callable[[Any], Sequence[Part]],
    *,
    label: str | rx.Var[str],
    href: Callable[[Any], Any] | None = None,
    row_props: Callable[[Any], dict[str, Any]] = lambda row: {},
    ticks: Ticks | None = None,
    sorted_by: Any = "",
    on_sort: Any = None,
    dense: bool | rx.Var[bool] = False,
) -> rx.Component:
    """A table of `rows` (a State's list of frozen dataclasses).

    `cells(row)` gives one part for each column; the first becomes the row's link when `href(row)` is given. `row_props(row)` may add a
    test id: `{"data_testid": "order-row-" + row.number}`. `sorted_by`: the State's key, "-key" for falling; `on_sort(key)` asks anew.
    """

    def draw(row: Any) -> rx.Component:
        parts = list(cells(row))
        if href is not None:
            parts[0] = link(parts[0], href(row), class_name="row-link")  # type: ignore[arg-type]
        drawn = [rx.el.td(part, **_cell(column)) for column, part in zip(columns, parts, strict=True)]
        tick = [rx.el.td(_tick(ticks, row))] if ticks else []
        return rx.el.tr(*tick, *drawn, **row_props(row))

    head = [rx.el.th(_heading(column, sorted_by, on_sort), scope="col", **_cell(column)) for column in columns]
    if ticks:
        head.insert(0, rx.el.th(_tick_all(ticks), scope="col"))
    body = rx.el.tbody(rx.foreach(rows, draw), data_rows="")
    density = rx.cond(dense, "dense", "") if isinstance(dense, rx.Var) else ("dense" if dense else "")
    drawn_table = rx.el.table(
        rx.el.caption(label, class_name="unseen"), rx.el.thead(rx.el.tr(*head)), body, class_name="table", data_density=density
    )
    # Wider than a phone, it scrolls; a keyboard must be able to reach what scrolls.
    return rx.el.div(drawn_table, class_name="table-frame", tab_index=0, role="region", aria_label=label)


def table_skeleton(columns: int = 4, rows: int = 8) -> rx.Component:
    """The table's shape while it loads."""
    line = rx.el.tr(*(rx.el.td(rx.el.span(class_name="skeleton w-4/5", style={"height": "14px"})) for _ in range(columns)))
    return rx.el.div(
        rx.el.span(t("Loading"), class_name="unseen"),
        rx.el.table(rx.el.tbody(*(line for _ in range(rows))), class_name="table", aria_hidden="true"),
        class_name="table-frame",
        role="status",
    )


def _cell(column: Column) -> dict[str, Any]:
    return ({"data_align": "end"} if column.align == "end" else {}) | ({} if column.phone else {"data_phone": "no"})


def _heading(column: Column, sorted_by: Any, on_sort: Any) -> Part:
    if not (column.sort and on_sort is not None):
        return column.title
    rising, falling = sorted_by == column.sort, sorted_by == f"-{column.sort}"
    arrow = rx.cond(
        falling, icon("arrow_down", label=t("falling")), rx.cond(rising, icon("arrow_up", label=t("rising")), icon("chevrons_up_down"))
    )
    wanted = rx.cond(falling, column.sort, f"-{column.sort}")
    return rx.el.button(column.title, arrow, type="button", class_name="sort", data_on=rising | falling, on_click=on_sort(wanted))


def _tick(ticks: Ticks, row: Any) -> rx.Component:
    return rx.el.input(
        type="checkbox",
        class_name="tick",
        checked=ticks.ticked(row),
        on_change=lambda value: ticks.on_tick(row, value),
        aria_label=ticks.label(row),
        custom_attrs={"data-tick": ""},
    )


def _tick_all(ticks: Ticks) -> Part:
    if ticks.on_tick_all is None:
        return rx.el.span(t("Chosen"), class_name="unseen")
    return rx.el.input(
        type="checkbox", class_name="tick", checked=ticks.all_ticked, on_change=ticks.on_tick_all, aria_label=t("Choose all")
    )

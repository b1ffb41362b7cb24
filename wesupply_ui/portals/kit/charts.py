"""Figures over time, as small bars of plain SVG with a table for those who can't see them. Geometry is worked out here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from wesupply_ui.portals.kit.words import t

Text = str | rx.Var[str]
WIDTH, HEIGHT, FOOT = 640.0, 180.0, 18.0  # in the drawing's own units; it scales with its frame
GAP = 0.28  # of a bar's room
SMALLEST = 1e-6  # figures closer together than this are drawn as equal


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, ready to draw, its places as SVG writes them. `words` is its value for people."""

    label: str
    words: str
    x: str
    y: str
    width: str
    height: str
    tone: str
    middle: str
    shows_label: bool


@dataclass(frozen=True, slots=True)
class Point:
    """What to draw: a name, a number and its words. Negative numbers hang below the line."""

    label: str
    value: float
    words: str
    tone: str = "accent"


def bars(points: Sequence[Point], *, most: float | None = None, labels: int = 7) -> list[Bar]:
    """Rows for `bar_chart`, for a State's list. `most` fixes the top (100 for per cent); about `labels` of the names are written below."""
    if not points:
        return []
    top = max([most or 0.0, *(point.value for point in points)])
    lowest = min(0.0, *(point.value for point in points))
    scale = (HEIGHT - FOOT) / max(top - lowest, SMALLEST)
    names = list(dict.fromkeys(point.label for point in points))
    room = WIDTH / len(names)
    every = max(1, round(len(names) / labels))
    return [_bar(point, names.index(point.label), room, top * scale, scale, every) for point in points]


def _bar(point: Point, place: int, room: float, line: float, scale: float, every: int) -> Bar:
    height = max(abs(point.value) * scale, 1.0 if point.value else 0.0)
    left = place * room + room * GAP / 2
    return Bar(
        label=point.label,
        words=point.words,
        x=f"{left:.1f}",
        y=f"{line - height if point.value >= 0 else line:.1f}",
        width=f"{room * (1 - GAP):.1f}",
        height=f"{height:.1f}",
        tone=point.tone,
        middle=f"{place * room + room / 2:.1f}",
        shows_label=place % every == 0,
    )


def bar_chart(rows: Any, *, title: Text, about: Text = "", unit: Text | None = None) -> rx.Component:
    """Bars out of a State's list made by `bars`; hovering names a bar, "As a table" shows the numbers."""
    drawing = rx.el.svg(
        rx.foreach(rows, _rect),
        rx.foreach(rows, _name),
        view_box=f"0 0 {WIDTH:g} {HEIGHT:g}",
        role="img",
        aria_label=title,
    )
    return chart_frame(drawing, _as_table(rows, title, t("Value") if unit is None else unit), title=title, about=about)


def chart_frame(drawing: rx.Component, table: rx.Component, *, title: Text, about: Text = "") -> rx.Component:
    """Title, drawing, and the same figures as a table behind a fold."""
    words = [] if isinstance(about, str) and not about else [rx.el.p(about, class_name="text-soft")]
    head = rx.el.figcaption(rx.el.h2(title, class_name="card-title"), *words, class_name="mb-3")
    return rx.el.figure(head, drawing, rx.el.details(rx.el.summary(t("As a table")), table), class_name="card chart")


def _rect(bar: Any) -> rx.Component:
    return rx.el.svg.rect(
        rx.el.title(bar.label, ": ", bar.words),
        x=bar.x,
        y=bar.y,
        width=bar.width,
        height=bar.height,
        rx="2",
        class_name="bar",
        data_tone=bar.tone,
    )


def _name(bar: Any) -> rx.Component:
    return rx.cond(
        bar.shows_label,
        rx.el.svg.text(bar.label, x=bar.middle, y=f"{HEIGHT - FOOT + 3:g}", text_anchor="middle", class_name="foot"),
        rx.fragment(),
    )


def _as_table(rows: Any, title: Text, unit: Text) -> rx.Component:
    line = rx.foreach(rows, lambda bar: rx.el.tr(rx.el.td(bar.label), rx.el.td(bar.words, data_align="end")))
    head = rx.el.tr(rx.el.th(t("When"), scope="col"), rx.el.th(unit, scope="col", data_align="end"))
    return rx.el.table(
        rx.el.caption(title, class_name="unseen"), rx.el.thead(head), rx.el.tbody(line), class_name="table", data_density="dense"
    )

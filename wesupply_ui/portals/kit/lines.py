"""A figure over time as lines of plain SVG, each named at its end and told apart by its strokes, not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from wesupply_ui.portals.kit.charts import FOOT, HEIGHT, WIDTH

_ROOM = 84.0  # right of the lines, for their names
_TOP = 12.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line, ready to draw; gaps where there is no value. `strokes`: solid, dashed or dotted."""

    name: str
    path: str
    strokes: str
    end_x: str
    end_y: str


def lines(series: Sequence[tuple[str, Sequence[float | None], str]], *, most: float = 1.0, least: float = 0.0) -> list[Line]:
    """(name, values from left to right, strokes) of each; all between `least` and `most`. Names that would meet stand apart."""
    drawn = [_line(name, values, strokes, least, most) for name, values, strokes in series if any(each is not None for each in values)]
    apart: list[Line] = []
    for each in sorted(drawn, key=lambda line: float(line.end_y)):
        y = max(float(each.end_y), float(apart[-1].end_y) + 14) if apart else float(each.end_y)
        apart.append(Line(each.name, each.path, each.strokes, each.end_x, f"{y:.1f}"))
    return apart


def line_chart(rows: Any, *, title: str | rx.Var[str], low: Any, high: Any, first: Any, last: Any) -> rx.Component:
    """The drawing alone, for `chart_frame`: `low` and `high` name the grid's lines, `first` and `last` the ends of time."""
    foot = f"{HEIGHT - FOOT + 3:g}"
    drawing = rx.el.svg(
        rx.el.svg.line(x1="0", x2=f"{WIDTH - _ROOM:g}", y1=f"{_TOP:g}", y2=f"{_TOP:g}", class_name="grid-line"),
        rx.el.svg.line(x1="0", x2=f"{WIDTH - _ROOM:g}", y1=f"{HEIGHT - FOOT:g}", y2=f"{HEIGHT - FOOT:g}", class_name="grid-line"),
        rx.el.svg.text(high, x="0", y=f"{_TOP - 3:g}"),
        rx.el.svg.text(low, x="0", y=f"{HEIGHT - FOOT - 3:g}"),
        rx.foreach(rows, lambda row: rx.el.svg.path(d=row.path, class_name="line", data_strokes=row.strokes, fill="none")),
        rx.foreach(rows, lambda row: rx.el.svg.text(row.name, x=row.end_x, y=row.end_y, class_name="line-name", data_strokes=row.strokes)),
        rx.el.svg.text(first, x="0", y=foot, class_name="foot is-end"),
        rx.el.svg.text(last, x=f"{WIDTH - _ROOM:g}", y=foot, text_anchor="end", class_name="foot is-end"),
        view_box=f"0 0 {WIDTH:g} {HEIGHT:g}",
        role="img",
        aria_label=title,
    )
    # Where the drawing is small there is no room for names at the lines' ends: they stand below it.
    keys = rx.el.p(rx.foreach(rows, lambda row: rx.el.span(row.name, data_strokes=row.strokes)), class_name="line-keys", aria_hidden="true")
    return rx.fragment(drawing, keys)


def _line(name: str, values: Sequence[float | None], strokes: str, least: float, most: float) -> Line:
    step = (WIDTH - _ROOM) / max(len(values) - 1, 1)
    scale = (HEIGHT - FOOT - _TOP) / max(most - least, 1e-6)
    path, last, is_on = [], (0.0, 0.0), False
    for place, value in enumerate(values):
        if value is None:
            is_on = False
            continue
        last = (place * step, HEIGHT - FOOT - (value - least) * scale)
        path.append(f"{'L' if is_on else 'M'}{last[0]:.1f} {last[1]:.1f}" + ("" if is_on else "h0.01"))
        is_on = True
    return Line(name, " ".join(path), strokes, f"{WIDTH - _ROOM + 8:.1f}", f"{last[1] + 4:.1f}")

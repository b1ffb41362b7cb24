"""What is a sheet of paper here? Its size by country, its margins, and tables that break between rows, not in them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, SimpleDocTemplate, Table

_LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "CL", "CO", "PH", "PR", "VE"})
MARGIN = 16 * mm
LINE = "#c9c9c9"


def size_for(country: str) -> tuple[float, float]:
    """US letter where printers hold that, else A4."""
    return LETTER if country in _LETTER_COUNTRIES else A4


def width_for(country: str) -> float:
    """Between the margins."""
    return size_for(country)[0] - 2 * MARGIN


def printed(story: Sequence[Flowable], *, country: str, title: str, language: str = "en") -> bytes:
    """The PDF; the same story always gives the same bytes, so that keeping it again is keeping it once."""
    file = BytesIO()
    document = SimpleDocTemplate(
        file, pagesize=size_for(country), leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
        title=title, author="", creator="WeSupply", lang=language, invariant=1,
    )  # fmt: skip
    document.build(list(story))
    return file.getvalue()


def rows(cells: Sequence[Sequence[Any]], widths: Sequence[float], *, ruled: bool = True) -> Table:
    """A table whose first row is its head, repeated on each page when `ruled`."""
    lines: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    if ruled:
        lines += [("LINEBELOW", (0, 0), (-1, 0), 0.8, "#1c1c1c"), ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE)]
    return Table([list(row) for row in cells], colWidths=list(widths), style=lines, repeatRows=1 if ruled else 0, hAlign="LEFT")

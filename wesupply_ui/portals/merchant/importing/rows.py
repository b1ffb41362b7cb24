"""What is shown of a file: its counts, and what is wrong with which field in which line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wesupply_ui.domain.orders.preview import Preview, Told
from wesupply_ui.domain.tracking.take_in import Became
from wesupply_ui.domain.tracking.take_in_file import Report
from wesupply_ui.portals.merchant.telling import many

_KINDS = {"csv": "CSV", "json": "JSON", "lines": "JSON, one order a line"}


@dataclass(frozen=True)
class CountRow:
    """A figure about the file."""

    name: str
    figure: str
    tone: str


@dataclass(frozen=True)
class ToldRow:
    """One thing that is wrong or odd. `rejects`: the order stays out."""

    key: str
    line: str
    order: str
    field: str
    message: str
    rejects: bool


def preview_counts(found: Preview) -> list[CountRow]:
    """What an import would do."""
    return [
        CountRow("New orders", f"{found.new:,}", "done"),
        CountRow("Known already", f"{found.known:,}", "moving"),
        CountRow("Rejected", f"{found.rejected:,}", "problem" if found.rejected else "quiet"),
        CountRow("Taken with a remark", f"{found.remarks:,}", "attention" if found.remarks else "quiet"),
    ]


def report_counts(report: Report) -> list[CountRow]:
    """What an import did."""
    rejected = report.counts[Became.REJECTED]
    return [
        CountRow("Created", f"{report.counts[Became.CREATED]:,}", "done"),
        CountRow("Updated", f"{report.counts[Became.UPDATED]:,}", "moving"),
        CountRow("Unchanged", f"{report.counts[Became.UNCHANGED]:,}", "quiet"),
        CountRow("Rejected", f"{rejected:,}", "problem" if rejected else "quiet"),
    ]


def about(kind: str, encoding: str, orders: int, lines: int | None = None) -> str:
    """ "CSV in utf-8: 1,204 orders with 2,970 lines"."""
    with_lines = f" with {many(lines, 'line')}" if lines else ""
    return f"{_KINDS.get(kind, kind)} in {encoding}: {many(orders, 'order')}{with_lines}"


def told_rows(told: Sequence[Told], most: int = 50) -> list[ToldRow]:
    """The first `most`."""
    return [
        ToldRow(str(at), f"{each.line:,}", each.external_id or "", each.field or "the whole order", each.message, each.rejects)
        for at, each in enumerate(told[:most])
    ]

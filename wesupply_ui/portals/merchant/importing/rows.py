"""What is shown of a file: its counts, and what is wrong with which field in which line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wesupply_ui.domain.orders.preview import Preview, Told
from wesupply_ui.domain.tracking.take_in import Became
from wesupply_ui.domain.tracking.take_in_file import Report
from wesupply_ui.kernel.language import N_, _, ngettext, number

_KINDS = {"csv": "CSV", "json": "JSON", "lines": N_("JSON, one order a line")}


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
        CountRow(_("New orders"), number(found.new), "done"),
        CountRow(_("Known already"), number(found.known), "moving"),
        CountRow(_("Rejected"), number(found.rejected), "problem" if found.rejected else "quiet"),
        CountRow(_("Taken with a remark"), number(found.remarks), "attention" if found.remarks else "quiet"),
    ]


def report_counts(report: Report) -> list[CountRow]:
    """What an import did."""
    rejected = report.counts[Became.REJECTED]
    return [
        CountRow(_("Created"), number(report.counts[Became.CREATED]), "done"),
        CountRow(_("Updated"), number(report.counts[Became.UPDATED]), "moving"),
        CountRow(_("Unchanged"), number(report.counts[Became.UNCHANGED]), "quiet"),
        CountRow(_("Rejected"), number(rejected), "problem" if rejected else "quiet"),
    ]


def about(kind: str, encoding: str, orders: int, lines: int | None = None) -> str:
    """ "CSV in utf-8: 1,204 orders with 2,970 lines"."""
    what = _("{kind} in {encoding}", kind=_(_KINDS.get(kind, kind)), encoding=encoding)
    amount = ngettext("{count} order", "{count} orders", orders)
    if lines:
        amount = _("{orders} with {lines}", orders=amount, lines=ngettext("{count} line", "{count} lines", lines))
    return f"{what}: {amount}"


def told_rows(told: Sequence[Told], most: int = 50) -> list[ToldRow]:
    """The first `most`."""
    return [
        ToldRow(str(at), number(each.line), each.external_id or "", each.field or _("the whole order"), each.message, each.rejects)
        for at, each in enumerate(told[:most])
    ]

"""Orders from a CSV file: a row per line or per order, rows of one order one after the other, at any size in constant memory."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from wesupply_ui.domain.orders.csv_cells import value_of
from wesupply_ui.domain.orders.csv_columns import Column, column_of
from wesupply_ui.domain.orders.raw_orders import RawOrder
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _

MOST_COLUMNS = 500
_MOST_CHARACTERS = 1_000_000  # of one row, quoted line ends included: a row beyond it has a quotation mark that is never closed


@dataclass(slots=True)
class _Row:
    line: int
    cells: dict[Column, str]
    problems: list[FieldProblem] = field(default_factory=list)

    def get(self, part: str, name: str) -> str | None:
        return self.cells.get(Column(part, name))


class CsvOrders:
    """Iterates over the orders. `unknown_columns` are told once for the file. Invalid when the header has no order id and no number."""

    def __init__(self, text: Iterable[str]) -> None:
        self._rows = _rows(text)
        first = next(self._rows, None)
        if first is None:
            raise Invalid(_("The file is empty."))
        headings = [heading.strip().lstrip("\ufeff") for heading in first[1]]
        self._columns = [column_of(heading) for heading in headings]
        self.unknown_columns = [column.field for column in self._columns if column.part == "extra" and column.field]
        if not {Column("order", "external_id"), Column("order", "number")} & set(self._columns):
            raise Invalid(
                _("The first row has to name the columns, and one of them has to be the order's id (external_id) or number."),
                problems=(FieldProblem("external_id", _("no column of this name, nor one called number")),),
            )

    def __iter__(self) -> Iterator[RawOrder]:
        group: list[_Row] = []
        for line, cells in self._rows:
            if not any(cell.strip() for cell in cells):
                continue
            row = self._row(line, cells)
            if group and not _continues(group[0], row):
                yield _order(group)
                group = []
            group.append(row)
        if group:
            yield _order(group)

    def _row(self, line: int, cells: list[str]) -> _Row:
        row = _Row(line, {})
        if len(cells) == 1 and cells[0] is _NEVER_CLOSED:
            row.problems.append(FieldProblem("", _("the row has a quotation mark that is never closed")))
            return row
        if len(cells) > len(self._columns) and any(cell.strip() for cell in cells[len(self._columns) :]):
            said = _(
                "the row has {count} cells, the first row of the file {columns}; is a cell with a separator unquoted?",
                count=len(cells),
                columns=len(self._columns),
            )
            row.problems.append(FieldProblem("", said))
        for column, cell in zip(self._columns, cells, strict=False):
            if cell := cell.strip():
                # '78701: how spreadsheets keep the zeros of a number that is none.
                row.cells.setdefault(column, cell[1:] if cell[0] == "'" and cell[1:2].isdigit() else cell)
        if any("\ufffd" in cell for cell in cells):
            row.problems.append(FieldProblem("", _("the row has characters that cannot be read; save the file as UTF-8")))
        return row


_NEVER_CLOSED = "\x00never closed"


def _rows(text: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """(line on which the row begins, its cells)."""
    lines = _Lines(text)
    separator = _separator(lines.peek())
    while lines.peek():
        start = lines.number + 1
        lines.begin()
        try:
            cells = next(csv.reader(lines, delimiter=separator, strict=False))
        except (csv.Error, StopIteration):
            lines.give_back_all_but_first()
            cells = [_NEVER_CLOSED]
        yield start, cells


class _Lines:
    """Lines that can be given back: a quotation mark that is never closed shall not swallow the rest of the file."""

    def __init__(self, text: Iterable[str]) -> None:
        self._source = iter(text)
        self._again: list[str] = []
        self._taken: list[str] = []
        self._size = 0
        self.number = 0

    def begin(self) -> None:
        self._taken, self._size = [], 0

    def peek(self) -> str:
        if not self._again:
            line = next(self._source, "")
            if line:
                self._again.append(line)
        return self._again[-1] if self._again else ""

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.peek()
        if not line:
            if len(self._taken) > 1:
                raise csv.Error("never closed")
            raise StopIteration
        self._size += len(line)
        if self._size > _MOST_CHARACTERS and self._taken:
            raise csv.Error("never closed")
        self._again.pop()
        self._taken.append(line)
        self.number += 1
        return line

    def give_back_all_but_first(self) -> None:
        back = self._taken[1:]
        self.number -= len(back)
        self._again += reversed(back)


def _separator(header: str) -> str:
    """The one that the header has most of."""
    outside = "".join(part for index, part in enumerate(header.split('"')) if index % 2 == 0)
    return max(",;\t|", key=outside.count)


def _continues(first: _Row, row: _Row) -> bool:
    """Whether a row is of the same order. Exports that leave an order's own cells blank from its second row on count too."""
    ours, theirs = first.get("order", "external_id"), row.get("order", "external_id")
    if ours and theirs:
        return ours == theirs
    number, other = first.get("order", "number"), row.get("order", "number")
    if theirs is None and other is None:
        return any(column.part in ("line", "shipment") for column in row.cells)
    return number is not None and number == other


def _order(rows: list[_Row]) -> RawOrder:
    value: dict[str, Any] = {}
    lines: dict[str, dict[str, Any]] = {}
    shipments: dict[tuple[str, str], dict[str, Any]] = {}
    line_of: dict[int, int] = {}
    problems = [problem for row in rows for problem in row.problems]
    remarks: list[FieldProblem] = []
    for row in rows:
        others = _take_own(row, value, remarks)
        line_id = _take_line(row, others, lines, line_of, problems)
        _take_shipment(row, line_id, lines, shipments)
    if "external_id" not in value and "number" in value:
        value["external_id"] = value["number"]
    if lines:
        value["lines"] = list(lines.values())
    if shipments:
        value["shipments"] = list(shipments.values())
    return RawOrder(value, rows[0].line, problems, remarks, line_of)


def _take_own(row: _Row, value: dict[str, Any], remarks: list[FieldProblem]) -> dict[str, str]:
    """The order's own cells: the first row that has one counts, and a later one that says otherwise is told.

    Unknown columns in which a later row says otherwise are of that row's line: they are what is returned.
    """
    others: dict[str, str] = {}
    for column, cell in row.cells.items():
        if column.part in ("order", "extra"):
            target = value
        elif column.part in ("customer", "shipping_address", "custom"):
            target = value.setdefault(column.part, {})
        else:
            continue
        given = cell if column.part == "custom" else value_of(column.field, cell)
        if target.setdefault(column.field, given) != given:
            if column.part == "extra":
                others[column.field] = cell
                continue
            part = "" if target is value else f"{column.part}."
            said = _("is “{cell}” in line {line}; an earlier row of the order says otherwise and counts", cell=cell[:60], line=row.line)
            remarks.append(FieldProblem(part + column.field, said))
    return others


def _take_line(
    row: _Row, others: dict[str, str], lines: dict[str, dict[str, Any]], line_of: dict[int, int], problems: list[FieldProblem]
) -> str | None:
    """The row's line; None when it has none. A line that comes again with another parcel is one line, split over parcels."""
    line: dict[str, Any] = dict(others)
    for column, cell in row.cells.items():
        if column.part == "line":
            line[column.field] = value_of(column.field, cell)
        elif column.part in ("option", "attribute"):
            line.setdefault(f"{column.part}s", {})[column.field] = cell
    if not line.keys() - {"external_id", *others}:
        return line.get("external_id")
    sku = line.get("sku")
    line_id = line.setdefault("external_id", sku if sku and sku not in lines else str(len(lines) + 1))
    known = lines.get(line_id)
    if known is None:
        line_of[len(lines)] = row.line
        lines[line_id] = line
    elif row.get("shipment", "tracking_number") and isinstance(known.get("quantity"), int) and isinstance(line.get("quantity"), int):
        known["quantity"] += line["quantity"]
    else:
        problems.append(FieldProblem("lines", _("line “{line_id}” comes again in line {line} of the file", line_id=line_id, line=row.line)))
    return line_id


def _take_shipment(
    row: _Row, line_id: str | None, lines: dict[str, dict[str, Any]], shipments: dict[tuple[str, str], dict[str, Any]]
) -> None:
    cells = {column.field: value_of(column.field, cell) for column, cell in row.cells.items() if column.part == "shipment"}
    number = cells.get("tracking_number")
    if not number:
        return
    inside = cells.pop("quantity", None)
    shipment = shipments.setdefault((cells.get("carrier", ""), number), cells)
    if line_id in lines:
        cell = row.get("line", "quantity")
        quantity = inside if inside is not None else value_of("quantity", cell) if cell else 1
        shipment.setdefault("lines", []).append({"external_id": line_id, "quantity": quantity})

"""Which orders are in a file? CSV, JSON or JSON lines in any usual encoding, told from its name and its beginning; read piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import orjson

from wesupply_ui.domain.orders.file_csv import CsvOrders
from wesupply_ui.domain.orders.file_json import array_orders, line_orders
from wesupply_ui.domain.orders.file_text import encoding_of, open_text
from wesupply_ui.domain.orders.raw_orders import RawOrder
from wesupply_ui.domain.orders.read_order import identity
from wesupply_ui.domain.orders.seen_ids import SeenIds
from wesupply_ui.kernel.errors import FieldProblem
from wesupply_ui.kernel.language import _

_PIECE = 1 << 18
_KINDS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".jsonl": "lines", ".ndjson": "lines", ".json": "json"}


class OrderFile:
    """A file's orders, to be iterated over once inside a `with`. An id that comes twice is a problem of its second order.

    `kind`: csv, lines or json. `unknown_columns`: of a CSV file, kept with each order. `position` of `size` bytes have been read.
    Invalid when the file is empty or cannot hold orders. OSError as `open`.
    """

    def __init__(self, path: Path) -> None:
        self.size = path.stat().st_size
        self.encoding = encoding_of(path)
        self._file = path.open("rb")
        self.kind = _KINDS.get(path.suffix.lower()) or self._sniffed()
        self._text = open_text(self._file, self.encoding)
        self._seen = SeenIds()
        try:
            csv_orders = CsvOrders(self._text) if self.kind == "csv" else None
        except BaseException:
            self.__exit__()
            raise
        self.unknown_columns: list[str] = csv_orders.unknown_columns if csv_orders else []
        self._orders = iter(csv_orders) if csv_orders else line_orders(self._text) if self.kind == "lines" else array_orders(self._pieces())

    @property
    def position(self) -> int:
        """Bytes read so far."""
        return self._file.tell() if not self._file.closed else self.size

    def __iter__(self) -> Iterator[RawOrder]:
        for raw in self._orders:
            external_id = identity(raw.value)
            before = self._seen.line_of(external_id, raw.line) if external_id else None
            if before is not None:
                said = _(
                    "“{external_id}” was in line {before} of the file already; the first one counts", external_id=external_id, before=before
                )
                raw.problems.append(FieldProblem("external_id", said))
            yield raw

    def __enter__(self) -> OrderFile:
        return self

    def __exit__(self, *exc: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._seen.__exit__(None, None, None)
        self._text.close()

    def _pieces(self) -> Iterator[bytes]:
        if self.encoding == "utf-8":
            while piece := self._file.read(_PIECE):
                yield piece
            return
        while text := self._text.read(_PIECE):
            yield text.encode("utf-8", "surrogatepass")

    def _sniffed(self) -> str:
        """A file whose name says nothing: by how it begins."""
        start = self._file.read(1 << 16).decode(self.encoding, "replace").lstrip("\ufeff \t\r\n")
        self._file.seek(0)
        if not start.startswith(("{", "[")):
            return "csv"
        first, _, rest = start.partition("\n")
        try:
            return "lines" if isinstance(orjson.loads(first), dict) and rest.strip().startswith("{") else "json"
        except orjson.JSONDecodeError:
            return "json"

"""Orders from a JSON file: an array, `{"orders": […]}`, or one a line, each with its line, at any size in constant memory.

The file is cut into its orders by brackets and quotes alone; each is then read by itself, so that a broken one is told with its line and
the others are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import orjson

from wesupply_ui.domain.orders.raw_orders import RawOrder
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _

MOST_BYTES = 5_000_000
_KEPT = 300
# A whole string, one that goes on in the next piece, or a mark that counts.
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|"|[{}\[\],]', re.DOTALL)
_UNDER_ORDERS = re.compile(rb'"orders"\s*:\s*\Z')


def line_orders(lines: Iterable[str]) -> Iterator[RawOrder]:
    """One JSON object a line."""
    for number, line in enumerate(lines, 1):
        text = line.strip().removeprefix("\ufeff")
        if len(text) > MOST_BYTES:
            yield _too_large(number)
        elif text:
            yield _read(text.encode("utf-8", "surrogatepass"), number, 1)


def array_orders(pieces: Iterable[bytes]) -> Iterator[RawOrder]:
    """The elements of the outermost array, or of the one under "orders". Objects outside of an array are orders themselves."""
    cutter = _Cutter()
    for piece in pieces:
        yield from cutter.feed(piece)
    yield from cutter.end()


def _read(body: bytes, line: int, lines_shown: int) -> RawOrder:
    """`lines_shown` 1: a line holds the whole order, and only the column tells where it is broken."""
    try:
        return RawOrder(orjson.loads(body), line)
    except orjson.JSONDecodeError as error:
        there = {"what": error.msg.partition(":")[0], "column": error.colno}
        said = _("is not JSON: {what} at column {column}", **there)
        if lines_shown != 1:
            said = _("is not JSON: {what} at line {line}, column {column}", line=line + error.lineno - 1, **there)
        return RawOrder(None, line, [FieldProblem("", said)])


def _too_large(line: int) -> RawOrder:
    return RawOrder(None, line, [FieldProblem("", _("is larger than {most} bytes", most=f"{MOST_BYTES:,}"))])


class _Cutter:
    """Cuts a stream into orders. `level`: how many brackets are open between the elements of their array; None until it has begun."""

    def __init__(self) -> None:
        self._rest = b""  # from where the present order may begin
        self._scanned = 0  # so much of it has been looked at
        self._line = 1  # the line in which it begins
        self._depth = 0
        self._level: int | None = None
        self._is_skipping = False
        self._is_done = False

    def feed(self, piece: bytes) -> Iterator[RawOrder]:
        """The orders that end in this piece."""
        if self._is_done:
            return
        data, base, scanned = self._rest + piece, 0, self._scanned
        for token in _TOKEN.finditer(data, scanned):
            if token.group() == b'"':
                break
            scanned = token.end()
            cut = self._cut_at(data, base, token)
            if cut is not None:
                yield from self._order(data[base:cut])
                self._line += data.count(b"\n", base, scanned)
                base = scanned
            if self._is_done:
                self._rest = b""
                return
        else:
            scanned = len(data)
        self._rest, self._scanned = data[base:], scanned - base
        self._drop_what_is_too_large()

    def _cut_at(self, data: bytes, base: int, token: re.Match[bytes]) -> int | None:
        """Where the present order ends, if it ends with this mark."""
        mark = token.group()
        if mark in (b"{", b"["):
            if self._level is None and mark == b"[" and self._is_outermost(data, base, token.start()):
                self._level = self._depth + 1
                self._depth += 1
                return base  # what came before is no order
            self._depth += 1
        elif mark in (b"}", b"]"):
            self._depth -= 1
            if self._level is None:
                return token.end() if self._depth == 0 else None
            if self._depth < self._level:
                self._is_done = True
                return token.start()
        elif mark == b"," and self._depth == (self._level or 0):
            return token.start()
        return None

    def _is_outermost(self, data: bytes, base: int, start: int) -> bool:
        return self._depth == 0 or (self._depth == 1 and bool(_UNDER_ORDERS.search(data, max(base, start - _KEPT), start)))

    def _order(self, body: bytes) -> Iterator[RawOrder]:
        order = body.lstrip()
        line = self._line + body.count(b"\n", 0, len(body) - len(order))
        if self._is_skipping:
            self._is_skipping = False
            yield _too_large(self._line)
        elif order:
            yield _read(order, line, 0)

    def _drop_what_is_too_large(self) -> None:
        if len(self._rest) <= MOST_BYTES or self._is_done:
            return
        if self._scanned < len(self._rest) - MOST_BYTES:
            raise Invalid(_("A text in the order that begins in line {line} is never closed.", line=self._line))
        self._is_skipping = True
        dropped = max(0, self._scanned - _KEPT)
        self._rest, self._scanned = self._rest[dropped:], self._scanned - dropped

    def end(self) -> Iterator[RawOrder]:
        """What is told of a file that ends too early, or that holds no JSON at all."""
        left = self._rest.strip()
        if not self._is_done and (left or self._level is not None):
            line = self._line + self._rest.count(b"\n", 0, len(self._rest) - len(self._rest.lstrip()))
            yield RawOrder(None, line, [FieldProblem("", _("is not whole JSON: the file ends in the middle of it"))])

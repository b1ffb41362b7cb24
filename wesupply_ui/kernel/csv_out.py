"""How do tables leave as CSV that a spreadsheet opens without running anything? Lines are made one by one, so that a file streams."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

MEDIA_TYPE = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"  # spreadsheets take the file for UTF-8 by it
# What makes spreadsheets read a cell as a formula or a command. Tab and line ends count too: they are cut off before the cell is read.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def cell(value: Any) -> str:
    """A value as text that no spreadsheet runs: what begins like a formula gets an apostrophe in front.

    Numbers stay numbers, also negative ones; instants are ISO 8601; nothing is an empty cell.
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float() | Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def line(values: Iterable[Any]) -> str:
    """One line with its end, every cell made harmless. Quotes only where they are needed (RFC 4180)."""
    kept = io.StringIO()
    csv.writer(kept, lineterminator="\r\n").writerow([cell(value) for value in values])
    return kept.getvalue()


async def csv_bytes(heads: Iterable[str], rows: AsyncIterator[Iterable[Any]], *, at_once: int = 200) -> AsyncIterator[bytes]:
    """A whole file in pieces, for a streamed answer: byte order mark, heads, rows. Memory holds `at_once` lines."""
    waiting = [BYTE_ORDER_MARK + line(heads)]
    async for row in rows:
        waiting.append(line(row))
        if len(waiting) >= at_once:
            yield "".join(waiting).encode("utf-8", "replace")
            waiting.clear()
    if waiting:
        yield "".join(waiting).encode("utf-8", "replace")

"""What leaves as CSV runs in no spreadsheet, and reads back as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from wesupply_ui.kernel.csv_out import cell, csv_bytes, line


@pytest.mark.parametrize(
    "attack",
    [
        '=HYPERLINK("https://evil.example","Click")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1",
        "=cmd|' /C calc'!A0", "＝1+1", "\x00=1+1",
    ],
)  # fmt: skip
def test_a_cell_that_begins_like_a_formula_is_text(attack: str) -> None:
    assert cell(attack).startswith("'")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Ada Lovelace", "Ada Lovelace"), (-5, "-5"), (Decimal("-12.50"), "-12.50"), (None, ""), (True, "yes"), ("a=b", "a=b"),
        ("", ""), (datetime(2026, 11, 20, 10, 15, tzinfo=UTC), "2026-11-20T10:15:00+00:00"),
    ],
)  # fmt: skip
def test_other_cells_stay_as_they_are(value: Any, written: str) -> None:
    assert cell(value) == written


def test_a_formula_behind_a_quote_or_a_comma_gets_no_cell_of_its_own() -> None:
    hostile = ['Ada",=1+1,"', "a\r\n=1+1", "x,=2"]
    assert next(csv.reader(io.StringIO(line(hostile), newline=""))) == hostile


async def test_a_file_streams_in_pieces() -> None:
    async def rows() -> AsyncIterator[tuple[Any, ...]]:
        for number in range(1000):
            yield (number, "Ada, Countess", "=1")

    pieces = [piece async for piece in csv_bytes(("No", "Name", "Note"), rows(), at_once=100)]
    assert len(pieces) > 5
    read = list(csv.reader(io.StringIO(b"".join(pieces).decode("utf-8-sig"), newline="")))
    assert len(read) == 1001
    assert (read[0], read[-1]) == (["No", "Name", "Note"], ["999", "Ada, Countess", "'=1"])

"""What does a cell say? Text as spreadsheets write it, turned into the values that the API takes."""

from __future__ import annotations

import re
from typing import Any

import orjson

_AMOUNTS = frozenset({"unit_price", "discount_amount", "tax_amount", "shipping_amount", "total_amount"})
_COUNTS = frozenset({"quantity", "weight_grams"})
_OBJECTS = frozenset({"options", "attributes"})
_WHOLE = re.compile(r"[+-]?\d+(?:\.0+)?")
_SYMBOL = re.compile(r"^[\s$€£¥]+|[\s$€£¥]+$")
# 1.234,56 and 60,00 as much of Europe writes them; 1,234.56 as Americans do.
_DECIMAL_COMMA = re.compile(r"-?(?:\d{1,3}(?:[. ]\d{3})+|\d+),\d{1,2}")
_NO_WHOLE = re.compile(r"\.\d+")
_THOUSANDS_COMMA = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d+")


def value_of(field: str, cell: str) -> Any:
    """The value of a cell that isn't blank. What can't be understood stays text, and reading the order tells why it can't be taken."""
    if field in _AMOUNTS:
        return _amount(cell)
    if field in _COUNTS:
        return int(cell.partition(".")[0]) if _WHOLE.fullmatch(cell) and len(cell) < 20 else cell
    if field in _OBJECTS:
        return _object(cell)
    if field == "tags":
        return [tag.strip() for tag in re.split(r"[,;|]", cell) if tag.strip()]
    return cell


def _amount(cell: str) -> str:
    plain = _SYMBOL.sub("", cell)
    if _DECIMAL_COMMA.fullmatch(plain):
        return re.sub(r"[. ]", "", plain).replace(",", ".")
    if _THOUSANDS_COMMA.fullmatch(plain):
        return plain.replace(",", "")
    return f"0{plain}" if _NO_WHOLE.fullmatch(plain) else plain


def _object(cell: str) -> Any:
    """JSON, or "Size=42; Colour=red"."""
    if cell.startswith("{"):
        try:
            return orjson.loads(cell)
        except orjson.JSONDecodeError:
            return cell
    pairs = [part.partition("=" if "=" in part else ":") for part in cell.split(";") if part.strip()]
    return {name.strip(): value.strip() for name, mark, value in pairs} if all(mark for _, mark, _ in pairs) else cell

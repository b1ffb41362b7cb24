"""What does this input say about a product? Turns raw fields into checked values, and tells everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.errors import FieldProblem
from wesupply_ui.kernel.intake import Field, Findings

MOST_STOCK = 1_000_000_000
MOST_PLACES = 2_000
_APART = frozenset({"sku"})
read_sku = fields.text(200, numbers=True)
_count = fields.count(0, MOST_STOCK)
_place = fields.text(255, numbers=True)


@dataclass(slots=True)
class ReadProduct:
    """A product's input, read: the columns given, `levels` (stock by location) when they were, and fields that we don't know."""

    sku: str
    findings: Findings
    values: dict[str, Any] = field(default_factory=dict)
    levels: dict[str, int] | None = None
    unknown: dict[str, Any] = field(default_factory=dict)


def _levels(value: Any) -> dict[str, int]:
    levels = intake.as_object(value)
    if len(levels) > MOST_PLACES:
        raise ValueError(f"names {len(levels)} places; {MOST_PLACES} at most")
    found = {}
    for place, count in levels.items():
        try:
            found[_place(place)] = _count(count)
        except ValueError as error:
            raise ValueError(f"says of “{str(place)[:60]}” what {error}") from error
    return found


@lru_cache(maxsize=64)
def _fields(currency: str) -> Mapping[str, Field]:
    return {
        "title": Field("title", fields.text(500), ""),
        "price": Field("price_minor", fields.amount(currency)),
        "currency": Field("currency", fields.currency),
        "stock": Field("stock", _count),
        "stock_by_location": Field("levels", _levels, dict),
        "variant_of": Field("variant_of", fields.text(200, numbers=True)),
        "image_url": Field("image_url", fields.web_address),
        "product_url": Field("product_url", fields.web_address),
        "options": Field("options", intake.free_object, dict),
        "attributes": Field("attributes", intake.free_object, dict),
    }


def read_product(raw: Mapping[str, Any], known_currency: str, places: Collection[str]) -> ReadProduct:
    """Read one product. `known_currency`: that of amounts whose currency is not given; `places`: external ids of the locations in use."""
    findings = Findings()
    read = ReadProduct("", findings)
    try:
        read.sku = read_sku(raw.get("sku", ""))
    except ValueError as error:
        findings.problem("sku", "is missing" if raw.get("sku") in (None, "") else str(error))
    try:
        currency = fields.currency(raw["currency"])
    except (KeyError, ValueError):
        currency = known_currency
    read.values, read.unknown = intake.take(raw, _fields(currency), "", findings, _APART)
    read.levels = read.values.pop("levels", None)
    if read.levels is not None:
        findings.remarks += [
            FieldProblem(f"stock_by_location.{place}", "is no location in use; it is kept as given")
            for place in read.levels
            if place not in places
        ]
        if "stock" not in raw:
            read.values["stock"] = sum(read.levels.values())
    read.values["currency"] = currency
    if read.values.get("variant_of") == read.sku:
        findings.problem("variant_of", "is the product itself")
    return read

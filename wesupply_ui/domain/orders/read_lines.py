"""What was bought? Reads the lines of an order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import tzinfo
from functools import lru_cache
from typing import Any

from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.fields import text
from wesupply_ui.kernel.intake import REQUIRED, Field, Findings, take
from wesupply_ui.kernel.language import _

MAX_LINES = 1000
_ID = frozenset({"external_id"})
_read_id = text(255, numbers=True)


@dataclass(slots=True)
class ReadLine:
    """One line of the input. `values`: the columns given; `path` such as "lines[0]." names it in what is told."""

    external_id: str
    path: str
    values: dict[str, Any]
    extra: dict[str, Any] = field(default_factory=dict)


@lru_cache(maxsize=256)
def _line_fields(currency: str, zone: tzinfo | None) -> dict[str, Field]:
    amount = fields.amount(currency)
    return {
        "sku": Field("sku", text(200, numbers=True), ""),
        "title": Field("title", text(500), ""),
        "quantity": Field("quantity", fields.count(1, 1_000_000), REQUIRED),
        "unit_price": Field("unit_price_minor", amount, 0),
        "discount_amount": Field("discount_minor", amount, 0),
        "tax_amount": Field("tax_minor", amount, 0),
        "options": Field("options", intake.free_object, dict),
        "attributes": Field("attributes", intake.free_object, dict),
        "weight_grams": Field("weight_grams", fields.count(0, 100_000_000)),
        "image_url": Field("image_url", fields.web_address),
        "product_url": Field("product_url", fields.web_address),
        "fulfilment": Field("fulfilment", fields.choice("ship", "pickup", "digital"), "ship"),
        "location": Field("location", text(255, numbers=True)),
        "vendor": Field("vendor", text(255, numbers=True)),
        "collected_at": Field("collected_at", fields.instant(zone)),
    }


def read_lines(raw: Any, currency: str, zone: tzinfo | None, findings: Findings, places: frozenset[str] | None = None) -> list[ReadLine]:
    """Every line that can be named; what is wrong with the others is in `findings`. `places`: the locations that there are, if known."""
    try:
        entries = intake.as_list(raw, MAX_LINES)
    except ValueError as error:
        findings.problem("lines", str(error))
        return []
    lines: dict[str, ReadLine] = {}
    for index, entry in enumerate(entries):
        line = _read_line(entry, f"lines[{index}]", _line_fields(currency, zone), findings)
        if line and line.external_id in lines:
            findings.problem(
                f"lines[{index}].external_id",
                _("“{external_id}” is used by {path} already", external_id=line.external_id, path=lines[line.external_id].path[:-1]),
            )
        elif line:
            lines[line.external_id] = line
            place = line.values.get("location")
            if place and places is not None and place not in places:
                findings.remark(
                    f"{line.path}location", _("is “{place}”, which is no location of yours; it is kept as given", place=place[:60])
                )
    return list(lines.values())


def _read_line(entry: Any, path: str, known: dict[str, Field], findings: Findings) -> ReadLine | None:
    if not isinstance(entry, dict):
        findings.problem(path, _("is {what} where an object belongs", what=intake.kind_of(entry)))
        return None
    path += "."
    values, extra = take(entry, known, path, findings, _ID)
    try:
        external_id = _read_id(entry["external_id"])
    except KeyError:
        findings.problem(path + "external_id", _("is missing; each line needs an id of its own within the order"))
        return None
    except ValueError as error:
        findings.problem(path + "external_id", str(error))
        return None
    if values.get("fulfilment") == "pickup" and not values.get("location"):
        findings.remark(path + "location", _("is missing; say by its external id where the line is picked up"))
    return ReadLine(external_id, path, values, extra)

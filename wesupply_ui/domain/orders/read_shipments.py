"""Which parcels does the shop say an order travels in? Reads the shipments of an order, or one on its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.fields import text
from wesupply_ui.kernel.intake import REQUIRED, Field, Findings, take
from wesupply_ui.kernel.language import _

MAX_SHIPMENTS = 200
_APART = frozenset({"lines"})
_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
_read_id = text(255, numbers=True)
_quantity = fields.count(1, 1_000_000)


@dataclass(slots=True)
class ReadShipment:
    """One parcel of the input. `carrier` None: to be told from the number. `lines` None: nothing was said of what is inside."""

    number: str
    path: str
    carrier: str | None = None
    service: str | None = None
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    lines: list[tuple[str, int]] | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def carrier_code(value: Any) -> str:
    """A carrier's short name: small letters, digits and underscores."""
    code = text(60)(value).lower().replace("-", "_").replace(" ", "_")
    if not _CODE.fullmatch(code):
        raise ValueError(_("is not a carrier code; write it like ups or dhl_express"))
    return code


@lru_cache(maxsize=64)
def _shipment_fields(zone: tzinfo | None) -> dict[str, Field]:
    return {
        "carrier": Field("carrier", carrier_code),
        "tracking_number": Field("number", text(100, numbers=True), REQUIRED),
        "service": Field("service", text(100)),
        "shipped_at": Field("shipped_at", fields.instant(zone)),
        "delivered_at": Field("delivered_at", fields.instant(zone, there=True)),
    }


def read_shipments(raw: Any, zone: tzinfo | None, findings: Findings) -> list[ReadShipment]:
    """Every parcel that can be named; what is wrong with the others is in `findings`."""
    try:
        entries = intake.as_list(raw, MAX_SHIPMENTS)
    except ValueError as error:
        findings.problem("shipments", str(error))
        return []
    found = (read_shipment(entry, f"shipments[{index}].", zone, findings) for index, entry in enumerate(entries))
    return [shipment for shipment in found if shipment]


def read_shipment(
    entry: Any, path: str, zone: tzinfo | None, findings: Findings, skip: frozenset[str] = frozenset()
) -> ReadShipment | None:
    """One parcel; None when it has no number. `path` ends in a point or is empty; `skip`: fields that the caller reads."""
    if not isinstance(entry, dict):
        findings.problem(path[:-1], _("is {what} where an object belongs", what=intake.kind_of(entry)))
        return None
    values, extra = take(entry, _shipment_fields(zone), path, findings, _APART | skip)
    if "tracking_number" not in entry:
        findings.problem(f"{path}tracking_number", _("is missing"))
    shipped, delivered = values.get("shipped_at"), values.get("delivered_at")
    if shipped and delivered and delivered < shipped:
        findings.remark(f"{path}delivered_at", _("is before shipped_at; both are kept"))
    lines = _read_contents(entry.get("lines"), path, findings)
    return ReadShipment(path=path, lines=lines, extra=extra, **values) if "number" in values else None


def _read_contents(raw: Any, path: str, findings: Findings) -> list[tuple[str, int]] | None:
    """(line's external id, quantity) of what is inside."""
    if raw is None:
        return None
    try:
        entries = intake.as_list(raw, 1000)
    except ValueError as error:
        findings.problem(f"{path}lines", str(error))
        return None
    contents: dict[str, int] = {}
    for index, entry in enumerate(entries):
        place = f"{path}lines[{index}]"
        if not isinstance(entry, dict):
            findings.problem(place, _("is {what} where an object belongs", what=intake.kind_of(entry)))
            continue
        try:
            external_id = _read_id(entry.get("external_id"))
        except ValueError as error:
            findings.problem(f"{place}.external_id", _("is missing") if entry.get("external_id") is None else str(error))
            continue
        try:
            quantity = _quantity(entry.get("quantity", 1))
        except ValueError as error:
            findings.problem(f"{place}.quantity", str(error))
            continue
        for name in entry.keys() - {"external_id", "quantity"}:
            findings.remark(f"{place}.{name}", _("is not a field we know; it was left out"))
        contents[external_id] = contents.get(external_id, 0) + quantity
    return list(contents.items())

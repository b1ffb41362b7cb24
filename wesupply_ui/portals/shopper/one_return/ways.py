"""How does it come back, step by step? For each way by which something is still to be sent."""

from __future__ import annotations

from wesupply_ui.domain.labels.ask import Party
from wesupply_ui.domain.labels.documents.packing_slip import lines_of
from wesupply_ui.domain.returns.steps import steps_of, title_of
from wesupply_ui.portals.shopper.one_return.find import Found
from wesupply_ui.portals.shopper.one_return.rows import WayRow
from wesupply_ui.portals.shopper.one_return.stores import place_rows
from wesupply_ui.portals.shopper.tracking.saying import Saying


def ways_of(found: Found, saying: Saying) -> list[WayRow]:
    """One usually; several where items go different ways. What nobody approved yet is not to be sent."""
    rows: dict[str, WayRow] = {}
    for each in found.items:
        is_open = each.authorisation == "approved" and each.logistics in ("awaiting", "kept_by_shopper") and each.settlement != "settled"
        is_open = is_open or (each.authorisation == "approved" and each.logistics == "awaiting")
        method = each.method or ""
        if is_open and method not in rows:
            places = place_rows(found.stores, saying) if method == "store" else []
            rows[method] = WayRow(
                method or "any",
                title_of(method),
                steps_of(method, number=found.request.number, address=_address(found, each.destination)),
                places,
            )
    return list(rows.values())


def _address(found: Found, destination: str | None) -> str:
    place = found.places.get(destination or "")
    if place is None:
        return found.merchant.name
    return ", ".join(lines_of(Party.of(place.address, name=place.name)))

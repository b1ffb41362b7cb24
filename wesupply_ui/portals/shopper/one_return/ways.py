"""How does it come back, step by step? For each way by which something is still to be sent."""

from __future__ import annotations

from wesupply_ui.domain.labels.ask import Party
from wesupply_ui.domain.labels.documents.packing_slip import lines_of
from wesupply_ui.kernel.language import _
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
            rows[method] = WayRow(method or "any", title_of(method), steps_of(method, found, each.destination), places)
    return list(rows.values())


def title_of(method: str) -> str:
    """What the steps are about."""
    if method == "keep":
        return _("Keep it")
    return _("Bring it to a store") if method == "store" else _("How to send it back")


def steps_of(method: str, found: Found, destination: str | None) -> list[str]:
    """In their order."""
    packed = _("Put the items and the packing slip into a box, and close it well.")
    match method:
        case "keep":
            return [_("You need not send anything. Keep it, give it away, or recycle it.")]
        case "store":
            return [
                _("Choose a store, and bring the items."),
                _("Tell them the number {number}, or show this page.", number=found.request.number),
                _("You need neither a box nor a label."),
            ]
        case "qr" | "drop_off":
            return [packed, _("Show the code at the counter; they print the label there."), _("Keep the receipt.")]
        case "carrier_pickup":
            return [packed, _("Stick the label on the box."), _("Keep the box at hand; the carrier fetches it.")]
        case "own_carrier":
            return [
                packed,
                _("Send it with a carrier of your choice to: {address}", address=_address(found, destination)),
                _("Tell us the tracking number here, so that we can both follow it."),
            ]
        case "label":
            return [packed, _("Stick the label on the box, over any old one."), _("Hand the box to the carrier, and keep the receipt.")]
    return [packed, _("The shop tells you where to send it.")]


def _address(found: Found, destination: str | None) -> str:
    place = found.places.get(destination or "")
    if place is None:
        return found.merchant.name
    return ", ".join(lines_of(Party.of(place.address, name=place.name)))

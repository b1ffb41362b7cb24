"""What do both label providers do behind their words? Read an address, sell, put the parcel into the world, hand files out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wesupply_ui.simulator.faults import Fault, FaultKind
from wesupply_ui.simulator.label_files import FORMS
from wesupply_ui.simulator.labels import Draft, Offer, Sale, is_nowhere
from wesupply_ui.simulator.listener import Reply, Request
from wesupply_ui.simulator.simulation import Simulation

_PARTS = {
    "name": "name", "company": "company", "street1": "line1", "street2": "line2", "city": "city", "state": "region", "zip": "postcode",
    "country": "country",
}  # fmt: skip
NO_SUCH_ADDRESS = "The address could not be found."


def address(told: Any) -> dict[str, str]:
    """An address as both providers write it, with our keys."""
    known = told if isinstance(told, dict) else {}
    return {ours: str(known[theirs]) for theirs, ours in _PARTS.items() if known.get(theirs)}


def missing(told: Mapping[str, str]) -> list[str]:
    """What an address lacks, in the providers' words."""
    return [theirs for theirs, ours in _PARTS.items() if ours in ("line1", "city", "country") and not told.get(ours)]


def deed_fault(simulation: Simulation, provider: str, calls: str) -> Fault | None:
    """A fault of what is done, if one hits."""
    return next(iter(simulation.faults.strike(provider, (), calls, of_deeds=True)), None)


def sell(simulation: Simulation, draft: Draft, offer: Offer, *, prefix: str, reference: str) -> Sale:
    """Sell the label, and let its parcel wait at the carrier. Nothing is sold to where nobody lives."""
    desk, now = simulation.labels, simulation.now()
    fault = deed_fault(simulation, draft.provider, "buy")
    if is_nowhere(draft.shopper) or is_nowhere(draft.shop):
        return desk.sell(draft, offer, prefix=prefix, reference=reference, now=now, status="refused", words=NO_SUCH_ADDRESS)
    if fault is not None and fault.kind is FaultKind.REFUSED:
        words = "The account's balance is insufficient to buy this label."
        return desk.sell(draft, offer, prefix=prefix, reference=reference, now=now, status="refused", words=words)
    sale = desk.sell(draft, offer, prefix=prefix, reference=reference, now=now, status="pending" if fault else "sold")
    await_parcel(simulation, sale)
    return sale


def await_parcel(simulation: Simulation, sale: Sale) -> None:
    """Its carrier knows the number, and waits until somebody brings the parcel."""
    draft = sale.draft
    places = {"origin": draft.shopper, "destination": draft.shop}
    parcel = simulation.register(
        sale.offer.carrier, sale.number, journey="normal", shipped_at=sale.sold_at, reference=draft.reference, **places
    )
    parcel.forced, parcel.held = 1, True


def file_link(request: Request, provider: str, sale: Sale, form: str) -> str:
    """Where the file is had, without signing in."""
    return f"http://{request.headers.get('host', 'localhost')}/{provider}/files/{sale.id}.{form}"


def hand_out(simulation: Simulation, name: str) -> Reply | None:
    """The file of this name; None when there is no such sale or form."""
    sale_id, _, form = name.rpartition(".")
    sale = simulation.labels.sales.get(sale_id)
    if sale is None or form not in FORMS or sale.status == "refused":
        return None
    made, media_type = FORMS[form]
    return Reply(200, made(sale), content_type=media_type)


def was_scanned(simulation: Simulation, sale: Sale) -> bool:
    """Whether the carrier has the parcel: then the label can't be given back."""
    parcel = simulation.find(sale.offer.carrier, sale.number)
    return parcel is not None and parcel.count(simulation.now()) > 1

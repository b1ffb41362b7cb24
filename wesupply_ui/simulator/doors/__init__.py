"""Front doors of carriers, label and payment providers: one module each, with its routes, sign-in and error bodies, each under a prefix."""

from __future__ import annotations

from wesupply_ui.simulator.doors import dhl, easypost, fedex, shippo, stripe, ups, usps
from wesupply_ui.simulator.listener import Reply, Request
from wesupply_ui.simulator.simulation import Simulation

_DOORS = {
    "ups": ups.handle, "fedex": fedex.handle, "usps": usps.handle, "dhl": dhl.handle, "easypost": easypost.handle, "shippo": shippo.handle,
    "stripe": stripe.handle,
}  # fmt: skip

NOWHERE = Reply(404, b'{"error":"no such address"}')


def knock(simulation: Simulation, request: Request) -> Reply:
    """Answers a call to /ups/…, /fedex/…, /usps/…, /dhl/…, to a label provider under /easypost/… or /shippo/…, or to /stripe/…"""
    _, prefix, rest, *_ = [*request.path.split("/", 2), "", ""]
    door = _DOORS.get(prefix)
    return door(simulation, request, f"/{rest}") if door else NOWHERE

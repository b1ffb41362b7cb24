"""DHL's door: GET /track/shipments?trackingNumber=… with the key in the header DHL-API-Key. No tokens."""

from __future__ import annotations

import orjson

from wesupply_ui.simulator.doors.troubles import Bodies, through
from wesupply_ui.simulator.listener import Reply, Request
from wesupply_ui.simulator.simulation import Simulation
from wesupply_ui.simulator.wire import dhl as wire


def _problem(status: int, title: str, detail: str) -> bytes:
    return orjson.dumps({"title": title, "detail": detail, "status": status})


_BODIES = Bodies(
    _problem(429, "Too many requests", "Too many requests within defined time period, please try again later."),
    _problem(500, "Internal server error", "Something went wrong, please try again later."),
    _problem(401, "Unauthorized", "Unauthorized for given resource."),
)
_NO_NUMBER = _problem(400, "Bad request", "The parameter trackingNumber is missing.")
_NOWHERE = Reply(404, _problem(404, "Not found", "No such resource."))


def handle(simulation: Simulation, request: Request, path: str) -> Reply:
    """A call to DHL; `path` without the prefix."""
    if path != "/track/shipments" or request.method != "GET":
        return _NOWHERE
    if not simulation.sign_ins.is_api_key(request.headers.get("dhl-api-key", "")):
        simulation.calls["dhl"].refused += 1
        return Reply(401, _BODIES.unauthorised)
    number = request.query.get("trackingNumber", "").strip()
    if not number:
        return Reply(400, _NO_NUMBER)
    return through(simulation, "dhl", (number,), _BODIES, lambda: _track(simulation, number))


def _track(simulation: Simulation, number: str) -> Reply:
    parcel = simulation.find("dhl", number)
    if parcel is None or not parcel.count(simulation.now()):
        return Reply(404, orjson.dumps(wire.not_found(number)))
    return Reply(200, simulation.answer(parcel, wire.render))

"""USPS's door: POST /oauth2/v3/token (JSON or form) and GET /tracking/v3/tracking/{number}?expand=DETAIL."""

from __future__ import annotations

import re
from typing import Any

import orjson

from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.doors.troubles import Bodies, through
from wesupply_ui.simulator.listener import Reply, Request
from wesupply_ui.simulator.parcels import View
from wesupply_ui.simulator.simulation import Simulation
from wesupply_ui.simulator.wire import usps as wire

_TRACKING = re.compile(r"/tracking/v3/tracking/([^/]+)")


def _error(status: int, message: str, detail: str, number: str = "") -> bytes:
    problem: dict[str, Any] = {"status": str(status), "code": f"{status:03d}", "title": message, "detail": detail}
    if number:
        problem["source"] = {"parameter": "trackingNumber", "example": number}
    return orjson.dumps({"apiVersion": "/tracking/v3", "error": {"code": str(status), "message": message, "errors": [problem]}})


_BODIES = Bodies(
    _error(429, "Too Many Requests", "The quota of calls is used up."),
    _error(500, "Internal Server Error", "The service is temporarily not available."),
    _error(401, "Unauthorized", "The access token is invalid or has expired."),
)
_WRONG_CLIENT = orjson.dumps(
    {
        "error": "invalid_client",
        "error_description": "Client authentication failed.",
        "error_uri": "https://datatracker.ietf.org/doc/html/rfc6749#page-45",
    }
)
_WRONG_GRANT = orjson.dumps({"error": "unsupported_grant_type", "error_description": "The grant type is not supported."})
_NOWHERE = Reply(404, _error(404, "Not Found", "No such resource."))


def handle(simulation: Simulation, request: Request, path: str) -> Reply:
    """A call to USPS; `path` without the prefix."""
    if path == "/oauth2/v3/token" and request.method == "POST":
        return through(simulation, "usps", (), _BODIES, lambda: _token(simulation, request), "token")
    match = _TRACKING.fullmatch(path)
    if match is None or request.method != "GET":
        return _NOWHERE
    if not simulation.sign_ins.is_good("usps", request.headers.get("authorization", ""), simulation.pace.real()):
        simulation.calls["usps"].refused += 1
        return Reply(401, _BODIES.unauthorised)
    number, detailed = match.group(1), request.query.get("expand", "SUMMARY").upper() == "DETAIL"
    return through(simulation, "usps", (number,), _BODIES, lambda: _track(simulation, number, detailed))


def _track(simulation: Simulation, number: str, detailed: bool) -> Reply:
    parcel = simulation.find("usps", number)
    if parcel is not None and parcel.count(simulation.now()):
        return Reply(200, simulation.answer(parcel, wire.render) if detailed else simulation.answer(parcel, _summary, "short"))
    if not numbers.is_valid("usps", number):
        return Reply(400, _error(400, "Bad Request", "The tracking number is not valid.", number))
    detail = "A status update is not yet available on your package. It will be available when the shipper provides an update."
    return Reply(404, _error(404, "Not Found", detail, number))


def _summary(view: View) -> dict[str, Any]:
    """expand=SUMMARY: only the newest event."""
    answer = wire.render(view)
    return answer | {"trackingEvents": answer["trackingEvents"][:1]}


def _token(simulation: Simulation, request: Request) -> Reply:
    fields = _fields(request)
    if fields.get("grant_type") != "client_credentials":
        return Reply(400, _WRONG_GRANT)
    client_id = str(fields.get("client_id", ""))
    if not simulation.sign_ins.is_client(client_id, str(fields.get("client_secret", ""))):
        simulation.calls["usps"].refused += 1
        return Reply(401, _WRONG_CLIENT)
    token = simulation.sign_ins.issue("usps", simulation.pace.real())
    simulation.calls["usps"].tokens += 1
    answer = {
        "access_token": token.value,
        "token_type": "Bearer",
        "issued_at": int(token.issued_at.timestamp() * 1000),
        "expires_in": token.seconds,
        "status": "approved",
        "scope": "tracking",
        "issuer": "api.usps.com",
        "client_id": client_id,
        "application_name": "Simulated",
        "api_products": "[Tracking]",
    }
    return Reply(200, orjson.dumps(answer))


def _fields(request: Request) -> dict[str, Any]:
    if "json" not in request.headers.get("content-type", ""):
        return dict(request.form)
    try:
        fields = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        return {}
    return fields if isinstance(fields, dict) else {}

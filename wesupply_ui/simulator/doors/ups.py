"""UPS's door: POST /security/v1/oauth/token (Basic) and GET /api/track/v1/details/{number}. After UPS's OpenAPI documents."""

from __future__ import annotations

import base64
import binascii
import re

import orjson

from wesupply_ui.simulator.doors.troubles import Bodies, through
from wesupply_ui.simulator.listener import Reply, Request
from wesupply_ui.simulator.simulation import Simulation
from wesupply_ui.simulator.wire import ups as wire

_DETAILS = re.compile(r"/(?:api/)?track/v1/details/([^/]+)")


def _error(code: str, message: str) -> bytes:
    return orjson.dumps({"response": {"errors": [{"code": code, "message": message}]}})


_BODIES = Bodies(
    _error("10429", "Too Many Requests"), _error("10500", "Internal Server Error"), _error("250002", "Invalid Authentication Information.")
)
_WRONG_CLIENT = _error("10401", "ClientId is Invalid")
_WRONG_GRANT = _error("10400", "Invalid grant_type")
_NO_TRANSACTION = _error("264002", "Missing transId or transactionSrc header")
_INVALID_NUMBER = _error("TV1002", "Invalid inquiry number")
_NOWHERE = Reply(404, _error("10404", "Invalid resource"))


def handle(simulation: Simulation, request: Request, path: str) -> Reply:
    """A call to UPS; `path` without the prefix."""
    if path == "/security/v1/oauth/token" and request.method == "POST":
        return through(simulation, "ups", (), _BODIES, lambda: _token(simulation, request), "token")
    match = _DETAILS.fullmatch(path)
    if match is None or request.method != "GET":
        return _NOWHERE
    if not simulation.sign_ins.is_good("ups", request.headers.get("authorization", ""), simulation.pace.real()):
        simulation.calls["ups"].refused += 1
        return Reply(401, _BODIES.unauthorised)
    if "transid" not in request.headers or "transactionsrc" not in request.headers:
        return Reply(400, _NO_TRANSACTION)
    number = match.group(1)
    return through(simulation, "ups", (number,), _BODIES, lambda: _track(simulation, number))


def _track(simulation: Simulation, number: str) -> Reply:
    if not 7 <= len(number) <= 34:
        return Reply(400, _INVALID_NUMBER)
    parcel = simulation.find("ups", number)
    if parcel is None or not parcel.count(simulation.now()):
        return Reply(200, orjson.dumps(wire.not_found(number)))
    return Reply(200, simulation.answer(parcel, wire.render))


def _token(simulation: Simulation, request: Request) -> Reply:
    if request.form.get("grant_type") != "client_credentials":
        return Reply(400, _WRONG_GRANT)
    client_id, secret = _basic(request.headers.get("authorization", ""))
    if not simulation.sign_ins.is_client(client_id, secret):
        simulation.calls["ups"].refused += 1
        return Reply(401, _WRONG_CLIENT)
    token = simulation.sign_ins.issue("ups", simulation.pace.real())
    simulation.calls["ups"].tokens += 1
    answer = {
        "token_type": "Bearer",
        "issued_at": str(int(token.issued_at.timestamp() * 1000)),
        "client_id": client_id,
        "access_token": token.value,
        "expires_in": str(token.seconds),
        "status": "approved",
    }
    return Reply(200, orjson.dumps(answer))


def _basic(header: str) -> tuple[str, str]:
    try:
        client_id, _, secret = base64.b64decode(header.removeprefix("Basic "), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return client_id, secret

"""FedEx's door: POST /oauth/token (form) and POST /track/v1/trackingnumbers with up to 30 numbers in one call."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

import orjson

from wesupply_ui.simulator.doors.troubles import Bodies, through
from wesupply_ui.simulator.listener import Reply, Request
from wesupply_ui.simulator.simulation import Simulation
from wesupply_ui.simulator.wire import fedex as wire

MOST_NUMBERS = 30
"""FedEx's limit for one call."""


def _error(code: str, message: str) -> bytes:
    return orjson.dumps({"transactionId": str(uuid.uuid4()), "errors": [{"code": code, "message": message}]})


_BODIES = Bodies(
    _error("TOO.MANY.REQUESTS", "We have received too many requests in a short duration. Please wait and try again."),
    _error("INTERNAL.SERVER.ERROR", "We encountered an unexpected error and are working to resolve the issue. Please try again later."),
    _error("NOT.AUTHORIZED.ERROR", "Access token expired. Please modify your request and try again."),
)
_NOWHERE = Reply(
    404, _error("NOT.FOUND.ERROR", "The resource you requested is no longer available. Please modify your request and try again.")
)


def handle(simulation: Simulation, request: Request, path: str) -> Reply:
    """A call to FedEx; `path` without the prefix."""
    if request.method != "POST":
        return _NOWHERE
    if path == "/oauth/token":
        return through(simulation, "fedex", (), _BODIES, lambda: _token(simulation, request), "token")
    if path != "/track/v1/trackingnumbers":
        return _NOWHERE
    if not simulation.sign_ins.is_good("fedex", request.headers.get("authorization", ""), simulation.pace.real()):
        simulation.calls["fedex"].refused += 1
        return Reply(401, _BODIES.unauthorised)
    try:
        asked, detailed = _asked(orjson.loads(request.body))
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError):
        return Reply(400, _error("BAD.REQUEST.ERROR", "Invalid JSON in the request. Please modify your request and try again."))
    if not asked or not all(asked):
        return Reply(400, _error("TRACKING.TRACKINGNUMBER.EMPTY", "Please provide tracking number."))
    if len(asked) > MOST_NUMBERS:
        message = f"The maximum number of packages within a shipment exceeds {MOST_NUMBERS}. Please modify your request and try again."
        return Reply(400, _error("TRACKING.MULTISTOP.ERROR", message))
    return through(simulation, "fedex", asked, _BODIES, lambda: _track(simulation, asked, detailed))


def _asked(question: Any) -> tuple[list[str], bool]:
    numbers = [str(entry["trackingNumberInfo"]["trackingNumber"]) for entry in question.get("trackingInfo", [])]
    return numbers, bool(question.get("includeDetailedScans", False))


def _track(simulation: Simulation, asked: list[str], detailed: bool) -> Reply:
    render = partial(wire.render, detailed=detailed)
    results = [_result(simulation, number, render, "" if detailed else "short") for number in asked]
    body = b'{"transactionId":"%s","output":{"completeTrackResults":[%s]}}' % (str(uuid.uuid4()).encode(), b",".join(results))
    return Reply(200, body)


def _result(simulation: Simulation, number: str, render: Any, variant: str) -> bytes:
    parcel = simulation.find("fedex", number)
    if parcel is None or not parcel.count(simulation.now()):
        return orjson.dumps(wire.not_found(number))
    return simulation.answer(parcel, render, variant)


def _token(simulation: Simulation, request: Request) -> Reply:
    form = request.form
    if form.get("grant_type") != "client_credentials":
        return Reply(400, _error("BAD.REQUEST.ERROR", "Missing or duplicate parameters. Please modify your request and try again."))
    if not simulation.sign_ins.is_client(form.get("client_id", ""), form.get("client_secret", "")):
        simulation.calls["fedex"].refused += 1
        message = "The given client credentials were not valid. Please modify your request and try again."
        return Reply(401, _error("NOT.AUTHORIZED.ERROR", message))
    token = simulation.sign_ins.issue("fedex", simulation.pace.real())
    simulation.calls["fedex"].tokens += 1
    answer = {"access_token": token.value, "token_type": "bearer", "expires_in": token.seconds, "scope": "CXS-TP"}
    return Reply(200, orjson.dumps(answer))

"""Stripe's door: POST and GET /v1/refunds, the secret key as bearer, form-encoded; a key that was answered is answered alike."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import orjson

from wesupply_ui.simulator.faults import Fault, FaultKind
from wesupply_ui.simulator.listener import Reply, Request
from wesupply_ui.simulator.payments import SECRET_KEY
from wesupply_ui.simulator.simulation import Simulation


def _error(status: int, kind: str, message: str, code: str = "", **more: str) -> Reply:
    error = {"type": kind, "message": message} | ({"code": code} if code else {}) | more
    return Reply(status, orjson.dumps({"error": error}))


_WRONG_KEY = _error(401, "invalid_request_error", "Invalid API Key provided: sk_test_***")
_TOO_FAST = _error(429, "invalid_request_error", "Request rate limit exceeded.", "rate_limit")
_BROKEN = _error(500, "api_error", "An unknown error occurred.")
_DECLINED = _error(402, "card_error", "Your card was declined.", "card_declined", decline_code="generic_decline")
_NO_FUNDS = _error(400, "invalid_request_error", "Insufficient funds in your Stripe balance to refund this amount.", "balance_insufficient")


def handle(simulation: Simulation, request: Request, path: str) -> Reply:
    """A call to Stripe; `path` without the prefix."""
    if not path.startswith("/v1/refunds"):
        return _error(404, "invalid_request_error", f"Unrecognized request URL ({request.method}: {path}).")
    if request.headers.get("authorization", "") != f"Bearer {SECRET_KEY}":
        return _WRONG_KEY
    if request.method == "GET":
        return _through(simulation, "", lambda: _read(simulation, request, path.removeprefix("/v1/refunds").strip("/")))
    if request.method != "POST" or path != "/v1/refunds":
        return _error(404, "invalid_request_error", f"Unrecognized request URL ({request.method}: {path}).")
    simulation.payments.calls += 1
    return _keyed(simulation, request)


def _through(simulation: Simulation, payment: str, answer: Callable[[], Reply]) -> Reply:
    """The answer, unless a fault is in the way. Those of POST are asked for by `calls` "refund"; reads fail by "track"."""
    struck = simulation.strike("stripe", (payment,), "refund" if payment else "track")
    delay = sum(fault.milliseconds for fault in struck if fault.kind is FaultKind.SLOW) / 1000
    failing = next((fault for fault in struck if fault.kind is not FaultKind.SLOW), None)
    return (_failed(failing, answer) if failing else answer())._replace(delay=delay)


def _failed(fault: Fault, answer: Callable[[], Reply]) -> Reply:
    if fault.kind is FaultKind.LOST:
        return answer()._replace(hang_up=True)
    if fault.kind is FaultKind.MALFORMED:
        reply = answer()
        return reply._replace(body=reply.body[: len(reply.body) // 2])
    if fault.kind is FaultKind.RATE_LIMITED:
        return _TOO_FAST._replace(headers=(("Retry-After", f"{fault.retry_after:g}"),))
    replies = {
        FaultKind.DECLINED: _DECLINED,
        FaultKind.NO_FUNDS: _NO_FUNDS,
        FaultKind.UNAUTHORISED: _WRONG_KEY,
        FaultKind.HANG_UP: Reply(200, b"", hang_up=True),
        FaultKind.WRONG_SHAPE: Reply(200, b'{"object":"list"}'),
    }
    return replies.get(fault.kind, _BROKEN._replace(status=fault.status))


def _keyed(simulation: Simulation, request: Request) -> Reply:
    """A key that was answered is answered alike, also with a refusal; for another request it is refused. 429 and 401 come before that."""
    key, digest = request.headers.get("idempotency-key", ""), hashlib.sha256(request.body).hexdigest()
    known = simulation.payments.keys.get(key) if key else None
    if known and known[0] != digest:
        words = "Keys for idempotent requests can only be used with the same parameters they were first used with."
        return _error(400, "idempotency_error", words)
    if known:
        return Reply(known[1], known[2], (("Idempotent-Replayed", "true"),))
    made: list[Reply] = []

    def make() -> Reply:
        made.append(_make(simulation, request.form))
        return made[0]

    reply = _through(simulation, request.form.get("payment_intent", request.form.get("charge", "")), make)
    kept = made[0] if made else reply
    if key and kept.status not in (401, 429) and (made or not reply.hang_up):
        simulation.payments.keys[key] = (digest, kept.status, kept.body)
    return reply


def _make(simulation: Simulation, form: dict[str, str]) -> Reply:
    payment, amount = form.get("payment_intent") or form.get("charge") or "", form.get("amount", "")
    if not payment or not amount.isdigit() or int(amount) < 1:
        return _error(400, "invalid_request_error", "Missing required param.", "parameter_missing")
    if payment.startswith(("pi_missing", "ch_missing")):
        return _error(404, "invalid_request_error", f"No such payment_intent: '{payment}'", "resource_missing", param="payment_intent")
    left = simulation.payments.left(payment)
    if left <= 0:
        return _error(400, "invalid_request_error", "Charge has already been refunded.", "charge_already_refunded")
    if int(amount) > left:
        return _error(400, "invalid_request_error", "Refund amount is greater than unrefunded amount on charge.", param="amount")
    metadata = {name[9:-1]: value for name, value in form.items() if name.startswith("metadata[") and name.endswith("]")}
    return Reply(200, orjson.dumps(simulation.payments.refund(payment, int(amount), metadata)))


def _read(simulation: Simulation, request: Request, refund_id: str) -> Reply:
    if refund_id:
        found = simulation.payments.refunds.get(refund_id)
        missing = _error(404, "invalid_request_error", f"No such refund: '{refund_id}'", "resource_missing", param="id")
        return Reply(200, orjson.dumps(found)) if found else missing
    payment = request.query.get("payment_intent") or request.query.get("charge") or ""
    listed, limit = simulation.payments.of(payment), int(request.query.get("limit", "10"))
    after = request.query.get("starting_after")
    ids = [each["id"] for each in listed]
    begin = ids.index(after) + 1 if after in ids else 0
    page = listed[begin : begin + limit]
    body = {"object": "list", "url": "/v1/refunds", "has_more": begin + limit < len(listed), "data": page}
    return Reply(200, orjson.dumps(body))

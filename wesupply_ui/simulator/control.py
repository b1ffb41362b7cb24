"""Steering the simulated world over HTTP, from this machine only: parcels, pushes, faults and counts under /_sim/."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import orjson

from wesupply_ui.simulator.doors import NOWHERE
from wesupply_ui.simulator.events import Event, Scan
from wesupply_ui.simulator.faults import CALLS, Fault, FaultKind
from wesupply_ui.simulator.listener import Reply, Request
from wesupply_ui.simulator.parcels import Parcel
from wesupply_ui.simulator.places import place_of
from wesupply_ui.simulator.simulation import Calls, Simulation

PREFIX = "/_sim/"
_LOOPBACK = ("127.", "::1", "::ffff:127.")
_AMOUNTS = {"count", "probability", "retry_after", "milliseconds", "status"}


class BadQuestion(ValueError):
    """What was posted cannot be done; the message says why."""


def steer(simulation: Simulation, request: Request) -> Reply:
    """Answers a call to /_sim/…; 403 from other machines, 400 with a reason when the question makes no sense."""
    if not request.peer.startswith(_LOOPBACK):
        return Reply(403, b'{"error":"from this machine only"}')
    noun, _, rest = request.path.removeprefix(PREFIX).partition("/")
    act = _ACTS.get((request.method, noun))
    if act is None:
        return NOWHERE
    try:
        return _reply(act(simulation, request, rest))
    except (BadQuestion, ValueError, TypeError, KeyError) as problem:
        return Reply(400, orjson.dumps({"error": str(problem)}))


def _reply(answer: Any) -> Reply:
    return NOWHERE if answer is None else Reply(200, orjson.dumps(answer))


def _question(request: Request) -> Any:
    try:
        return orjson.loads(request.body or b"{}")
    except orjson.JSONDecodeError as problem:
        raise BadQuestion(f"not JSON: {problem}") from None


def _register(simulation: Simulation, request: Request, _rest: str) -> Any:
    question = _question(request)
    listed = question if isinstance(question, list) else question.get("parcels", [question])
    parcels = [simulation.register(**_order(order)) for order in listed]
    if len(parcels) > 100:
        return {"registered": len(parcels)}
    return {"registered": len(parcels), "parcels": [_told(simulation, parcel) for parcel in parcels]}


def _order(order: Any) -> dict[str, Any]:
    if not isinstance(order, dict) or not order.get("carrier") or not order.get("number"):
        raise BadQuestion("a parcel needs at least carrier and number")
    known = dict(order)
    if isinstance(known.get("shipped_at"), str):
        shipped = datetime.fromisoformat(known["shipped_at"])
        known["shipped_at"] = shipped if shipped.tzinfo else shipped.replace(tzinfo=UTC)
    return known


def _show(simulation: Simulation, _request: Request, number: str) -> Any:
    if not number:
        return {"parcels": [_told(simulation, parcel) for parcel in list(simulation.parcels.values())[:500]]}
    found = [_told(simulation, parcel) for parcel in simulation.named(number)]
    return found[0] if found else None


def _remove(simulation: Simulation, _request: Request, number: str) -> Any:
    gone = [parcel.carrier for parcel in list(simulation.named(number)) if simulation.remove(parcel.carrier, number)]
    return {"removed": len(gone)}


def _advance(simulation: Simulation, request: Request, _rest: str) -> Any:
    question = _question(request)
    event = Event(question["event"]) if question.get("event") else None
    place = place_of(question["place"]) if question.get("place") else None
    if question.get("number"):
        chosen = [parcel for parcel in simulation.named(str(question["number"])) if question.get("carrier") in (None, parcel.carrier)]
        if not chosen:
            raise BadQuestion(f"no parcel {question['number']}")
    else:
        chosen = [parcel for parcel in simulation.parcels.values() if question.get("carrier") in (None, parcel.carrier)]
    scans = [
        simulation.advance(parcel.carrier, parcel.number, event, place) for _ in range(int(question.get("steps", 1))) for parcel in chosen
    ]
    happened = [scan for scan in scans if scan]
    return {"advanced": len(happened), "scans": [_scan(scan) for scan in happened[:100]]}


def _add_fault(simulation: Simulation, request: Request, _rest: str) -> Any:
    question = _question(request)
    if unknown := set(question) - {"kind", "carrier", "number", "calls"} - _AMOUNTS:
        raise BadQuestion(f"unknown field {', '.join(sorted(unknown))}")
    if question.get("calls", "track") not in CALLS:
        raise BadQuestion(f"calls is one of {', '.join(CALLS)}")
    fault = Fault(**{**question, "kind": FaultKind(question["kind"])})
    return asdict(simulation.faults.add(fault))


def _faults(simulation: Simulation, _request: Request, _rest: str) -> Any:
    return {"faults": [asdict(fault) for fault in simulation.faults.active]}


def _clear_faults(simulation: Simulation, request: Request, _rest: str) -> Any:
    return {"cleared": simulation.faults.clear(request.query.get("carrier"), request.query.get("number"))}


def _calls(simulation: Simulation, request: Request, _rest: str) -> Any:
    return {carrier: _counted(calls, "numbers" in request.query) for carrier, calls in simulation.calls.items()}


def _counted(calls: Calls, each: bool) -> dict[str, Any]:
    counts: dict[str, Any] = {
        "calls": calls.track,
        "tokens": calls.tokens,
        "refused": calls.refused,
        "limited": calls.limited,
        "failed": calls.failed,
    }
    return (
        counts
        | {"numbers_asked": calls.numbers.total(), "different_numbers": len(calls.numbers)}
        | ({"numbers": calls.numbers} if each else {})
    )


def _clear_calls(simulation: Simulation, _request: Request, _rest: str) -> Any:
    simulation.calls = {carrier: Calls() for carrier in simulation.calls}
    return {"cleared": True}


def _clock(simulation: Simulation, _request: Request, _rest: str) -> Any:
    return {"now": simulation.now(), "speed": simulation.pace.speed, "parcels": len(simulation.parcels), "seed": simulation.seed}


def _revoke(simulation: Simulation, request: Request, _rest: str) -> Any:
    simulation.sign_ins.revoke_all(request.query.get("carrier"))
    return {"revoked": True}


def _hook(simulation: Simulation, request: Request, _rest: str) -> Any:
    question = _question(request)
    simulation.payments.push_to(question.get("url"), question.get("secret"))
    return {"url": question.get("url")}


def _refund(simulation: Simulation, request: Request, refund_id: str) -> Any:
    if request.method == "GET":
        return {"refunds": list(simulation.payments.refunds.values())}
    return simulation.payments.become(refund_id, str(_question(request)["status"]))


def _told(simulation: Simulation, parcel: Parcel) -> dict[str, Any]:
    count = parcel.count(simulation.now())
    return {
        "carrier": parcel.carrier, "number": parcel.number, "journey": parcel.journey.name, "shipped_at": parcel.shipped_at,
        "origin": parcel.journey.origin.city, "destination": parcel.journey.destination.city, "siblings": parcel.siblings,
        "happened": [_scan(scan) for scan in parcel.scans[:count]], "ahead": [_scan(scan) for scan in parcel.scans[count:]],
    }  # fmt: skip


def _scan(scan: Scan) -> dict[str, Any]:
    return {"event": scan.event, "at": scan.at.isoformat(), "city": scan.place.city, "country": scan.place.country}


_ACTS: dict[tuple[str, str], Callable[[Simulation, Request, str], Any]] = {
    ("POST", "parcels"): _register, ("GET", "parcels"): _show, ("DELETE", "parcels"): _remove, ("POST", "advance"): _advance,
    ("POST", "faults"): _add_fault, ("GET", "faults"): _faults, ("DELETE", "faults"): _clear_faults,
    ("GET", "calls"): _calls, ("DELETE", "calls"): _clear_calls, ("GET", "clock"): _clock, ("DELETE", "tokens"): _revoke,
    ("POST", "hook"): _hook, ("GET", "refunds"): _refund, ("POST", "refunds"): _refund,
}  # fmt: skip

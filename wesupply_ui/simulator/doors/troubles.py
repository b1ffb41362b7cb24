"""How a carrier's door fails when it is told to: the same faults for all, each with the carrier's own error body."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wesupply_ui.simulator.faults import Fault, FaultKind
from wesupply_ui.simulator.listener import Reply
from wesupply_ui.simulator.simulation import Simulation

_MADE_OF_WORDS = b'{"service":"temporarily different","items":["a","b"]}'


@dataclass(frozen=True, slots=True)
class Bodies:
    """A carrier's own error bodies."""

    rate_limited: bytes
    server_error: bytes
    unauthorised: bytes


def through(
    simulation: Simulation, carrier: str, asked: Sequence[str], bodies: Bodies, answer: Callable[[], Reply], calls: str = "track"
) -> Reply:
    """The answer, unless a fault is in the way; counted."""
    counts = simulation.calls[carrier]
    if calls == "track":
        counts.track += 1
        counts.numbers.update(asked)
    struck = simulation.strike(carrier, asked, calls)
    if not struck:
        return answer()
    delay = sum(fault.milliseconds for fault in struck if fault.kind is FaultKind.SLOW) / 1000
    failing = next((fault for fault in struck if fault.kind is not FaultKind.SLOW), None)
    if failing is None:
        return answer()._replace(delay=delay)
    if failing.kind is FaultKind.RATE_LIMITED:
        counts.limited += 1
    elif failing.kind is FaultKind.UNAUTHORISED:
        counts.refused += 1
    else:
        counts.failed += 1
    return _failed(failing, bodies, answer)._replace(delay=delay)


def _failed(fault: Fault, bodies: Bodies, answer: Callable[[], Reply]) -> Reply:
    if fault.kind is FaultKind.RATE_LIMITED:
        return Reply(429, bodies.rate_limited, (("Retry-After", f"{fault.retry_after:g}"),))
    if fault.kind is FaultKind.UNAUTHORISED:
        return Reply(401, bodies.unauthorised)
    if fault.kind is FaultKind.LOST:
        answer()
        return Reply(200, b"", hang_up=True)
    if fault.kind is FaultKind.HANG_UP:
        return Reply(200, b"", hang_up=True)
    if fault.kind is FaultKind.WRONG_SHAPE:
        return Reply(200, _MADE_OF_WORDS)
    if fault.kind is FaultKind.MALFORMED:
        body = answer().body
        return Reply(200, body[: len(body) // 2])
    return Reply(fault.status, bodies.server_error)

"""What goes wrong at a carrier, and for whom? Faults are asked for by tests and demos, and wear off by count or by chance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from wesupply_ui.simulator.chance import chance
from wesupply_ui.simulator.events import Scan
from wesupply_ui.simulator.parcels import Parcel


class FaultKind(StrEnum):
    """How a carrier misbehaves."""

    RATE_LIMITED = "rate_limited"  # 429 with Retry-After
    SERVER_ERROR = "server_error"  # 500, or another status from 500 up
    SLOW = "slow"  # the right answer, late
    HANG_UP = "hang_up"  # the connection closes without an answer
    MALFORMED = "malformed"  # 200 with half a body
    WRONG_SHAPE = "wrong_shape"  # 200 with JSON that is not the documented shape
    UNAUTHORISED = "unauthorised"  # 401 though the token is good
    DECLINED = "declined"  # a payment provider says no for good
    NO_FUNDS = "no_funds"  # a payment provider says no for today: the balance is too low
    DUPLICATES = "duplicates"  # some scans appear twice
    OUT_OF_ORDER = "out_of_order"  # scans in no order
    CORRECTED = "corrected"  # an earlier scan is told again with another time
    LOST = "lost"  # what was asked is done, but the connection closes without an answer
    REFUSED = "refused"  # a label provider will not sell or take back, in its own words
    PENDING = "pending"  # a label provider has begun to sell and says that it is still at it


OF_SCANS = frozenset({FaultKind.DUPLICATES, FaultKind.OUT_OF_ORDER, FaultKind.CORRECTED})
"""Faults of what is told, not of the answering."""

OF_DEEDS = frozenset({FaultKind.REFUSED, FaultKind.PENDING})
"""Faults of what is done."""

CALLS = ("track", "token", "rates", "buy", "find", "void", "file", "refund")
"""What can go wrong by itself: asking for news, signing in, and what label and payment providers are asked for."""

_CORRECTION = timedelta(minutes=-17)


@dataclass(slots=True)
class Fault:
    """One fault. `carrier`, `number`: None means any. `calls`: of `CALLS`. `count`: how many more times (None: until cleared).

    `retry_after` in seconds for rate_limited; `milliseconds` for slow; `status` for server_error; `probability` 0 to 1 per call.
    """

    kind: FaultKind
    carrier: str | None = None
    number: str | None = None
    calls: str = "track"
    count: int | None = None
    probability: float = 1.0
    retry_after: float = 2
    milliseconds: float = 1000
    status: int = 500
    hits: int = field(default=0)

    def fits(self, carrier: str, numbers: Sequence[str], calls: str) -> bool:
        """Is it about this call at all?"""
        return self.calls == calls and self.carrier in (None, carrier) and (self.number is None or self.number in numbers)


class Faults:
    """The faults in force. Chance is seeded, so that a run can be repeated."""

    def __init__(self, seed: int = 0) -> None:
        self._source = chance(seed, "faults")
        self.active: list[Fault] = []

    def __bool__(self) -> bool:
        return bool(self.active)

    def add(self, fault: Fault) -> Fault:
        self.active.append(fault)
        return fault

    def clear(self, carrier: str | None = None, number: str | None = None) -> int:
        """End the faults of a carrier, of a number, or all of them; returns how many."""
        kept = [fault for fault in self.active if (carrier and fault.carrier != carrier) or (number and fault.number != number)]
        gone, self.active = len(self.active) - len(kept), kept
        return gone

    def strike(
        self, carrier: str, numbers: Sequence[str], calls: str = "track", *, of_scans: bool = False, of_deeds: bool = False
    ) -> list[Fault]:
        """The faults that hit this call, counted down: of the answering, or those of scans or of deeds alone."""
        struck = []
        for fault in tuple(self.active):
            asked = (fault.kind in OF_SCANS) is of_scans and (fault.kind in OF_DEEDS) is of_deeds
            if not asked or not fault.fits(carrier, numbers, calls):
                continue
            if fault.probability < 1 and self._source.random() >= fault.probability:
                continue
            fault.hits += 1
            struck.append(fault)
            if fault.count is not None and fault.hits >= fault.count:
                self.active.remove(fault)
        return struck


def disturbed(parcel: Parcel, scans: Sequence[Scan], kinds: Iterable[FaultKind]) -> tuple[Scan, ...]:
    """The parcel's scans as a carrier with these faults lists them. The same parcel and scans always come out the same."""
    told = list(scans)
    for kind in kinds:
        if kind is FaultKind.CORRECTED and len(told) > 1:
            wrong = told[-2]
            told[-2] = Scan(wrong.event, wrong.at + _CORRECTION, wrong.place)
        elif kind is FaultKind.DUPLICATES:
            told = [scan for place, scan in enumerate(told) for scan in ([scan, scan] if place % 3 == 0 else [scan])]
        elif kind is FaultKind.OUT_OF_ORDER:
            chance(parcel.number, "order").shuffle(told)
    return tuple(told)

"""The simulated world: which parcels there are, what each carrier knows of them now, and who asked how often.

Holds everything in memory; `doors` put it on the wire and `control` steers it. Not safe for several threads at once: the server and
those who steer it directly must take turns, as they do on one event loop.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from wesupply_ui.simulator import journeys, numbers
from wesupply_ui.simulator.chance import chance
from wesupply_ui.simulator.events import Event, Scan
from wesupply_ui.simulator.faults import Fault, FaultKind, Faults, disturbed
from wesupply_ui.simulator.labels import PROVIDERS, LabelDesk
from wesupply_ui.simulator.pace import Pace
from wesupply_ui.simulator.parcels import Parcel, View
from wesupply_ui.simulator.payments import Payments
from wesupply_ui.simulator.places import Place, place_of
from wesupply_ui.simulator.sign_in import SignIns

MAX_KEPT_ANSWERS = 20_000
"""Rendered answers kept, some 7 kB each; beyond that the oldest are rendered again when asked for."""

_OLDEST_UNREGISTERED = timedelta(days=6)


@dataclass(slots=True)
class Calls:
    """How often one carrier was called. `numbers`: how often each number was asked for, answered or not."""

    track: int = 0
    tokens: int = 0
    refused: int = 0
    limited: int = 0
    failed: int = 0
    numbers: Counter[str] = field(default_factory=Counter)


class Simulation:
    """A world of parcels. `now` replaces the wall clock; `clients`: client id → secret; `token_seconds` overrides token lifetimes."""

    def __init__(
        self,
        *,
        seed: int = 0,
        speed: float = 1.0,
        epoch: datetime | None = None,
        now: Callable[[], datetime] | None = None,
        clients: dict[str, str] | None = None,
        token_seconds: float | None = None,
    ) -> None:
        self.seed = seed
        self.pace = Pace(now=now, speed=speed, epoch=epoch)
        self.sign_ins = SignIns(clients, lifetime=token_seconds)
        self.faults = Faults(seed)
        self.calls: dict[str, Calls] = {name: Calls() for name in (*numbers.CARRIERS, *PROVIDERS)}
        self.labels = LabelDesk()
        self.payments = Payments(self.pace.real)
        self.parcels: dict[tuple[str, str], Parcel] = {}
        self._answers: dict[tuple[str, str, str], tuple[datetime | None, bytes]] = {}
        self._source = chance(seed, "stir")

    def now(self) -> datetime:
        return self.pace.now()

    def register(
        self,
        carrier: str,
        number: str,
        *,
        journey: str | None = None,
        shipped_at: datetime | None = None,
        origin: Place | Mapping[str, str] | None = None,
        destination: Place | Mapping[str, str] | None = None,
        pieces: Sequence[str] = (),
        **details: Any,
    ) -> Parcel:
        """A parcel that its carrier knows from now on. Registering the same again changes nothing, not even how far it has come.

        `pieces`: the other numbers of a split shipment, each a day later. `details`: service, signed_by, weight_grams, reference,
        recipient. Raises ValueError for an unknown carrier, journey or detail.
        """
        if carrier not in numbers.CARRIERS:
            raise ValueError(f"unknown carrier {carrier!r}; known: {', '.join(numbers.CARRIERS)}")
        if journey is not None and journey not in journeys.NAMES:
            raise ValueError(f"unknown journey {journey!r}; known: {', '.join(journeys.NAMES)}")
        if unknown := set(details) - _DETAILS:
            raise ValueError(f"unknown detail {', '.join(sorted(unknown))}")
        chosen = journey or journeys.name_for(number, self.seed)
        known = self.parcels.get((carrier, number))
        if known and known.journey.name == chosen and (shipped_at is None or shipped_at.replace(microsecond=0) == known.shipped_at):
            return known
        start, end = _place(origin), _place(destination)
        everyone = (number, *pieces)
        for piece, own in enumerate(everyone):
            shipped = (shipped_at or self.now()).astimezone(UTC).replace(microsecond=0)
            plan = journeys.plan(
                own, self.seed, carrier=carrier, journey=chosen, origin=start, destination=end, shipped_at=shipped, piece=piece
            )
            end = plan.destination  # the boxes of one shipment go to one place
            siblings = tuple(other for other in everyone if other != own)
            self._forget(carrier, own)
            self.parcels[carrier, own] = Parcel(carrier, own, plan, shipped, list(plan.scans(shipped)), siblings=siblings, **details)
        return self.parcels[carrier, number]

    def find(self, carrier: str, number: str) -> Parcel | None:
        """The parcel of a number: registered, or told by the number itself (see `numbers.make`); None when the carrier knows nothing."""
        parcel = self.parcels.get((carrier, number))
        if parcel is not None:
            return parcel
        index = numbers.journey_of(carrier, number)
        if index is None or index >= len(journeys.NAMES):
            return None
        age = chance(self.seed, number, "age").uniform(0, _OLDEST_UNREGISTERED.total_seconds())
        shipped_at = self.pace.epoch - timedelta(seconds=round(age))
        return self.register(carrier, number, journey=journeys.NAMES[index], shipped_at=shipped_at)

    def named(self, number: str) -> Iterator[Parcel]:
        """The parcels with this number, whichever the carrier."""
        return (parcel for carrier in numbers.CARRIERS if (parcel := self.find(carrier, number)) is not None)

    def remove(self, carrier: str, number: str) -> bool:
        """The carrier forgets the number."""
        self._forget(carrier, number)
        return self.parcels.pop((carrier, number), None) is not None

    def advance(self, carrier: str, number: str, event: Event | None = None, place: Place | None = None) -> Scan | None:
        """The parcel's next scan happens now, or `event` is added. None: nothing is left to come. Raises KeyError for an unknown parcel."""
        parcel = self.find(carrier, number)
        if parcel is None:
            raise KeyError(f"{carrier} {number}")
        scan = parcel.advance(self.now(), event, place)
        self._forget(carrier, number)
        return scan

    def stir(self) -> tuple[Parcel, Scan] | None:
        """Some parcel that is still on its way moves one step. None when none was found in a few tries."""
        everyone = tuple(self.parcels.values())
        for parcel in self._source.sample(everyone, min(len(everyone), 60)):
            if parcel.count(self.now()) and (scan := self.advance(parcel.carrier, parcel.number)):
                return parcel, scan
        return None

    def answer(self, parcel: Parcel, render: Callable[[View], dict[str, Any]], variant: str = "") -> bytes:
        """The carrier's JSON for a parcel, rendered again only when something has happened since. `variant` tells two renderings apart."""
        now = self.now()
        key = (parcel.carrier, parcel.number, variant)
        if self.faults and (struck := self.faults.strike(parcel.carrier, (parcel.number,), of_scans=True)):
            return self._disturbed(parcel, now, render, [fault.kind for fault in struck])
        kept = self._answers.get(key)
        if kept is not None and (kept[0] is None or now < kept[0]):
            return kept[1]
        body = orjson.dumps(render(parcel.view(now)))
        if key not in self._answers and len(self._answers) >= MAX_KEPT_ANSWERS:
            del self._answers[next(iter(self._answers))]
        self._answers[key] = (parcel.next_at(now), body)
        return body

    def _disturbed(self, parcel: Parcel, now: datetime, render: Callable[[View], dict[str, Any]], kinds: list[FaultKind]) -> bytes:
        count = parcel.count(now)
        told = disturbed(parcel, parcel.scans[:count], kinds)
        return orjson.dumps(render(parcel.viewed(told, parcel.scans[count:])))

    def _forget(self, carrier: str, number: str) -> None:
        for variant in ("", "short"):
            self._answers.pop((carrier, number, variant), None)

    def strike(self, carrier: str, asked: Sequence[str], calls: str = "track") -> list[Fault]:
        """The faults of answering that hit a call for these numbers."""
        return self.faults.strike(carrier, asked, calls) if self.faults else []


_DETAILS = frozenset({"service", "signed_by", "weight_grams", "reference", "recipient"})


def _place(given: Place | Mapping[str, str] | None) -> Place | None:
    return place_of(dict(given)) if isinstance(given, Mapping) else given

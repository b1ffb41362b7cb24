"""Which scans has a parcel had by now, and which are still to come? Holds one parcel's story and lets it be pushed along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wesupply_ui.simulator.events import LAST, Event, Scan, scan_at
from wesupply_ui.simulator.journeys import Journey, estimate
from wesupply_ui.simulator.places import Place

_NEXT_SECOND = timedelta(seconds=1)


@dataclass(slots=True)
class Parcel:
    """One tracking number at one carrier. `scans`: past and future, oldest first; `forced`: so many happened, whatever the clock says.

    `held`: the label is printed, and nobody has brought the parcel yet; the clock moves nothing until somebody does.
    """

    carrier: str
    number: str
    journey: Journey
    shipped_at: datetime
    scans: list[Scan]
    service: str = ""
    signed_by: str = ""
    weight_grams: int = 1400
    reference: str = ""
    recipient: str = ""
    siblings: tuple[str, ...] = ()
    forced: int = field(default=0)
    held: bool = False

    def count(self, now: datetime) -> int:
        """How many scans have happened."""
        by_clock = 0 if self.held else sum(1 for scan in self.scans if scan.at <= now)
        return max(by_clock, self.forced)

    def next_at(self, now: datetime) -> datetime | None:
        """When the clock brings the next scan; None when the story is told."""
        count = self.count(now)
        return self.scans[count].at if count < len(self.scans) and not self.held else None

    def advance(self, now: datetime, event: Event | None = None, place: Place | None = None) -> Scan | None:
        """Let the next planned scan happen now (what follows comes as much earlier), or add `event` at `place` (default: where the
        parcel is). Returns the scan, or None when nothing is left to come."""
        count = self.count(now)
        second = now.replace(microsecond=0)
        at = second if count == 0 else max(second, self.scans[count - 1].at + _NEXT_SECOND)
        if event is not None:
            here = place or (self.scans[count - 1].place if count else self.journey.origin)
            scan = scan_at(event, at, here)
            ahead = [] if event in LAST else [_moved(later, max(later.at, at + _NEXT_SECOND)) for later in self.scans[count:]]
        elif count < len(self.scans):
            sooner = at - self.scans[count].at
            scan, *ahead = (_moved(later, later.at + sooner) for later in self.scans[count:])
        else:
            return None
        self.scans = [*self.scans[:count], scan, *ahead]
        self.forced, self.held = count + 1, False
        return scan

    def view(self, now: datetime) -> View:
        """The parcel as its carrier knows it at `now`."""
        count = self.count(now)
        return self.viewed(self.scans[:count], self.scans[count:])

    def viewed(self, happened: Iterable[Scan], ahead: Iterable[Scan]) -> View:
        past, future = tuple(happened), tuple(ahead)
        return View(self, past, estimate(self.journey, self.shipped_at, past, future))


def _moved(scan: Scan, at: datetime) -> Scan:
    return scan_at(scan.event, at, scan.place)


@dataclass(frozen=True, slots=True)
class View:
    """What a carrier knows at one moment. `scans` oldest first (it lists them reversed); `expected_at`: its estimate, aware."""

    parcel: Parcel
    scans: tuple[Scan, ...]
    expected_at: datetime | None

    @property
    def latest(self) -> Scan | None:
        """The newest scan by its own time, which need not be the last in the list."""
        return max(self.scans, key=lambda scan: scan.at, default=None)

    def find(self, *events: Event) -> Scan | None:
        """The newest scan of one of these kinds."""
        return max((scan for scan in self.scans if scan.event in events), key=lambda scan: scan.at, default=None)

    @property
    def is_going_back(self) -> bool:
        """Turned round: on its way to the sender or there already."""
        return self.find(Event.RETURNING, Event.RETURN_ARRIVED, Event.RETURN_DEPARTED, Event.RETURNED) is not None

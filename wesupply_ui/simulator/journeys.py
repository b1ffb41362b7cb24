"""What happens to a parcel, where and when? Pure: the same number, seed, lane and ship time always give the same journey.

A template is a list of steps told on the clock of the place where they happen ("day 3, 08:32, at the destination"), because that
is how carriers work; `plan` turns it into offsets from the ship time, with jitter, and never backwards.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from wesupply_ui.simulator.chance import chance
from wesupply_ui.simulator.events import DISTURBING, HANDED_OVER, Event, Scan, scan_at
from wesupply_ui.simulator.places import CITIES, CITIES_ABROAD, WAREHOUSE, Place, hubs_between, wrong_turn
from wesupply_ui.simulator.scripts import CROSSES_BORDER, SCRIPTS, Step

SHARES = {
    "normal": 46, "express": 14, "delayed": 8, "failed_attempt": 7, "pickup_point": 5, "missorted": 4, "returned": 3, "refused": 2,
    "customs_documents": 2, "customs_duties": 2, "split": 2, "silent": 2, "damaged": 1, "lost": 1, "label_only": 1,
}  # fmt: skip
"""How often each journey comes up (percent) when a parcel is registered without one."""

NAMES = tuple(SCRIPTS)
"""Every journey; the position is the index that a number may carry."""

_SHORTEST_STEP = timedelta(minutes=4)


class Leg(NamedTuple):
    """One event of a journey: so long after the ship time, there."""

    offset: timedelta
    event: Event
    place: Place


@dataclass(frozen=True, slots=True)
class Journey:
    """A parcel's whole story. `promised` is the offset of the delivery the carrier announced when it took the parcel."""

    name: str
    carrier: str
    origin: Place
    destination: Place
    legs: tuple[Leg, ...]
    promised: timedelta

    def scans(self, shipped_at: datetime) -> tuple[Scan, ...]:
        """Every event as a scan in its place's local time, oldest first. `shipped_at` must be aware."""
        return tuple(scan_at(leg.event, shipped_at + leg.offset, leg.place) for leg in self.legs)


def name_for(number: str, seed: int = 0) -> str:
    """Which journey a number takes when nobody chose one."""
    return chance(seed, number, "journey").choices(tuple(SHARES), weights=tuple(SHARES.values()))[0]


def plan(
    number: str,
    seed: int = 0,
    *,
    carrier: str = "ups",
    journey: str | None = None,
    origin: Place | None = None,
    destination: Place | None = None,
    shipped_at: datetime | None = None,
    piece: int = 0,
) -> Journey:
    """The journey of `number`. `piece` 1 and above are the later boxes of a split shipment, each a day behind the one before.

    `shipped_at` (aware; default a Monday noon in UTC) sets the local clock the steps are told on. Raises KeyError for an unknown journey.
    """
    source = chance(seed, number)
    name = journey or name_for(number, seed)
    script = SCRIPTS[name]
    start = origin or WAREHOUSE
    end = destination or source.choice(CITIES_ABROAD if name in CROSSES_BORDER else CITIES)
    shipped = shipped_at or datetime(2026, 6, 1, 12, tzinfo=UTC)
    first, second = hubs_between(carrier, start, end, source)
    astray = wrong_turn(carrier, (start, first, second, end), source)
    where = {"origin": start, "first": first, "second": second, "destination": end, "astray": astray}
    behind = timedelta(days=piece)
    legs = _legs(script, where, shipped, behind, source)
    calm = SCRIPTS["express" if name == "express" else "normal"]
    promised = _at(calm[-1], end, _first_day(start, shipped)) - shipped
    return Journey(name, carrier, start, end, legs, promised)


def _legs(
    script: tuple[Step, ...], where: dict[str, Place], shipped: datetime, behind: timedelta, source: random.Random
) -> tuple[Leg, ...]:
    legs: list[Leg] = []
    latest, first_day = timedelta(0), _first_day(where["origin"], shipped)
    for step in script:
        if step.event is Event.LABEL_CREATED:
            offset = timedelta(0)
        else:
            jitter = timedelta(seconds=(2 * source.random() - 1) * 60 * step.jitter)
            late = behind if step.day > 0 else timedelta(0)
            offset = max(_at(step, where[step.where], first_day) + jitter + late - shipped, latest + _SHORTEST_STEP)
        latest = offset = timedelta(seconds=round(offset.total_seconds()))
        legs.append(Leg(offset, step.event, where[step.where]))
    return tuple(legs)


def _first_day(origin: Place, shipped: datetime) -> date:
    """The day the carrier collects: that of the label, or the next one for labels made in the evening (by the origin's calendar)."""
    local = shipped.astimezone(origin.zone)
    return local.date() if local.hour < 17 else local.date() + timedelta(days=1)


def _at(step: Step, place: Place, first_day: date) -> datetime:
    """The step's moment: its clock at its place, so many days after the first."""
    return datetime.combine(first_day + timedelta(days=step.day), step.clock, tzinfo=place.zone)


def estimate(journey: Journey, shipped_at: datetime, happened: tuple[Scan, ...], ahead: tuple[Scan, ...]) -> datetime | None:
    """When the carrier now says it will be there (aware, destination's time): its first promise until something disturbs, then what it
    knows by then; None once the parcel will not arrive, and after delivery."""
    if any(scan.event in HANDED_OVER for scan in happened):
        return None
    if any(scan.event in DISTURBING for scan in happened):
        return next((scan.at for scan in ahead if scan.event in HANDED_OVER), None)
    return (shipped_at + journey.promised).astimezone(journey.destination.zone)

"""Which stories do the demo's parcels live through, and how far have they come? Decides when each was shipped. Pure."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from wesupply_ui.simulator import journeys, numbers
from wesupply_ui.simulator.events import Event
from wesupply_ui.simulator.places import WAREHOUSE, Place

_DAYS = 16  # the longest story is over by then
_JUST_PRINTED = timedelta(minutes=40)


# Not every carrier has codes for these: USPS sends damaged parcels back, DHL says no more than that customs has it.
_SAID_PLAINLY = frozenset({"customs_documents", "customs_duties", "damaged", "lost"})


@dataclass(frozen=True, slots=True)
class Box:
    """One parcel to be. `journey` is written into the number too, so that the simulator tells the same story after a restart.

    `push`: so many scans happen at the demo's present, because no ship time brings the parcel just there at this hour of the day.
    """

    carrier: str
    number: str
    journey: str
    shipped_at: datetime
    push: int = 0


# (journey, the last thing that has happened, how many)
SHOWN: tuple[tuple[str, Event, int], ...] = (
    ("normal", Event.LABEL_CREATED, 7),
    ("normal", Event.DEPARTED, 12),
    ("normal", Event.ARRIVED, 9),
    ("express", Event.ORIGIN_SCAN, 4),
    ("normal", Event.AT_DESTINATION, 5),
    ("normal", Event.OUT_FOR_DELIVERY, 9),
    ("express", Event.OUT_FOR_DELIVERY, 3),
    ("delayed", Event.WEATHER_DELAY, 7),
    ("missorted", Event.MISSORTED, 3),
    ("failed_attempt", Event.ATTEMPT_FAILED, 6),
    ("pickup_point", Event.READY_FOR_PICKUP, 5),
    ("returned", Event.BAD_ADDRESS, 2),
    ("refused", Event.RETURNING, 3),
    ("returned", Event.RETURNED, 2),
    ("customs_documents", Event.CUSTOMS_DOCUMENTS, 2),
    ("customs_duties", Event.CUSTOMS_DUTIES, 2),
    ("lost", Event.LOST, 2),
    ("damaged", Event.DAMAGED, 2),
    ("silent", Event.DEPARTED, 3),
    ("label_only", Event.LABEL_CREATED, 2),
)
"""States that are there to be seen at the demo's present, whatever the hour."""


def box(name: str, journey: str, last: Event, place: Place, now: datetime, source: random.Random, *, carrier: str | None = None) -> Box:
    """A parcel of this story whose last scan at `now` (aware) is `last`. `name` makes its number."""
    chosen = carrier or _carrier(journey, place, source)
    number = numbers.make(chosen, name, journey=journeys.NAMES.index(journey))
    if journey == "silent":
        return Box(chosen, number, journey, (now - timedelta(days=source.uniform(9, 13))).replace(microsecond=0))
    if journey == "label_only":
        return Box(chosen, number, journey, (now - timedelta(days=source.uniform(6, 9))).replace(microsecond=0))
    return _timed(chosen, number, journey, last, place, now, source)


def ended(name: str, place: Place, shipped_at: datetime, source: random.Random) -> Box:
    """A parcel of weeks ago with a story of the usual mix."""
    names = [journey for journey in journeys.SHARES if journey not in ("label_only", "silent", "split")]
    journey = source.choices(names, [journeys.SHARES[journey] for journey in names])[0]
    if journey.startswith("customs") and place.country == "US":
        journey = "normal"
    return sent(name, journey, place, shipped_at, source)


def sent(name: str, journey: str, place: Place, shipped_at: datetime, source: random.Random) -> Box:
    """A parcel of this story shipped at this moment (aware), however far that has brought it."""
    carrier = _carrier(journey, place, source)
    return Box(carrier, numbers.make(carrier, name, journey=journeys.NAMES.index(journey)), journey, shipped_at.replace(microsecond=0))


def _carrier(journey: str, place: Place, source: random.Random) -> str:
    if journey in _SAID_PLAINLY:
        return source.choice(("ups", "fedex"))
    if place.country != "US":
        return source.choice(("dhl", "dhl", "ups", "fedex"))
    return source.choices(("ups", "fedex", "usps", "dhl"), (38, 27, 28, 7))[0]


def _timed(carrier: str, number: str, journey: str, last: Event, place: Place, now: datetime, source: random.Random) -> Box:
    fitting: list[datetime] = []
    near: list[tuple[int, datetime]] = []
    for shipped_at in _ship_times(now, source):
        plan = journeys.plan(number, carrier=carrier, journey=journey, origin=WAREHOUSE, destination=place, shipped_at=shipped_at)
        scans = plan.scans(shipped_at)
        past = sum(scan.at <= now for scan in scans)
        push = next((step for step in range(len(scans) - past + 1) if past and scans[past + step - 1].event is last), None)
        if push == 0:
            fitting.append(shipped_at)
        elif push:
            near.append((push, shipped_at))
    if fitting:
        return Box(carrier, number, journey, source.choice(fitting))
    if not near:
        raise ValueError(f"the story {journey!r} has no {last!r}")
    push, shipped_at = min(near)
    return Box(carrier, number, journey, shipped_at, push)


def _ship_times(now: datetime, source: random.Random) -> list[datetime]:
    """Labels are printed between nine in the morning and ten at night, by the warehouse's clock."""
    local = now.astimezone(WAREHOUSE.zone)
    days = (local.date() - timedelta(days=back) for back in range(_DAYS))
    times = (datetime.combine(day, time(source.randrange(9, 22), source.randrange(60)), WAREHOUSE.zone) for day in days for _ in range(2))
    printed = [at.astimezone(UTC) for at in times if at < now - _JUST_PRINTED]
    return [*printed, (now - _JUST_PRINTED).replace(microsecond=0)]

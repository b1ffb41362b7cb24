"""Which of the demo's parcels has news next, and what news? Keeps every state alive without hurrying parcels across the country. Pure."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from wesupply_ui.simulator.events import HANDED_OVER, Event, Scan
from wesupply_ui.simulator.parcels import Parcel

# One parcel's scans stay so far apart, and further the more of them say no more than that it is on its way.
APART = timedelta(minutes=5)
_NOTES_BEFORE_SLOWING = 12
# A scan may come this much before its hour; what follows then comes as much earlier.
AHEAD = timedelta(hours=1)
DELIVERIES_AN_HOUR = 3

_TRAVELLING = frozenset(
    {Event.PICKED_UP, Event.ORIGIN_SCAN, Event.DEPARTED, Event.ARRIVED, Event.IN_TRANSIT, Event.AT_DESTINATION, Event.CUSTOMS_CLEARED}
)
_ON_THE_VAN = frozenset({Event.OUT_FOR_DELIVERY})
_BEFORE_THE_VAN = frozenset({Event.AT_DESTINATION, Event.IN_TRANSIT})


class Scarce(NamedTuple):
    """A state that must not die out: at least so many parcels whose last scan is `event`, made of those whose last is among `of`."""

    event: Event
    least: int
    of: frozenset[Event]


KEPT: tuple[Scarce, ...] = (
    Scarce(Event.OUT_FOR_DELIVERY, 8, _BEFORE_THE_VAN),
    Scarce(Event.ATTEMPT_FAILED, 4, _ON_THE_VAN),
    Scarce(Event.READY_FOR_PICKUP, 4, _ON_THE_VAN),
    Scarce(Event.WEATHER_DELAY, 5, _TRAVELLING - {Event.AT_DESTINATION}),
    Scarce(Event.MISSORTED, 2, _TRAVELLING - {Event.AT_DESTINATION}),
    Scarce(Event.BAD_ADDRESS, 2, _ON_THE_VAN),
)
"""The parcel's own story goes on after such a scan: a delayed one arrives later, one not handed over is tried again."""


_TROUBLE = frozenset({Event.RETURNING, *(kept.event for kept in KEPT)}) - _ON_THE_VAN
_CALM = _TRAVELLING | _ON_THE_VAN | {None, Event.LABEL_CREATED}
_NOTED = _TRAVELLING - {Event.PICKED_UP}


class Move(NamedTuple):
    """News of one parcel: `event`, or the next scan of its story when None."""

    parcel: Parcel
    event: Event | None = None


class Seen(NamedTuple):
    """A parcel as it is at one moment: its last scan and the next one. Counting scans is what costs, so it is done once."""

    parcel: Parcel
    past: Sequence[Scan]
    ahead: Sequence[Scan]

    @property
    def last(self) -> Event | None:
        """What happened to it last."""
        return self.past[-1].event if self.past else None


def seen(parcel: Parcel, now: datetime) -> Seen:
    """The parcel at `now` (aware)."""
    count = len(parcel.scans) if parcel.scans and parcel.scans[-1].at <= now else parcel.count(now)
    return Seen(parcel, parcel.scans[:count], parcel.scans[count:])


def next_move(parcels: Iterable[Parcel], now: datetime, source: random.Random) -> Move | None:
    """What happens at `now` (aware) to one of these parcels; None when each had news just now.

    Half the times a state about to die out comes first, then a scan whose hour has nearly come; else one more scan on the way.
    """
    everyone = [seen(parcel, now) for parcel in parcels]
    ready = [one for one in everyone if one.ahead and _is_rested(one, now)]
    if source.random() < 0.5:
        return _replacing(everyone, ready, source) or _due(everyone, ready, now, source) or _noted(ready, source)
    return _noted(ready, source) or _due(everyone, ready, now, source) or _replacing(everyone, ready, source)


def _is_rested(one: Seen, now: datetime) -> bool:
    if not one.past:
        return True
    notes = sum(scan.event is Event.IN_TRANSIT for scan in one.past)
    return now - one.past[-1].at >= APART * (1 + notes // _NOTES_BEFORE_SLOWING)


def _replacing(everyone: Sequence[Seen], ready: Sequence[Seen], source: random.Random) -> Move | None:
    """A new parcel in the scarcest state. Those nearest to their doors go on the van; parcels that had trouble are spared more of it."""
    there = Counter(one.last for one in everyone)
    for event, least, of in KEPT:
        fitting = [one for one in ready if one.last in of and _is_untroubled(one)] if there[event] < least else []
        if event is Event.OUT_FOR_DELIVERY:
            nearest = min(fitting, key=lambda one: (len(one.ahead), one.parcel.number), default=None)
            if nearest:
                # Towards the van by its own story, or it would be scanned in a town on the way after it had arrived.
                return Move(nearest.parcel)
        elif fitting:
            return Move(source.choice(fitting).parcel, event)
    return None


def _is_untroubled(one: Seen) -> bool:
    return not any(scan.event in _TROUBLE for scan in one.past)


def _due(everyone: Sequence[Seen], ready: Sequence[Seen], now: datetime, source: random.Random) -> Move | None:
    """A scan of a parcel's own story, a little early. Parcels in trouble keep their hours, or nobody would see the trouble."""
    hour_ago = now - timedelta(hours=1)
    handed_over = sum(one.last in HANDED_OVER and one.past[-1].at > hour_ago for one in everyone)
    on_the_van = sum(one.last in _ON_THE_VAN for one in everyone)
    may_arrive = handed_over < DELIVERIES_AN_HOUR and on_the_van > KEPT[0].least // 2
    fitting = [
        one.parcel
        for one in ready
        if one.last in _CALM and one.ahead[0].at - now <= AHEAD and (may_arrive or one.ahead[0].event not in HANDED_OVER)
    ]
    return Move(source.choice(fitting)) if fitting else None


def _noted(ready: Sequence[Seen], source: random.Random) -> Move | None:
    """One more scan where the parcel is: it is on its way still."""
    fitting = [one.parcel for one in ready if one.last in _NOTED]
    return Move(source.choice(fitting), Event.IN_TRANSIT) if fitting else None

"""The stories a parcel can live through, step by step on the local clock of each place. Data only; `journeys` plays them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from wesupply_ui.simulator.events import Event


@dataclass(frozen=True, slots=True)
class Step:
    """`where`: origin, first (hub), second (hub, or the gateway behind a border), destination, astray. `jitter` in minutes either way."""

    event: Event
    where: str
    day: int
    clock: time
    jitter: int = 25


def _step(event: Event, where: str, day: int, clock: str, jitter: int = 25) -> Step:
    return Step(event, where, day, time.fromisoformat(clock), jitter)


_LABEL = _step(Event.LABEL_CREATED, "origin", 0, "12:00", 0)
_HANDED_OVER = (
    _LABEL,
    _step(Event.PICKED_UP, "origin", 0, "17:20"),
    _step(Event.ORIGIN_SCAN, "origin", 0, "19:10"),
    _step(Event.DEPARTED, "origin", 0, "21:45"),
)
_FIRST_HUB = (
    _step(Event.ARRIVED, "first", 1, "05:40", 40),
    _step(Event.DEPARTED, "first", 1, "22:10"),
    _step(Event.IN_TRANSIT, "first", 2, "00:55", 40),
)
_SECOND_HUB = (
    _step(Event.ARRIVED, "second", 2, "08:20", 40),
    _step(Event.DEPARTED, "second", 2, "23:05"),
    _step(Event.IN_TRANSIT, "second", 3, "01:20", 40),
)
_TO_THE_CITY = (*_HANDED_OVER, *_FIRST_HUB, *_SECOND_HUB)


def _last_mile(day: int) -> tuple[Step, ...]:
    return (
        _step(Event.AT_DESTINATION, "destination", day, "05:15"),
        _step(Event.OUT_FOR_DELIVERY, "destination", day, "08:35", 20),
        _step(Event.DELIVERED, "destination", day, "13:50", 110),
    )


_ON_THE_VAN = _last_mile(3)[:2]


def _homewards(day: int) -> tuple[Step, ...]:
    return (
        _step(Event.RETURNING, "destination", day, "11:30"),
        _step(Event.RETURN_DEPARTED, "destination", day, "20:40"),
        _step(Event.RETURN_ARRIVED, "second", day + 1, "09:15"),
        _step(Event.RETURN_DEPARTED, "second", day + 1, "22:25"),
        _step(Event.RETURN_ARRIVED, "origin", day + 3, "06:05"),
        _step(Event.RETURNED, "origin", day + 3, "11:20", 60),
    )


def _customs(held: Event) -> tuple[Step, ...]:
    return (
        *_HANDED_OVER,
        _step(Event.ARRIVED, "first", 1, "02:30"),
        _step(Event.DEPARTED, "first", 1, "04:50"),
        _step(Event.ARRIVED, "second", 2, "06:10"),
        _step(Event.IN_CUSTOMS, "second", 2, "07:25"),
        _step(held, "second", 2, "11:40"),
        _step(Event.CUSTOMS_CLEARED, "second", 4, "10:05", 60),
        _step(Event.DEPARTED, "second", 4, "21:30"),
        *_last_mile(5),
    )


SCRIPTS: dict[str, tuple[Step, ...]] = {
    "normal": (*_TO_THE_CITY, *_last_mile(3)),
    "express": (
        *_HANDED_OVER,
        _step(Event.ARRIVED, "first", 1, "00:20"),
        _step(Event.DEPARTED, "first", 1, "03:50"),
        _step(Event.AT_DESTINATION, "destination", 1, "06:25"),
        _step(Event.OUT_FOR_DELIVERY, "destination", 1, "07:50", 15),
        _step(Event.DELIVERED, "destination", 1, "10:15", 45),
    ),
    "delayed": (
        *_HANDED_OVER,
        _FIRST_HUB[0],
        _step(Event.WEATHER_DELAY, "first", 1, "16:30"),
        _step(Event.DEPARTED, "first", 2, "22:40"),
        _step(Event.ARRIVED, "second", 3, "09:10", 40),
        _step(Event.DEPARTED, "second", 3, "23:20"),
        *_last_mile(4),
    ),
    "failed_attempt": (*_TO_THE_CITY, *_ON_THE_VAN, _step(Event.ATTEMPT_FAILED, "destination", 3, "13:40", 60), *_last_mile(4)),
    "returned": (*_TO_THE_CITY, *_ON_THE_VAN, _step(Event.BAD_ADDRESS, "destination", 3, "14:20", 60), *_homewards(6)),
    "refused": (*_TO_THE_CITY, *_ON_THE_VAN, _step(Event.REFUSED, "destination", 3, "15:05", 60), *_homewards(4)),
    "customs_documents": _customs(Event.CUSTOMS_DOCUMENTS),
    "customs_duties": _customs(Event.CUSTOMS_DUTIES),
    "lost": (
        *_HANDED_OVER,
        *_FIRST_HUB,
        _step(Event.CARRIER_DELAY, "second", 4, "10:00", 60),
        _step(Event.LOST, "second", 9, "09:30", 60),
    ),
    "damaged": (*_HANDED_OVER, *_FIRST_HUB, _SECOND_HUB[0], _step(Event.DAMAGED, "second", 2, "10:45", 40)),
    "split": (*_TO_THE_CITY, *_last_mile(3)),
    "pickup_point": (
        *_TO_THE_CITY,
        _step(Event.AT_DESTINATION, "destination", 3, "05:15"),
        _step(Event.READY_FOR_PICKUP, "destination", 3, "12:30", 40),
        _step(Event.COLLECTED, "destination", 4, "18:10", 60),
    ),
    "silent": _HANDED_OVER,
    "missorted": (
        *_HANDED_OVER,
        *_FIRST_HUB,
        _step(Event.ARRIVED, "astray", 2, "07:45"),
        _step(Event.MISSORTED, "astray", 2, "12:15"),
        _step(Event.DEPARTED, "astray", 2, "22:50"),
        _step(Event.ARRIVED, "second", 3, "08:40"),
        _step(Event.DEPARTED, "second", 3, "23:10"),
        *_last_mile(4),
    ),
    "label_only": (_LABEL,),
}

CROSSES_BORDER = frozenset({"customs_documents", "customs_duties"})
"""Journeys whose destination lies in another country unless one is given."""

"""What is known of a merchant's deliveries on one day, lane by lane, and what do such days add up to? Pure."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import accumulate, chain
from typing import Any

from wesupply_ui.domain.insights.deliveries import Day
from wesupply_ui.domain.insights.period import Period

Key = tuple[str, str, str]
"""Carrier, and the countries a parcel went from and to."""

_COUNTS = 8
"""So many of a day's columns are counts."""


@dataclass(frozen=True, slots=True)
class LanesOfDay:
    """Parcels delivered on one day, by lane: columns of equal length, as a year of rows takes long to make.

    `fresh`: different orders of which nothing had come on that lane on an earlier day. `again`: of orders whose parcels had come
    before, the lane's place, how many days before, and how many orders, three by three. So the different orders of any stretch of
    days can be told without knowing a single one. `hours` parcels took, lane by lane and in order; `known`: how many are each lane's.
    """

    carriers: Sequence[str]
    origins: Sequence[str]
    destinations: Sequence[str]
    on_time: Sequence[int]
    late: Sequence[int]
    undated: Sequence[int]
    fresh: Sequence[int]
    again: Sequence[int]
    known: Sequence[int] = ()
    hours: Sequence[int] = ()

    def places(self, carrier: str, country: str) -> Iterable[int]:
        """Which lanes are asked for. Empty: whatever, "-" as a country: unknown."""
        to = "" if country == "-" else country
        pairs = enumerate(zip(self.carriers, self.destinations, strict=True))
        return [at for at, (its, there) in pairs if (not carrier or its == carrier) and (not country or there == to)]


NOTHING = LanesOfDay(*[()] * _COUNTS)


@dataclass(frozen=True, slots=True)
class Lane:
    """Deliveries of a carrier from a country to another. Days half of them, and nine in ten, took at most; None when nobody knows."""

    carrier: str
    origin: str
    destination: str
    parcels: int
    orders: int
    median_days: float | None
    most_days: float | None


@dataclass(slots=True)
class _Sum:
    """Of one lane, over days."""

    parcels: int = 0
    orders: int = 0
    hours: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Everything delivered in a period, to be narrowed to a carrier or a country."""

    period: Period
    days: Mapping[date, LanesOfDay]

    def by_day(self, carrier: str = "", country: str = "") -> list[Day]:
        """Parcels of each day: on time by the first date said, late, or without a date."""
        return [self._day(on, carrier, country) for on in self.period.days]

    def _day(self, on: date, carrier: str, country: str) -> Day:
        there = self.days.get(on)
        if there is None:
            return Day(on)
        columns = (there.on_time, there.late, there.undated)
        if not carrier and not country:
            return Day(on, *map(sum, columns))
        places = there.places(carrier, country)
        return Day(on, *(sum(column[at] for at in places) for column in columns))

    def lanes(self, carrier: str = "", country: str = "") -> list[Lane]:
        """Those with the most parcels first."""
        sums: dict[Key, _Sum] = {}
        for on, there in self.days.items():
            keys = list(zip(there.carriers, there.origins, there.destinations, strict=True))
            ends, since = list(accumulate(there.known, initial=0)), (on - self.period.first).days
            for at in there.places(carrier, country):
                if (lane := sums.get(keys[at])) is None:
                    lane = sums[keys[at]] = _Sum()
                lane.parcels += there.on_time[at] + there.late[at] + there.undated[at]
                lane.orders += there.fresh[at]
                lane.hours += there.hours[ends[at] : ends[at + 1]]
            for at, ago, count in zip(*[iter(there.again)] * 3, strict=True):
                if ago > since and keys[at] in sums:  # they came before, but before this period
                    sums[keys[at]].orders += count
        found = [_lane(key, lane) for key, lane in sums.items()]
        return sorted(found, key=lambda lane: (-lane.parcels, lane.carrier, lane.origin, lane.destination))

    def choices(self) -> tuple[list[str], list[str]]:
        """Carriers and known destinations, for filters."""
        days = self.days.values()
        carriers, destinations = ({each for day in days for each in day.carriers}, {each for day in days for each in day.destinations})
        return sorted(carriers), sorted(destinations - {""})


def counted(trips: Iterable[Any], earlier: Mapping[tuple[date, Key, str], date]) -> dict[date, LanesOfDay]:
    """Out of rows of trips. `earlier`: when something of an order had come last before a day, by day, lane and order."""
    found: dict[date, dict[Key, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for trip in trips:
        found[trip.delivered_on][trip.carrier, trip.origin, trip.destination].append(trip)
    return {on: _of_day(on, dict(sorted(lanes.items())), earlier) for on, lanes in found.items()}


def _of_day(on: date, lanes: Mapping[Key, Sequence[Any]], earlier: Mapping[tuple[date, Key, str], date]) -> LanesOfDay:
    late = [[trip.was_late for trip in trips] for trips in lanes.values()]
    hours = [sorted(trip.transit_hours for trip in trips if trip.transit_hours is not None) for trips in lanes.values()]
    fresh, again = [], []
    for at, (key, trips) in enumerate(lanes.items()):
        orders = {trip.order_id for trip in trips if trip.order_id}
        ago = Counter((on - earlier[on, key, each]).days for each in orders if (on, key, each) in earlier)
        fresh.append(len(orders) - ago.total())
        again += [number for days, count in sorted(ago.items()) for number in (at, days, count)]
    carriers, origins, destinations = ([key[at] for key in lanes] for at in range(3))
    outcomes = ([each.count(which) for each in late] for which in (False, True, None))
    return LanesOfDay(carriers, origins, destinations, *outcomes, fresh, again, [len(each) for each in hours], [*chain(*hours)])


def to_stored(day: LanesOfDay) -> tuple[list[Any], list[Any]]:
    """As it is kept: counts, and hours beside them because not everybody asks for those."""
    columns = [list(getattr(day, each.name)) for each in fields(day)]
    return columns[:_COUNTS], columns[_COUNTS:]


def from_stored(counts: Sequence[Any], hours: Sequence[Any] | None) -> LanesOfDay:
    """The same again; without hours when they are not given."""
    return LanesOfDay(*counts, *(hours or ()))


def _lane(key: Key, lane: _Sum) -> Lane:
    lane.hours.sort()
    return Lane(*key, lane.parcels, lane.orders, _within(lane.hours, 0.5), _within(lane.hours, 0.9))


def _within(hours: Sequence[int], share: float) -> float | None:
    """Days that this share of parcels did not exceed."""
    return hours[math.ceil(share * len(hours)) - 1] / 24 if hours else None

"""At which UTC offset was this local time written? Answers from the place of a scan, else from its neighbours, and says which.

For parsers of carriers that give local times without an offset (UPS's older answers, USPS, DHL):

    localise(local, place)      one naive local time and its place -> (aware, ClockSource), or None when the place says too little
    with_neighbours(stamps)     all scans of one answer at once, in the carrier's order; never leaves one out

What is known of a place, best first: US ZIP; US state and city; postcode, city or region in another country with several zones
(`us_zones`, `world_zones`); the country, when its clocks all agree at that time. Results carry a fixed offset, for example
2026-11-20T14:02-05:00, never a zone, so that they stay as written whatever happens to zone rules later.
A time that a clock change skipped gets the offset before the change, one that it repeated gets the first.
All answers are cached per place: a second look costs about a microsecond. Nothing here raises for odd places.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

from wesupply_ui.adapters.carriers import us_zones, world_zones
from wesupply_ui.domain.tracking.reading import ClockSource, Place

Stamp = tuple[datetime, Place]
"""A scan's time, naive (local to the place) or aware (the carrier gave the offset), and where it was."""


def localise(local: datetime, place: Place) -> tuple[datetime, ClockSource] | None:
    """`local` (naive) with the offset of `place`, and how that is known (PLACE or COUNTRY); None when the place says too little."""
    offset = _offset(local, place)
    return None if offset is None else (local.replace(tzinfo=offset[0]), offset[1])


def with_neighbours(stamps: Sequence[Stamp], hints: Sequence[Place] = ()) -> list[tuple[datetime, ClockSource]]:
    """Every stamp as an aware time with its source, in the same order.

    Aware times stay (CARRIER). Naive ones take the offset of their place; without a usable place, that of the scan nearest in time
    which has one (NEIGHBOUR: its zone at this time if known, else its offset); then that of the first usable place in `hints`,
    for example the parcel's origin (NEIGHBOUR); else they are kept as UTC (ASSUMED).
    """
    found = [(at, ClockSource.CARRIER) if at.tzinfo else localise(at, place) for at, place in stamps]
    if None not in found:
        return [pair for pair in found if pair]
    known = [(at, stamps[row][1]) for row, pair in enumerate(found) if pair for at in (pair[0],)]
    return [pair or _borrowed(stamps[row][0], known, hints) for row, pair in enumerate(found)]


def _borrowed(local: datetime, known: Sequence[Stamp], hints: Sequence[Place]) -> tuple[datetime, ClockSource]:
    if known:
        at, place = min(known, key=lambda stamp: abs(stamp[0].replace(tzinfo=None) - local))
        offset = _offset(local, place)
        return local.replace(tzinfo=offset[0] if offset else at.tzinfo), ClockSource.NEIGHBOUR
    for place in hints:
        offset = _offset(local, place)
        if offset:
            return local.replace(tzinfo=offset[0]), ClockSource.NEIGHBOUR
    return local.replace(tzinfo=UTC), ClockSource.ASSUMED


def _offset(local: datetime, place: Place) -> tuple[timezone, ClockSource] | None:
    zones, source = _zones_of(place)
    if not zones:
        return None
    first = zones[0].utcoffset(local)
    for zone in zones[1:]:
        if zone.utcoffset(local) != first:
            return None
    return (_fixed(first), source) if first is not None else None


@lru_cache(maxsize=65_536)
def _zones_of(place: Place) -> tuple[tuple[ZoneInfo, ...], ClockSource]:
    """The zones a place may lie in: usually one, all of a country's when nothing else is known, none for an unknown country."""
    country = (place.country or "").upper()
    city = (place.city or "").strip().upper()
    region = (place.region or "").strip().upper()
    name = _us(place, region, city) if country == "US" else _abroad(country, place, region, city)
    if name:
        return (_zone(name),), ClockSource.PLACE
    if country in world_zones.MAIN:
        return (_zone(world_zones.MAIN[country]),), ClockSource.COUNTRY
    return _zones_of_country(country), ClockSource.COUNTRY


def _us(place: Place, region: str, city: str) -> str | None:
    by_zip = us_zones.zone_of_zip(place.postcode) if place.postcode else None
    return by_zip or (us_zones.zone_of_state(region, city or None) if region else None)


def _abroad(country: str, place: Place, region: str, city: str) -> str | None:
    rules = world_zones.POSTCODES.get(country)
    if rules and place.postcode:
        code = place.postcode.replace(" ", "").replace("-", "").upper()
        for length in range(min(len(code), 5), -1, -1):
            if code[:length] in rules:
                return rules[code[:length]]
    named = world_zones.CITIES.get((country, city)) or world_zones.REGIONS.get(country, {}).get(region)
    if named or not (city or region):
        return named
    return world_zones.MAINLAND.get(country)


@cache
def _zones_of_country(country: str) -> tuple[ZoneInfo, ...]:
    names = get_global("territory_zones").get(country, ()) if country != "ZZ" else ()
    return tuple(zone for zone in map(_zone_or_none, names) if zone is not None)


def _zone_or_none(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):  # an older tz database without a newer zone: the others still speak
        return None


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@cache
def _fixed(offset: timedelta) -> timezone:
    return timezone(offset)

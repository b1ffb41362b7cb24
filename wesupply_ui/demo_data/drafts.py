"""Who ordered when, and in which parcels does it travel? The demo's orders before they have contents and numbers. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from wesupply_ui.demo_data import cast
from wesupply_ui.demo_data.cast import Box
from wesupply_ui.demo_data.people import Shopper, shoppers
from wesupply_ui.simulator.places import CITIES, CITIES_ABROAD, WAREHOUSE, Place

_LATELY = 60


@dataclass(slots=True)
class Draft:
    """One order to be. `story`: shown, past, waiting, pickup, digital, cancelled. `extra`: a line that needs no parcel."""

    story: str
    shopper: Shopper
    place: Place
    placed_at: datetime
    boxes: list[Box] = field(default_factory=list)
    extra: str = ""


def drafts(source: random.Random, now: datetime, *, orders: int, days: int) -> list[Draft]:
    """So many orders of the last `days` days, the first placed first. Every state of `cast.SHOWN` is among them."""
    people = shoppers(int(orders * 0.8), source)
    made = [*_shown(people, now, source), *_without_parcels(people, now, source)]
    left = orders - len(made)
    lately = min(_LATELY, left // 2)
    made += [_lately(index, people, now, source) for index in range(lately)]
    made += [_past(index, people, now, days, source) for index in range(left - lately)]
    return sorted(made, key=lambda draft: draft.placed_at)


def _shown(people: list[Shopper], now: datetime, source: random.Random) -> Iterator[Draft]:
    """An order for each parcel of the cast; every sixth is split, and its other parcel arrived some days ago."""
    wanted = [(journey, last) for journey, last, count in cast.SHOWN for _ in range(count)]
    for index, (journey, last) in enumerate(wanted):
        shopper = source.choice(people)
        place = _for_story(journey, shopper.place, source)
        boxes = [cast.box(f"shown/{index}", journey, last, place, now, source)]
        if index % 6 == 0:
            sent = boxes[0].shipped_at - timedelta(days=source.uniform(5, 7))
            boxes.insert(0, cast.ended(f"shown/{index}/before", place, sent, source))
        placed_at = boxes[0].shipped_at - timedelta(hours=source.uniform(1, 30))
        yield Draft("shown", shopper, place, placed_at, boxes)


def _for_story(journey: str, home: Place, source: random.Random) -> Place:
    """Customs stories end abroad; the others are told for parcels that meet no customs."""
    crosses = journey.startswith("customs")
    if crosses == (home.country != "US"):
        return home
    return source.choice(CITIES_ABROAD if crosses else CITIES)


def _without_parcels(people: list[Shopper], now: datetime, source: random.Random) -> Iterator[Draft]:
    def recent(story: str, days: float, *, least: float = 0.02, extra: str = "") -> Draft:
        shopper = source.choice(people)
        return Draft(story, shopper, shopper.place, now - timedelta(days=source.uniform(least, days)), extra=extra)

    yield from (recent("waiting", 1.4) for _ in range(18))
    yield from (recent("pickup", 50, least=4, extra="pickup") for _ in range(7))
    yield from (recent("pickup", 3, extra="pickup") for _ in range(6))
    yield from (recent("digital", 55, extra="digital") for _ in range(7))
    yield from (recent("cancelled", 40, least=0.2) for _ in range(5))


def _lately(index: int, people: list[Shopper], now: datetime, source: random.Random) -> Draft:
    """An order of these days whose parcel has no trouble: every day from a week ago to the day after tomorrow has its deliveries."""
    shopper = source.choice([person for person in people if person.place.country == "US"])
    back = index % 9 - 2
    journey, days = source.choice((("normal", 3), ("express", 1))) if back >= 0 else ("normal", 3)
    day = now.astimezone(WAREHOUSE.zone).date() - timedelta(days=back + days)
    shipped_at = datetime.combine(day, time(source.randrange(9, 16), source.randrange(60)), WAREHOUSE.zone).astimezone(UTC)
    box = cast.sent(f"lately/{index}", journey, shopper.place, shipped_at, source)
    return Draft("past", shopper, shopper.place, shipped_at - timedelta(hours=source.uniform(2, 20)), [box])


def _past(index: int, people: list[Shopper], now: datetime, days: int, source: random.Random) -> Draft:
    """An order whose story is over: shipped nine days ago or earlier, one in eight in several parcels."""
    shopper = source.choice(people)
    shipped_at = now - timedelta(days=source.uniform(9, days - 2))
    parcels = source.choices((1, 2, 3), (87, 10, 3))[0]
    moments = [shipped_at + timedelta(hours=source.choice((0, 0, 0.2, 26, 50)) * box) for box in range(parcels)]
    boxes = [cast.ended(f"past/{index}/{at}", shopper.place, moment, source) for at, moment in enumerate(moments)]
    extra = "digital" if index % 17 == 0 else "pickup" if index % 23 == 0 else ""
    return Draft("past", shopper, shopper.place, shipped_at - timedelta(hours=source.uniform(2, 44)), boxes, extra)

"""Believable orders in any number, the same every time: for import and list benchmarks. No two runs differ."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

FIRST = [
    "Ada",
    "Grace",
    "Alan",
    "Edsger",
    "Barbara",
    "Donald",
    "Katherine",
    "Linus",
    "Margaret",
    "Tim",
    "Radia",
    "Ken",
    "Frances",
    "Dennis",
    "Hedy",
    "Niklaus",
    "Jean",
    "John",
    "Mary",
    "Brian",
]
LAST = [
    "Lovelace",
    "Hopper",
    "Turing",
    "Dijkstra",
    "Liskov",
    "Knuth",
    "Johnson",
    "Torvalds",
    "Hamilton",
    "Lee",
    "Perlman",
    "Thompson",
    "Allen",
    "Ritchie",
    "Lamarr",
    "Wirth",
    "Bartik",
    "Backus",
]
CITIES = [
    ("Austin", "TX", "78701"),
    ("Boston", "MA", "02108"),
    ("Chicago", "IL", "60601"),
    ("Denver", "CO", "80202"),
    ("Miami", "FL", "33101"),
]
LINES_PER_ORDER = (1, 2, 2, 3, 4, 3, 2, 3, 2, 3)  # 2.5 on average
START = datetime(2025, 1, 1, tzinfo=UTC)


def orders(count: int, *, seed: int = 1, shipments: bool = True) -> Iterator[dict[str, Any]]:
    """`count` raw orders as the API takes them, oldest first, with two and a half lines each."""
    chance = random.Random(seed)
    for index in range(count):
        yield _order(index, chance, shipments)


def _order(index: int, chance: random.Random, shipments: bool) -> dict[str, Any]:
    first, last = chance.choice(FIRST), chance.choice(LAST)
    city, region, postcode = chance.choice(CITIES)
    lines = [_line(number, chance) for number in range(LINES_PER_ORDER[index % 10])]
    placed = START + timedelta(minutes=5 * index, seconds=chance.randrange(240))
    order = {
        "external_id": f"x{100000 + index}",
        "number": f"#{100000 + index}",
        "placed_at": placed.isoformat(),
        "currency": "USD",
        "status": chance.choice(("processing", "shipped", "shipped", "shipped", "cancelled")),
        "channel": chance.choice(("online", "online", "online", "store", "marketplace")),
        "customer": {
            "email": f"{first}.{last}{index % 30011}@example.com".lower(),
            "first_name": first,
            "last_name": last,
            "phone": "+14155550101",
        },
        "shipping_address": {
            "name": f"{first} {last}",
            "line1": "1 Main St",
            "city": city,
            "region": region,
            "postcode": postcode,
            "country": "US",
        },
        "lines": lines,
    }
    if shipments:
        order["shipments"] = [{"carrier": chance.choice(("ups", "fedex", "usps", "dhl")), "tracking_number": f"1Z{index:016d}"}]
    return order


def _line(number: int, chance: random.Random) -> dict[str, Any]:
    sku = chance.randrange(5000)
    return {
        "external_id": f"l{number}",
        "sku": f"SKU-{sku:04d}",
        "title": f"Article {sku}",
        "quantity": chance.choice((1, 1, 1, 2)),
        "unit_price": f"{5 + sku % 95}.{sku % 100:02d}",
        "options": {"Size": str(36 + sku % 12)},
        "weight_grams": 200 + sku % 900,
    }

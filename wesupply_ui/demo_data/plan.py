"""The demo's sixty days as what a shop would send over the API, moment by moment. Pure: the same seed and present, the same plan."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from wesupply_ui.demo_data.baskets import Basket, basket
from wesupply_ui.demo_data.cast import Box
from wesupply_ui.demo_data.drafts import Draft, drafts
from wesupply_ui.demo_data.stories import OWN
from wesupply_ui.simulator.chance import chance

ORDERS = 300
DAYS = 60
FIRST_NUMBER = 10_401
STORES = ("store-portland", "store-brooklyn")


@dataclass(frozen=True, slots=True)
class Sent:
    """At this moment (aware) the shop sends this order, or a part of it."""

    at: datetime
    order: dict[str, Any]


@dataclass(slots=True)
class Planned:
    """One order to be: everything the shop sends of it, oldest first, and its parcels."""

    external_id: str
    draft: Draft
    sendings: list[Sent] = field(default_factory=list)

    @property
    def boxes(self) -> list[Box]:
        return self.draft.boxes


def plan(seed: int, now: datetime, *, orders: int = ORDERS) -> list[Planned]:
    """Every order of the demo, oldest first. `now` is aware; nothing happens after it. At least 150 orders, to show every state."""
    source = chance("demo", seed)
    now = now.replace(second=0, microsecond=0)
    made = drafts(source, now, orders=orders, days=DAYS)
    return [planned(FIRST_NUMBER + index, draft, now, source) for index, draft in enumerate(made)]


def planned(number: int, draft: Draft, now: datetime, source: random.Random) -> Planned:
    """One draft with its number and contents."""
    external_id = f"{OWN}{number}"
    bought = basket(
        source, draft.place.country, parcels=len(draft.boxes) or int(not draft.extra), extra=draft.extra, location=source.choice(STORES)
    )
    first = Sent(draft.placed_at, _order(external_id, number, draft, bought, source))
    return Planned(external_id, draft, [first, *_followed(external_id, draft, bought, now, source)])


def _order(external_id: str, number: int, draft: Draft, bought: Basket, source: random.Random) -> dict[str, Any]:
    shopper, place = draft.shopper, draft.place
    address = {
        "name": shopper.name, "line1": shopper.line1, "line2": shopper.line2, "city": place.city,
        "region": place.region, "postcode": place.postcode, "country": place.country,
    }  # fmt: skip
    return {
        "external_id": external_id,
        "number": f"#{number}",
        "placed_at": draft.placed_at.isoformat(),
        "currency": bought.currency,
        "status": "processing",
        "channel": source.choices(("online", "store", "marketplace"), (86, 6, 8))[0],
        "locale": "en",
        "customer": {
            "external_id": shopper.external_id,
            "email": shopper.email,
            "phone": shopper.phone,
            "first_name": shopper.first_name,
            "last_name": shopper.last_name,
            "group": "vip" if number % 14 == 0 else None,
        },
        "shipping_address": {key: value for key, value in address.items() if value},
        "tags": ["gift"] if number % 19 == 0 else [],
        "custom": _custom(number),
        **bought.amounts,
        "lines": bought.lines,
    }


def _custom(number: int) -> dict[str, Any]:
    """What this shop keeps with an order beside the usual: of some orders, as shops do."""
    found: dict[str, Any] = {"gift_wrap": True, "wrapping": "Linen"} if number % 19 == 0 else {}
    return found | ({"po_number": f"PO-{4000 + number % 997}"} if number % 8 == 0 else {})


def _followed(external_id: str, draft: Draft, bought: Basket, now: datetime, source: random.Random) -> list[Sent]:
    """What the shop sends later: the parcels as they are packed, a cancellation, that something was collected."""
    sent = []
    shipments: list[dict[str, Any]] = []
    packed = zip(draft.boxes, _packed(bought, len(draft.boxes), source), strict=True)
    for box, lines in sorted(packed, key=lambda pair: pair[0].shipped_at):
        inside = [{"external_id": line, "quantity": count} for line, count in lines]
        entry = {"carrier": box.carrier, "tracking_number": box.number, "shipped_at": box.shipped_at.isoformat(), "lines": inside}
        shipments = [*shipments, entry]
        sent.append(Sent(box.shipped_at, {"external_id": external_id, "status": "shipped", "shipments": shipments}))
    if draft.story == "cancelled":
        sent.append(Sent(draft.placed_at + timedelta(hours=3), {"external_id": external_id, "status": "cancelled"}))
    if draft.story == "digital":
        sent.append(Sent(draft.placed_at + timedelta(minutes=1), {"external_id": external_id, "status": "completed"}))
    if draft.extra == "pickup" and now - draft.placed_at > timedelta(days=3.5):
        at = draft.placed_at + timedelta(hours=source.uniform(20, 70))
        lines = [{**line, "collected_at": at.isoformat()} for line in bought.lines if line["fulfilment"] == "pickup"]
        sent.append(Sent(at, {"external_id": external_id, "lines": lines}))
    return sorted((each for each in sent if each.at <= now), key=lambda each: each.at)


def _packed(bought: Basket, parcels: int, source: random.Random) -> list[list[tuple[str, int]]]:
    """Lines dealt out over parcels; a line of several pieces may be divided."""
    boxes: list[list[tuple[str, int]]] = [[] for _ in range(parcels)]
    for at, (line, quantity) in enumerate(bought.shipped if parcels else []):
        if at >= parcels and quantity > 1 and parcels > 1 and source.random() < 0.6:
            boxes[0].append((line, 1))
            boxes[1].append((line, quantity - 1))
        else:
            boxes[at % parcels].append((line, quantity))
    return boxes

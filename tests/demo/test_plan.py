"""The demo's plan is the same for the same seed, shows every state, and is such that a shop could have sent it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from wesupply_ui.demo_data import cast, pictures
from wesupply_ui.demo_data.goods import BY_SKU, GOODS, picture_path
from wesupply_ui.demo_data.plan import DAYS, ORDERS, Planned, plan
from wesupply_ui.simulator import journeys, numbers
from wesupply_ui.simulator.places import WAREHOUSE

ASSETS = Path(__file__).parents[2] / "assets"
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def planned() -> list[Planned]:
    return plan(7, NOW)


def test_the_same_seed_and_present_make_the_same_plan(planned: list[Planned]) -> None:
    assert plan(7, NOW) == planned
    assert plan(8, NOW) != planned


def test_there_are_three_hundred_orders_over_sixty_days(planned: list[Planned]) -> None:
    assert len(planned) == ORDERS
    placed = [each.sendings[0].at for each in planned]
    assert placed == sorted(placed)
    assert timedelta(days=DAYS - 4) < NOW - placed[0] < timedelta(days=DAYS + 2)
    assert max(sent.at for each in planned for sent in each.sendings) <= NOW
    assert len({each.external_id for each in planned}) == ORDERS


@pytest.mark.parametrize("hour", [3, 9, 15, 21])
def test_every_state_is_there_at_any_hour(hour: int) -> None:
    now = NOW.replace(hour=hour)
    last = Counter()
    for each in plan(7, now):
        for box in each.boxes:
            story = journeys.plan(
                box.number,
                carrier=box.carrier,
                journey=box.journey,
                origin=WAREHOUSE,
                destination=each.draft.place,
                shipped_at=box.shipped_at,
            )
            scans = story.scans(box.shipped_at)
            last[box.journey, scans[sum(scan.at <= now for scan in scans) + box.push - 1].event] += 1
    for journey, event, count in cast.SHOWN:
        assert last[journey, event] >= count, (journey, event)


def test_numbers_are_ones_their_carriers_could_have_printed(planned: list[Planned]) -> None:
    boxes = [box for each in planned for box in each.boxes]
    assert all(numbers.is_valid(box.carrier, box.number) for box in boxes)
    assert len({box.number for box in boxes}) == len(boxes)
    assert set(Counter(box.carrier for box in boxes)) == set(numbers.CARRIERS)


def test_amounts_add_up_to_the_cent(planned: list[Planned]) -> None:
    for each in planned:
        order = each.sendings[0].order
        goods = sum(Decimal(line["unit_price"]) * line["quantity"] - Decimal(line["discount_amount"]) for line in order["lines"])
        assert goods + Decimal(order["tax_amount"]) + Decimal(order["shipping_amount"]) == Decimal(order["total_amount"]), order["number"]
        assert sum(Decimal(line["discount_amount"]) for line in order["lines"]) == Decimal(order["discount_amount"])


def test_every_piece_that_ships_is_in_exactly_one_parcel(planned: list[Planned]) -> None:
    for each in planned:
        if not each.boxes:
            continue
        wanted = Counter(
            {line["external_id"]: line["quantity"] for line in each.sendings[0].order["lines"] if line["fulfilment"] == "ship"}
        )
        shipments = max((sent.order["shipments"] for sent in each.sendings if "shipments" in sent.order), key=len)
        packed: Counter[str] = Counter()
        for shipment in shipments:
            assert shipment["lines"], each.external_id
            packed.update({line["external_id"]: line["quantity"] for line in shipment["lines"]})
        assert len(shipments) < len(each.boxes) or packed == wanted, each.external_id


def test_there_is_variety(planned: list[Planned]) -> None:
    orders = [each.sendings[0].order for each in planned]
    assert len({order["currency"] for order in orders}) >= 4
    assert {line["fulfilment"] for order in orders for line in order["lines"]} == {"ship", "pickup", "digital"}
    assert any(len(each.boxes) > 1 for each in planned)
    assert any(Decimal(order["discount_amount"]) for order in orders)
    names = [order["shipping_address"]["name"] for order in orders]
    assert any(len(name) > 60 for name in names)
    assert any(not name.isascii() and name[0] > "\u0590" for name in names)
    assert all(order["customer"]["email"].rpartition("@")[2] in ("example.com", "example.org", "example.net") for order in orders)


def test_pictures_are_those_that_the_shop_draws() -> None:
    for good in GOODS:
        drawn = pictures.draw(good)
        assert (ASSETS / picture_path(good.sku).lstrip("/")).read_text(encoding="utf-8") == drawn
        assert len(drawn) < 1500
    assert (ASSETS / "demo/logo.svg").read_text(encoding="utf-8") == pictures.logo()
    assert len(BY_SKU) == len(GOODS)

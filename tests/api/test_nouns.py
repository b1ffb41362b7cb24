"""Numbers, places, products and lists over REST, each merchant's its own."""

from __future__ import annotations

import httpx
import pytest

from tests.api.conftest import Open
from tests.domain.orders.orders import an_order

NUMBER = "1Z999AA10123456784"


async def test_a_number_is_registered_once_and_read_back(shop: httpx.AsyncClient) -> None:
    first = await shop.post("/api/v1/shipments", json={"tracking_number": "1z 999 aa1 01 2345 6784"})
    again = await shop.post("/api/v1/shipments", json={"tracking_number": NUMBER, "carrier": "ups"})
    assert (first.status_code, again.status_code) == (201, 200)
    told = (await shop.get(f"/api/v1/shipments/{NUMBER}")).json()
    assert (told["carrier"], told["tracking_number"], told["milestone"], told["orders"]) == ("ups", NUMBER, "label_created", [])
    assert told["next_poll_at"] and told["last_polled_at"] is None


async def test_a_number_of_an_order_appears_in_the_order(shop: httpx.AsyncClient) -> None:
    await shop.post("/api/v1/orders", json=an_order())
    parcel = {"tracking_number": NUMBER, "order_external_id": "5001", "lines": [{"external_id": "l1", "quantity": 2}]}
    assert (await shop.post("/api/v1/shipments", json=parcel)).json()["orders"] == ["5001"]
    [shipment] = (await shop.get("/api/v1/orders/5001")).json()["shipments"]
    assert shipment["lines"] == [{"external_id": "l1", "quantity": 2}]
    assert [item["external_id"] for item in (await shop.get(f"/api/v1/orders?q={NUMBER[:6]}&carrier=ups")).json()["items"]] == ["5001"]


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({}, "tracking_number"),
        ({"tracking_number": "---"}, "tracking_number"),
        ({"tracking_number": "hello"}, "carrier"),
        ({"tracking_number": NUMBER, "carrier": "pigeon"}, "carrier"),
        ({"tracking_number": "1Z BAD <script>", "carrier": "ups"}, "tracking_number"),
        ({"tracking_number": NUMBER, "order_external_id": "none"}, "order_external_id"),
        ({"tracking_number": NUMBER, "shipped_at": "2025-01-01"}, "shipped_at"),
        ({"tracking_number": NUMBER, "lines": [{"external_id": "l1"}]}, "lines"),
    ],
)
async def test_a_shipment_that_cannot_be_taken_is_told(shop: httpx.AsyncClient, raw: dict[str, object], field: str) -> None:
    answer = await shop.post("/api/v1/shipments", json=raw)
    assert answer.status_code == 422 and [each["field"] for each in answer.json()["problems"]] == [field]


async def test_whose_number_is_this(shop: httpx.AsyncClient) -> None:
    best = (await shop.post("/api/v1/carriers/detect", json={"tracking_number": NUMBER})).json()[0]
    assert best["carrier"] == "ups" and 0 < best["confidence"] <= 1
    assert (await shop.post("/api/v1/carriers/detect", json={"tracking_number": "??"})).json() == []
    assert (await shop.post("/api/v1/carriers/detect", json={})).status_code == 422


async def test_a_location_is_put_changed_and_read(shop: httpx.AsyncClient) -> None:
    store = {"name": "Austin", "kind": "store", "address": {"city": "Austin", "country": "US"}, "hours": {"mon": "9-18"}, "phone": "1"}
    made = await shop.put("/api/v1/locations/store-1", json=store)
    assert made.status_code == 201 and made.json()["time_zone"] == "America/Chicago"
    assert [each["field"] for each in made.json()["problems"]] == ["phone"]
    changed = await shop.put("/api/v1/locations/store-1", json={"time_zone": "Europe/Madrid", "address": {"city": "Madrid"}})
    assert changed.status_code == 200
    told = (await shop.get("/api/v1/locations/store-1")).json()
    assert (told["name"], told["time_zone"], told["address"], told["phone"]) == (
        "Austin",
        "Europe/Madrid",
        {"city": "Madrid", "country": "US"},
        "1",
    )
    assert [item["external_id"] for item in (await shop.get("/api/v1/locations")).json()["items"]] == ["store-1"]
    wrong = await shop.put("/api/v1/locations/x", json={"kind": "moon", "time_zone": "Mars/Base", "address": {"country": "XX"}})
    assert wrong.status_code == 422 and {each["field"] for each in wrong.json()["problems"]} == {
        "kind",
        "time_zone",
        "address.country",
        "name",
    }


async def test_a_product_is_put_changed_and_read(shop: httpx.AsyncClient) -> None:
    assert (
        await shop.put("/api/v1/products/BOOT/42", json={"title": "Boots", "price": "60.00", "attributes": {"brand": "Acme"}})
    ).status_code == 201
    assert (await shop.put("/api/v1/products/BOOT/42", json={"stock": 3, "variant_of": "BOOT"})).status_code == 200
    told = (await shop.get("/api/v1/products/BOOT/42")).json()
    assert (told["price"], told["currency"], told["stock"], told["variant_of"], told["attributes"]) == (
        "60.00",
        "USD",
        3,
        "BOOT",
        {"brand": "Acme"},
    )
    wrong = await shop.put("/api/v1/products/BOOT", json={"price": "1.234", "stock": -1})
    assert wrong.status_code == 422 and {each["field"] for each in wrong.json()["problems"]} == {"price", "stock"}


async def test_a_customer_is_listed_and_taken_off_again(shop: httpx.AsyncClient) -> None:
    await shop.post("/api/v1/orders", json=an_order())
    blocked = await shop.put("/api/v1/customers/ADA@example.com/list", json={"list": "block", "reason": "chargebacks"})
    assert blocked.json() == {"email": "ada@example.com", "list": "block", "reason": "chargebacks"}
    assert (await shop.get("/api/v1/orders/5001")).json()["customer"]["list"] == "block"
    assert (await shop.put("/api/v1/customers/ada@example.com/list", json={"list": None})).json()["list"] is None
    for raw in ({}, {"list": "maybe"}, {"list": "allow", "colour": "red"}):
        assert (await shop.put("/api/v1/customers/ada@example.com/list", json=raw)).status_code == 422


@pytest.mark.parametrize("path", ["orders/5001", f"shipments/{NUMBER}", "locations/store-1", "products/BOOT"])
async def test_what_is_another_merchants_is_as_if_it_were_not(open_shop: Open, path: str) -> None:
    acme, other = await open_shop("acme"), await open_shop("other")
    await acme.post("/api/v1/orders", json=an_order(shipments=[{"tracking_number": NUMBER}]))
    await acme.put("/api/v1/locations/store-1", json={"name": "Austin"})
    await acme.put("/api/v1/products/BOOT", json={"title": "Boots"})
    assert (await acme.get(f"/api/v1/{path}")).status_code == 200
    theirs, nobodys = await other.get(f"/api/v1/{path}"), await other.get(f"/api/v1/{path}-nobody")
    assert theirs.status_code == nobodys.status_code == 404 and theirs.content == nobodys.content
    assert (await other.get("/api/v1/orders?q=ada")).json()["items"] == []
    tied = await other.post("/api/v1/shipments", json={"tracking_number": NUMBER, "order_external_id": "5001"})
    assert tied.status_code == 422


async def test_pages_of_orders_follow_one_another(shop: httpx.AsyncClient) -> None:
    await shop.post("/api/v1/orders", json={"orders": [an_order(str(number)) for number in range(5)]})
    found: list[str] = []
    cursor = ""
    while cursor is not None:
        page = (await shop.get(f"/api/v1/orders?limit=2{cursor and f'&cursor={cursor}'}")).json()
        found += [item["external_id"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert sorted(found) == ["0", "1", "2", "3", "4"]

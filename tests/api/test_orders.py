"""A shop sends orders over REST and reads them back."""

from __future__ import annotations

import httpx

from tests.api.conftest import Open
from tests.domain.orders.orders import a_line, an_order


async def test_an_order_sent_is_created_and_then_unchanged(shop: httpx.AsyncClient) -> None:
    first = await shop.post("/api/v1/orders", json=an_order())
    assert first.status_code == 200
    [result] = first.json()["results"]
    assert result | {"tracking_url": ""} == {
        "external_id": "5001",
        "number": "#5001",
        "outcome": "created",
        "tracking_url": "",
        "problems": [],
    }
    again = await shop.post("/api/v1/orders", json=an_order())
    assert again.json()["results"] == [result | {"outcome": "unchanged"}]


async def test_a_batch_with_a_bad_order_is_mixed_and_one_of_bad_orders_refused(shop: httpx.AsyncClient) -> None:
    bad = an_order("2", lines=[a_line(quantity=-1)])
    mixed = await shop.post("/api/v1/orders", json={"orders": [an_order("1"), bad]})
    assert mixed.status_code == 207
    assert [each["outcome"] for each in mixed.json()["results"]] == ["created", "rejected"]
    assert mixed.json()["results"][1]["problems"] == [{"field": "lines[0].quantity", "message": "is -1; 1 at least"}]
    refused = await shop.post("/api/v1/orders", json=bad)
    assert refused.status_code == 422 and refused.json()["results"][0]["tracking_url"] is None


async def test_an_order_is_read_back_with_every_field_and_its_parcels(shop: httpx.AsyncClient) -> None:
    parcels = [
        {"carrier": "ups", "tracking_number": "1Z999AA10123456784", "service": "GROUND", "lines": [{"external_id": "l1", "quantity": 1}]}
    ]
    sent = an_order(shipments=parcels, tags=["gift"])
    [result] = (await shop.post("/api/v1/orders", json=sent)).json()["results"]
    order = (await shop.get("/api/v1/orders/5001")).json()
    for name in sent.keys() - {"placed_at", "customer", "lines", "shipments"}:
        assert order[name] == sent[name], name
    assert order["placed_at"] == "2025-11-20T15:15:00+00:00" and order["tracking_url"] == result["tracking_url"]
    assert sent["customer"].items() <= order["customer"].items() and sent["lines"][0].items() <= order["lines"][0].items()
    [shipment] = order["shipments"]
    assert (shipment["carrier"], shipment["tracking_number"], shipment["milestone"], shipment["condition"]) == (
        "ups",
        "1Z999AA10123456784",
        "label_created",
        "ok",
    )
    assert shipment["lines"] == [{"external_id": "l1", "quantity": 1}] and shipment["scans"] == [] and shipment["next_poll_at"]


async def test_another_merchants_order_is_not_found(open_shop: Open) -> None:
    acme, other = await open_shop("acme"), await open_shop("other")
    await acme.post("/api/v1/orders", json=an_order())
    theirs, nobodys = await other.get("/api/v1/orders/5001"), await other.get("/api/v1/orders/404")
    assert theirs.status_code == nobodys.status_code == 404 and theirs.content == nobodys.content
    assert (await other.post("/api/v1/orders", json=an_order())).json()["results"][0]["outcome"] == "created"

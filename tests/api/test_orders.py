"""A shop sends orders over REST and reads them back."""

from __future__ import annotations

import httpx
from sqlmodel import select

from tests.api.conftest import Open
from tests.domain.orders.orders import a_line, an_order
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.hosts.models import ShopDomain
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database


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
    assert order["placed_at"] == "2025-11-20T09:15:00-06:00" and order["tracking_url"] == result["tracking_url"]
    assert sent["customer"].items() <= order["customer"].items() and sent["lines"][0].items() <= order["lines"][0].items()
    [shipment] = order["shipments"]
    assert (shipment["carrier"], shipment["tracking_number"], shipment["milestone"], shipment["condition"]) == (
        "ups",
        "1Z999AA10123456784",
        "label_created",
        "ok",
    )
    assert shipment["lines"] == [{"external_id": "l1", "quantity": 1}] and shipment["scans"] == [] and shipment["next_poll_at"]


async def test_tracking_links_lead_to_the_shops_own_domain_once_it_is_the_primary_one(sqlite: Database, shop: httpx.AsyncClient) -> None:
    [before] = (await shop.post("/api/v1/orders", json=an_order())).json()["results"]
    async with sqlite.transaction() as db:
        acme = (await db.execute(select(Merchant))).scalar_one()
        db.add(ShopDomain(merchant_id=acme.id, host="track.acme.example", token="x", is_primary=True, verified_at=now()))
    own = before["tracking_url"].replace("localhost", "track.acme.example")
    [again] = (await shop.post("/api/v1/orders", json=an_order())).json()["results"]
    [changed] = (await shop.post("/api/v1/orders", json=an_order(tags=["x"]))).json()["results"]
    one, listed = (await shop.get("/api/v1/orders/5001")).json(), (await shop.get("/api/v1/orders")).json()["items"][0]
    assert [each["tracking_url"] for each in (again, changed, one, listed)] == [own] * 4


async def test_two_orders_of_one_customer_keep_the_words_each_was_sent_with(shop: httpx.AsyncClient) -> None:
    ada = {"external_id": "77", "email": "ada@example.com", "phone": "+14155550101", "first_name": "Ada", "last_name": "Lovelace"}
    grace = {"external_id": "77", "email": "grace@example.com", "phone": "+14155550102", "first_name": "Grace", "last_name": "Hopper"}
    await shop.post("/api/v1/orders", json=an_order("1", customer=ada))
    await shop.post("/api/v1/orders", json=an_order("2", customer=grace | {"group": "vip"}))
    listed = {order["external_id"]: order["customer"] for order in (await shop.get("/api/v1/orders")).json()["items"]}
    for number, sent in (("1", ada), ("2", grace)):
        told = (await shop.get(f"/api/v1/orders/{number}")).json()["customer"]
        assert sent.items() <= told.items()
        assert told == listed[number] and told["group"] == "vip"


async def test_another_merchants_order_is_not_found(open_shop: Open) -> None:
    acme, other = await open_shop("acme"), await open_shop("other")
    await acme.post("/api/v1/orders", json=an_order())
    theirs, nobodys = await other.get("/api/v1/orders/5001"), await other.get("/api/v1/orders/404")
    assert theirs.status_code == nobodys.status_code == 404 and theirs.content == nobodys.content
    assert (await other.post("/api/v1/orders", json=an_order())).json()["results"][0]["outcome"] == "created"


async def test_an_id_that_comes_twice_in_a_batch_is_rejected_the_second_time(shop: httpx.AsyncClient) -> None:
    batch = [an_order("1"), an_order("2"), an_order("1", status="shipped")]
    mixed = await shop.post("/api/v1/orders", json={"orders": batch})
    assert mixed.status_code == 207
    assert [(each["external_id"], each["outcome"]) for each in mixed.json()["results"]] == [
        ("1", "created"),
        ("2", "created"),
        ("1", "rejected"),
    ]
    assert [each["field"] for each in mixed.json()["results"][2]["problems"]] == ["external_id"]
    assert (await shop.get("/api/v1/orders/1")).json()["status"] == "processing"


async def test_fields_beside_the_orders_of_a_batch_are_told(shop: httpx.AsyncClient) -> None:
    told = (await shop.post("/api/v1/orders", json={"orders": [an_order()], "source": "erp", "dry_run": True})).json()
    assert [each["field"] for each in told["problems"]] == ["source", "dry_run"] and told["results"][0]["problems"] == []
    assert (await shop.post("/api/v1/orders", json=an_order("2"))).json()["problems"] == []


async def test_amounts_are_plain_decimals(shop: httpx.AsyncClient) -> None:
    refused = await shop.post("/api/v1/orders", json=an_order(total_amount="1e3"))
    assert refused.status_code == 422 and refused.json()["results"][0]["problems"][0]["field"] == "total_amount"

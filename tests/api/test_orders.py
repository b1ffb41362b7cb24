"""A shop sends orders over REST and reads them back."""

from __future__ import annotations

import httpx

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

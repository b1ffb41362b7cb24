"""Returns over REST, on both databases: asked for as quoted, listed as they change, and nobody else's to see or to touch."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.api.returns.asking import POLICY, Client, asked, order


async def a_shop(client: Client, slug: str = "acme", **default: Any) -> httpx.AsyncClient:
    """A machine of a merchant with a policy, and order 5001 delivered."""
    shop = await client(slug)
    await shop.put("/api/v1/locations/warehouse-1", json={"name": "Warehouse", "kind": "warehouse"})
    assert (await shop.put("/api/v1/returns/policy", json=POLICY | {"default": POLICY["default"] | default})).status_code == 201
    assert (await shop.post("/api/v1/orders", json=order())).status_code == 200
    return shop


async def test_a_return_is_made_as_it_was_quoted_and_read_again(client: Client) -> None:
    shop = await a_shop(client)
    quoted = (await shop.post("/api/v1/returns/quote", json=asked())).json()
    made = await shop.post("/api/v1/returns", json=asked(expected_total=quoted["money"]["total"], line={"comment": "Pinches"}))
    assert made.status_code == 201, made.text
    told = made.json()
    assert (told["number"], told["status"], told["next_step"], told["channel"]) == ("R-1001", "waiting", "send", "api")
    assert (told["order_external_id"], told["policy_version"], told["money"]) == ("5001", 1, quoted["money"])
    [item] = told["items"]
    assert item["money"] == quoted["items"][0]["money"] and item["comment"] == "Pinches"
    tracks = {name: item[name] for name in ("authorisation", "logistics", "inspection", "settlement")}
    assert tracks == {"authorisation": "approved", "logistics": "awaiting", "inspection": "pending", "settlement": "none"}
    for key in ("R-1001", "r-1001", told["id"]):
        assert (await shop.get(f"/api/v1/returns/{key}")).json() == told
    assert "/r/" in told["return_url"]
    again = await shop.post("/api/v1/returns/quote", json=asked(line={"quantity": 2}))
    assert [each["code"] for each in again.json()["items"][0]["reasons"]] == ["quantity_exceeded"]


async def test_a_retry_with_the_same_key_makes_no_second_return(client: Client) -> None:
    shop, key = await a_shop(client), {"Idempotency-Key": "once"}
    first, second = [await shop.post("/api/v1/returns", json=asked(), headers=key) for _ in range(2)]
    assert (first.status_code, second.status_code) == (201, 201) and first.json() == second.json()
    assert len((await shop.get("/api/v1/returns")).json()["items"]) == 1


async def test_a_refusal_says_what_has_changed_and_brings_the_fresh_quote(client: Client) -> None:
    shop = await a_shop(client)
    refused = await shop.post("/api/v1/returns", json=asked(expected_total="99.00"))
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "quote-changed")
    assert refused.json()["quote"]["money"]["total"] == "54.10" and refused.json()["problems"][0]["field"] == "expected_total"
    assert (await shop.post("/api/v1/returns", json=asked(line={"quantity": 2}))).status_code == 201
    gone = await shop.post("/api/v1/returns", json=asked())
    assert (gone.status_code, gone.json()["type"].rpartition("/")[2]) == (409, "return-refused")
    assert gone.json()["problems"] == [{"field": "lines[0]", "message": "This item was returned already."}]
    broken = await shop.post("/api/v1/returns", json=asked(at="2026-01-01T00:00:00Z"))
    assert (broken.status_code, broken.json()["problems"][0]["field"]) == (422, "at")


async def test_returns_are_listed_as_they_change(client: Client) -> None:
    shop = await a_shop(client)
    began = datetime.now().astimezone() - timedelta(seconds=1)
    numbers = [(await shop.post("/api/v1/returns", json=asked())).json()["number"] for _ in range(2)]
    page = (await shop.get("/api/v1/returns", params={"limit": 1})).json()
    assert [each["number"] for each in page["items"]] == numbers[1:]
    rest = (await shop.get("/api/v1/returns", params={"limit": 1, "cursor": page["next_cursor"]})).json()
    assert ([each["number"] for each in rest["items"]], rest["next_cursor"]) == (numbers[:1], None)
    since: dict[str, Any] = {"updated_since": began.isoformat(), "limit": 1}
    page = (await shop.get("/api/v1/returns", params=since)).json()
    then = (await shop.get("/api/v1/returns", params=since | {"cursor": page["next_cursor"]})).json()
    assert [each["number"] for each in page["items"] + then["items"]] == numbers

    async def count(**params: str) -> int:
        return len((await shop.get("/api/v1/returns", params=params)).json()["items"])

    assert [await count(status="waiting"), await count(status="done"), await count(order_external_id="5001")] == [2, 0, 2]
    assert [await count(next_step="send"), await count(next_step="approve")] == [2, 0]
    later = (datetime.now().astimezone() + timedelta(hours=1)).isoformat()
    assert await count(updated_since=later) == 0
    for wrong in ({"status": "teleported"}, {"cursor": "nonsense"}, since | {"cursor": "WyJ4IiwieSJd"}):
        assert (await shop.get("/api/v1/returns", params=wrong)).status_code == 422


@pytest.mark.parametrize("scope", ["returns.read", "returns.receive"])
async def test_a_client_does_what_its_scopes_say(client: Client, scope: str) -> None:
    shop, narrow = await a_shop(client), await client("acme", scope)
    assert (await shop.post("/api/v1/returns", json=asked())).status_code == 201
    assert (await narrow.post("/api/v1/returns", json=asked())).status_code == 403
    expected = 200 if scope == "returns.read" else 403
    assert (await narrow.get("/api/v1/returns/R-1001")).status_code == expected


async def test_another_merchant_sees_none_of_it(client: Client) -> None:
    acme, rival = await a_shop(client), await a_shop(client, "rival")
    made = (await acme.post("/api/v1/returns", json=asked())).json()
    for key in (made["number"], made["id"]):
        assert (await rival.get(f"/api/v1/returns/{key}")).status_code == 404
    assert (await rival.get("/api/v1/returns")).json()["items"] == []
    assert (await rival.get("/api/v1/returns", params={"order_external_id": "5002"})).status_code == 404
    assert (await rival.post("/api/v1/returns", json=asked())).json()["number"] == "R-1001", "numbers are each merchant's own"

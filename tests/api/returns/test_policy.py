"""Return policies and quotes over REST, on both databases: exactly the contract's words, each merchant's its own."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api.returns.asking import POLICY, Client, ago, asked, order


async def test_a_policy_is_published_and_a_return_is_quoted_to_the_cent(client: Client) -> None:
    shop = await client()
    assert (await shop.put("/api/v1/locations/warehouse-1", json={"name": "Warehouse", "kind": "warehouse"})).status_code == 201
    published = await shop.put("/api/v1/returns/policy", json=POLICY)
    assert (published.status_code, published.json()["version"], published.json()["problems"]) == (201, 1, [])
    assert (await shop.post("/api/v1/orders", json=order())).status_code == 200
    answer = await shop.post("/api/v1/returns/quote", json=asked(at=None, country="US", method=None))
    assert answer.status_code == 200, answer.text
    told = answer.json()
    [item] = told["items"]
    assert (item["verdict"], item["reasons"], item["destination"], item["approval"]) == ("yes", [], "warehouse-1", "automatic")
    assert item["money"] == {
        "goods": "55.00",
        "tax": "4.10",
        "shipping": "0.00",
        "return_cost": "5.00",
        "restocking": "0.00",
        "bonus": "0.00",
        "total": "54.10",
    }
    assert [(each["kind"], each["amount"]) for each in item["resolutions"]] == [
        ("exchange", "59.10"),
        ("store_credit", "64.60"),
        ("refund", "54.10"),
    ]
    assert item["decided_by"]["returnable"] == "Default" and told["money"]["total"] == "54.10" and told["policy_version"] == 1


async def test_each_fault_of_a_policy_is_told_by_its_path(client: Client) -> None:
    shop = await client()
    rules = [
        {"name": "A", "when": {"all": [{"field": "line.colour", "op": "eq", "value": "red"}]}, "then": {"returnable": False}},
        {"name": "B", "when": {"any": [{"not": {"field": "line.sku", "op": "gt", "value": 1}}]}, "then": {}},
        {"name": "C", "when": {"field": "return.reason", "op": "eq", "value": "bored"}, "then": {"window": {"days": 3, "unlimited": True}}},
        {"name": "D", "when": {"maybe": []}, "then": {"approval": "perhaps", "sign": True}},
    ]
    whole = await shop.put("/api/v1/returns/policy", json=POLICY | {"rules": rules})
    assert whole.status_code == 422
    assert {each["field"] for each in whole.json()["problems"]} == {
        "rules[2].then.window",
        "rules[3].when",
        "rules[3].then.approval",
        "rules[3].then.sign",
    }
    rules[2:] = [{"name": "C", "when": {"field": "return.reason", "op": "eq", "value": "bored"}, "then": {"approval": "review"}}]
    told = await shop.put("/api/v1/returns/policy", json=POLICY | {"rules": rules})
    assert [each["field"] for each in told.json()["problems"]] == [
        "rules[0].when.all[0].field",
        "rules[1].then",
        "rules[1].when.any[0].not.op",
        "rules[2].when.value",
    ]
    assert (await shop.get("/api/v1/returns/policy")).status_code == 404
    assert (await shop.put("/api/v1/returns/policy", json={})).json()["problems"] == [{"field": "name", "message": "is missing"}]


async def test_what_is_odd_about_a_policy_is_remarked_on(client: Client) -> None:
    shop = await client()
    sku = {"field": "line.sku", "op": "eq", "value": "B"}
    rules = [
        {"name": "Everything", "priority": 1, "then": {"approval": "review"}},
        {"name": "Late", "priority": 2, "when": sku, "then": {"approval": "automatic"}},
        {"name": "Both", "priority": 3, "when": {"all": [sku, sku | {"value": "C"}]}, "then": {"photo": "required"}},
        {"name": "Elsewhere", "priority": 4, "then": {"destination": "moon"}},
    ]
    told = await shop.put("/api/v1/returns/policy", json=POLICY | {"rules": rules})
    assert told.status_code == 201
    assert [each["field"] for each in told.json()["problems"]] == [
        "default.destination",
        "rules[3].then.destination",
        "rules[1]",
        "rules[2].when",
    ]


async def test_an_order_is_judged_by_the_version_of_its_day_until_one_is_for_all_orders(client: Client) -> None:
    shop = await client()
    await shop.post("/api/v1/orders", json=order())
    assert (await shop.post("/api/v1/returns/quote", json=asked())).json()["type"].endswith("/no-policy")
    await shop.put("/api/v1/returns/policy", json=POLICY | {"effective_at": ago(days=90)})
    short = POLICY | {"default": POLICY["default"] | {"window": {"days": 2}}}
    assert (await shop.put("/api/v1/returns/policy", json=short)).json()["version"] == 2
    assert await _answer(shop) == (1, "yes", [])
    published = (await shop.put("/api/v1/returns/policy", json=short | {"applies_to": "all_orders"})).json()
    assert published["version"] == 3 and await _answer(shop) == (3, "no", ["window_closed"])
    back = await shop.post("/api/v1/returns/policy/rollback", json={"version": 1, "applies_to": "all_orders"})
    assert (back.status_code, back.json()["version"], back.json()["restores"]) == (200, 4, 1)
    assert await _answer(shop) == (4, "yes", [])
    versions = (await shop.get("/api/v1/returns/policy/versions")).json()["items"]
    assert [(each["version"], each["in_force"]) for each in versions] == [(4, True), (3, False), (2, False), (1, False)]
    told = (await shop.get("/api/v1/returns/policy/diff?from=1&to=2")).json()["differences"]
    assert told == [{"path": "default.window.days", "change": "changed", "before": 30, "after": 2}]
    assert (await shop.post("/api/v1/returns/policy/rollback", json={"version": 99})).status_code == 404
    assert (await shop.get("/api/v1/returns/policy/diff?from=1&to=99")).status_code == 404


async def _answer(shop: httpx.AsyncClient) -> tuple[int, str, list[str]]:
    told = (await shop.post("/api/v1/returns/quote", json=asked())).json()
    return told["policy_version"], told["items"][0]["verdict"], [each["code"] for each in told["items"][0]["reasons"]]


async def test_the_same_policy_again_makes_no_version_and_what_was_read_can_be_put(client: Client) -> None:
    shop = await client()
    await shop.put("/api/v1/returns/policy", json=POLICY)
    again = await shop.put("/api/v1/returns/policy", json=POLICY)
    assert (again.status_code, again.json()["version"]) == (200, 1)
    read = (await shop.get("/api/v1/returns/policy")).json()
    assert read["rules"] == POLICY["rules"] and read["name"] == "Standard"
    assert (await shop.put("/api/v1/returns/policy", json=read)).json()["version"] == 1
    later = await shop.put("/api/v1/returns/policy", json=POLICY | {"name": "Later", "effective_at": "2100-01-01T00:00:00Z"})
    assert later.json()["version"] == 2 and (await shop.get("/api/v1/returns/policy")).json()["version"] == 1
    assert (await shop.get("/api/v1/returns/policy?at=2100-01-02T00:00:00Z")).json()["version"] == 2
    assert (await shop.get("/api/v1/returns/policy/versions/2")).json()["name"] == "Later"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"order_external_id": None}, "order_external_id"),
        ({"lines": []}, "lines"),
        ({"line": {"quantity": 0}}, "lines[0].quantity"),
        ({"resolution": "applause"}, "resolution"),
        ({"at": "yesterday"}, "at"),
        ({"country": "Mars"}, "country"),
        ({"colour": "red"}, "colour"),
    ],
)
async def test_a_request_that_cannot_be_judged_is_told(client: Client, changes: dict[str, Any], field: str) -> None:
    shop = await client()
    answer = await shop.post("/api/v1/returns/quote", json=asked(**changes))
    assert answer.status_code == 422 and [each["field"] for each in answer.json()["problems"]] == [field]


async def test_another_merchants_policy_and_orders_are_as_if_they_were_not(client: Client) -> None:
    acme, rival = await client("acme"), await client("rival")
    await acme.put("/api/v1/returns/policy", json=POLICY)
    await acme.post("/api/v1/orders", json=order())
    assert (await rival.get("/api/v1/returns/policy")).status_code == 404
    assert (await rival.get("/api/v1/returns/policy/versions/1")).status_code == 404
    assert (await rival.get("/api/v1/returns/policy/versions")).json()["items"] == []
    assert (await rival.put("/api/v1/returns/policy", json=POLICY)).json()["version"] == 1
    theirs, nobodys = [await rival.post("/api/v1/returns/quote", json=asked(order_external_id=each)) for each in ("5001", "none")]
    assert theirs.status_code == nobodys.status_code == 404 and theirs.content == nobodys.content


async def test_a_narrower_client_reads_the_policy_and_cannot_publish_one(client: Client) -> None:
    reader, other = await client("acme", "returns.read"), await client("acme", "orders.read")
    assert (await reader.put("/api/v1/returns/policy", json=POLICY)).status_code == 403
    assert (await reader.post("/api/v1/returns/policy/rollback", json={"version": 1})).status_code == 403
    assert (await reader.get("/api/v1/returns/policy")).status_code == 404
    for path in ("policy", "policy/versions", "policy/versions/1", "policy/diff?from=1&to=2"):
        assert (await other.get(f"/api/v1/returns/{path}")).status_code == 403
    assert (await other.post("/api/v1/returns/quote", json=asked())).status_code == 403

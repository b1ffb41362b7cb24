"""Drafts of a policy are tried over past orders, on both databases, and publish nothing."""

from __future__ import annotations

from tests.api.returns.asking import POLICY, Client, order


async def test_a_draft_is_tried_over_past_orders_before_it_is_published(client: Client) -> None:
    shop = await client()
    lines = [
        {"external_id": "boot", "sku": "BOOT", "unit_price": "60.00"},
        {"external_id": "hat", "sku": "HAT", "unit_price": "20.00"},
    ]
    raws = [
        order(external_id=str(index), number=f"#{index}", total_amount="85.00", tax_amount="0", discount_amount="0") for index in range(3)
    ]
    raws = [
        raw | {"lines": lines, "shipments": [raw["shipments"][0] | {"tracking_number": f"1Z999AA1{i:010d}"}]} for i, raw in enumerate(raws)
    ]
    await shop.post("/api/v1/orders", json={"orders": raws})
    await shop.put("/api/v1/returns/policy", json=POLICY)
    rules = [
        {"name": "No boots", "when": {"field": "line.sku", "op": "eq", "value": "BOOT"}, "then": {"returnable": False}},
        {"name": "Dearer", "when": {"all": []}, "then": {"return_cost": {"kind": "fixed", "amount": "7.00", "per": "item"}}},
    ]
    draft = POLICY | {"rules": rules}
    told = (await shop.post("/api/v1/returns/policy/trial", json={"policy": draft, "orders": 2, "resolution": "refund"})).json()
    assert (told["orders"], told["items"], told["verdicts"]) == (2, 4, {"before": {"yes": 4}, "after": {"no": 2, "yes": 2}})
    assert told["flips"] == [{"from": "yes", "to": "no", "items": 2, "moved": {"USD": "-110.00"}}]
    assert told["same_verdict_other_money"] == {"items": 2, "moved": {"USD": "-14.00"}}
    assert {(each["aspect"], each["before"], each["after"], each["items"]) for each in told["rules"]} == {
        ("returnable", "Default", "No boots", 2),
        ("return_cost", "Default", "Dearer", 2),
    }
    assert told["money"] == {"USD": {"before": "150.00", "after": "26.00", "moved": "-124.00"}}
    first = next(each for each in told["examples"] if each["line_external_id"] == "boot")
    assert (first["before"]["verdict"], first["after"]) == ("yes", {"verdict": "no", "reasons": ["not_returnable"], "total": "0.00"})
    late = (await shop.post("/api/v1/returns/policy/trial", json={"policy": POLICY, "asked_after_days": 31})).json()
    assert (late["verdicts"]["after"], late["flips"], late["money"]["USD"]["moved"]) == ({"no": 6}, [], "0.00")
    assert (await shop.get("/api/v1/returns/policy")).json()["version"] == 1, "a trial publishes nothing"
    faults = await shop.post("/api/v1/returns/policy/trial", json={"policy": draft | {"rules": [{"name": "x", "then": {}}]}})
    assert [each["field"] for each in faults.json()["problems"]] == ["rules[0].then"]
    assert (await shop.post("/api/v1/returns/policy/trial", json={"policy": POLICY, "orders": 0})).status_code == 422


async def test_a_first_draft_is_tried_against_nothing(client: Client) -> None:
    shop, rival = await client("acme"), await client("rival")
    await shop.post("/api/v1/orders", json=order())
    told = (await shop.post("/api/v1/returns/policy/trial", json={"policy": POLICY})).json()
    assert told["flips"] == [{"from": "none", "to": "yes", "items": 1, "moved": {"USD": "118.20"}}]
    assert (await rival.post("/api/v1/returns/policy/trial", json={"policy": POLICY})).json()["orders"] == 0
    reader = await client("acme", "orders.read")
    assert (await reader.post("/api/v1/returns/policy/trial", json={"policy": POLICY})).status_code == 403

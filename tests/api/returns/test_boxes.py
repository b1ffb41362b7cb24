"""Boxes over REST: opened and undone, kept and matched; and returns that the policy forbids, for clients with the scope."""

from __future__ import annotations

from typing import Any

import httpx

from tests.api.returns.asking import POLICY, Client, asked, order

PLACE = {"name": "Warehouse", "kind": "warehouse"}


async def a_shop(client: Client, policy: dict[str, Any] | None = None, slug: str = "acme") -> httpx.AsyncClient:
    shop = await client(slug)
    await shop.put("/api/v1/locations/warehouse-1", json=PLACE)
    assert (await shop.put("/api/v1/returns/policy", json=policy or POLICY)).status_code == 201
    assert (await shop.post("/api/v1/orders", json=order())).status_code == 200
    return shop


async def test_a_box_is_opened_in_one_step_and_undone(client: Client) -> None:
    shop = await a_shop(client)
    number = (await shop.post("/api/v1/returns", json=asked(at=None))).json()["number"]
    item = {"line_external_id": "l1", "quantity": 1, "outcome": "accepted", "grade": "A", "disposition": "restock"}
    opened = await shop.post(f"/api/v1/returns/{number}/open", json={"location": "warehouse-1", "items": [item]})
    assert (opened.status_code, opened.json()["counts"]) == (201, {"received": 1, "accepted": 1}), opened.text
    assert (await shop.get(f"/api/v1/returns/{number}")).json()["items"][0]["restocked_at"]
    undone = await shop.post(f"/api/v1/return-receipts/{opened.json()['id']}/undo")
    assert (undone.status_code, undone.json()["status"], undone.json()["items"][0]["restocked_at"]) == (200, "waiting", None)
    assert (await shop.post(f"/api/v1/return-receipts/{opened.json()['id']}/undo")).status_code == 409
    wrong = await shop.post(f"/api/v1/returns/{number}/open", json={"items": [item | {"grade": "Z"}]})
    assert [each["field"] for each in wrong.json()["problems"]] == ["items[0].grade"]


async def test_a_box_that_nobody_announced_is_kept_matched_and_never_seen_by_others(client: Client) -> None:
    shop = await a_shop(client)
    kept = await shop.post("/api/v1/return-boxes", json={"carrier_number": "1Z-9", "order_external_id": "5001", "place": "Shelf 4"})
    assert (kept.status_code, kept.json()["number"], kept.json()["order_external_id"]) == (201, "B-1", "5001")
    assert [each["field"] for each in (await shop.post("/api/v1/return-boxes", json={})).json()["problems"]] == ["contents"]
    other = await a_shop(client, slug="rival")
    assert (await other.get("/api/v1/return-boxes/B-1")).status_code == 404
    assert (await other.get("/api/v1/return-boxes")).json()["items"] == []
    body = {"order_external_id": "5001", "lines": [{"line_external_id": "l1"}]}
    made = await shop.post("/api/v1/returns/unannounced", json=body)
    assert (made.status_code, made.json()["items"][0]["reason"], made.json()["method"]) == (201, "unannounced", "own_carrier")
    matched = await shop.post("/api/v1/return-boxes/B-1/match", json={"return": made.json()["number"]})
    assert (matched.json()["status"], matched.json()["return"]) == ("matched", made.json()["number"])
    assert (await shop.post("/api/v1/return-boxes/B-1/dispose", json={"outcome": "destroy"})).status_code == 409
    assert (await shop.get("/api/v1/return-boxes?status=lost")).status_code == 422


async def test_only_a_client_with_the_scope_overrules(client: Client) -> None:
    closed = POLICY | {"default": POLICY["default"] | {"window": {"days": 1}}}
    plain = await a_shop(client, closed)
    body = asked(at=None) | {"overrule": "Promised on the phone"}
    assert (await plain.post("/api/v1/returns", json=body)).status_code == 403
    trusted = await client("acme", "returns.decide", "returns.overrule")
    made = await trusted.post("/api/v1/returns", json=body | {"approval": "now"})
    assert (made.status_code, made.json()["items"][0]["overruled_because"]) == (201, "Promised on the phone"), made.text
    assert made.json()["items"][0]["reasons"] == ["window_closed"]

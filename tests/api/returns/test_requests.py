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


async def test_a_return_is_worked_to_its_end_by_machines(client: Client) -> None:
    shop = await a_shop(client, approval="review")
    line = {"line_external_id": "l1", "quantity": 1}

    async def do(verb: str, **body: Any) -> dict[str, Any]:
        answer = await shop.post(f"/api/v1/returns/R-1001/{verb}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    made = (await shop.post("/api/v1/returns", json=asked(line={"quantity": 2}))).json()
    assert (made["status"], made["items"][0]["reasons"]) == ("under_review", ["review"])
    assert (await do("approve"))["status"] == "waiting"
    assert (await do("method", method="own_carrier"))["method"] == "own_carrier"
    sent = await do("tracking-number", tracking_number="1Z999AA10123456792", carrier="ups")
    assert (sent["status"], sent["parcels"]) == (
        "on_its_way",
        [{"carrier": "ups", "tracking_number": "1Z999AA10123456792", "source": "own"}],
    )
    assert (await do("receive", location="warehouse-1", items=[line]))["next_step"] == "inspect"
    assert [each["quantity"] for each in (await do("receive", items=[line | {"as": "lost"}]))["items"]] == [1, 1]
    looked_at = await do("inspect", outcome="accepted", grade="A", disposition="restock", restock_at="warehouse-1", note="As new")
    here = next(each for each in looked_at["items"] if each["logistics"] == "received")
    assert (here["grade"], here["received_at_location"], here["restock_at"]) == ("A", "warehouse-1", "warehouse-1")
    assert (await do("settle"))["next_step"] == "answer", "the lost one still asks for a decision"
    await do("settle", status="settled", reference="re_1", items=[{"id": here["id"]}])
    lost = next(each for each in looked_at["items"] if each["logistics"] == "lost")
    closed = await do("decline", reason="It never arrived.", items=[{"id": lost["id"]}])
    assert (closed["status"], closed["next_step"], bool(closed["closed_at"])) == ("done", "none", True)
    assert closed["money"]["total"] == here["money"]["total"]


async def test_a_cancelled_return_frees_its_units_and_cannot_be_worked(client: Client) -> None:
    shop = await a_shop(client)
    await shop.post("/api/v1/returns", json=asked(line={"quantity": 2}))
    cancelled = await shop.post("/api/v1/returns/R-1001/cancel", json={})
    assert (cancelled.status_code, cancelled.json()["status"], cancelled.json()["money"]["total"]) == (200, "withdrawn", "0.00")
    again = await shop.post("/api/v1/returns/R-1001/cancel")
    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (409, "not-now")
    assert (await shop.post("/api/v1/returns", json=asked(line={"quantity": 2}))).status_code == 201
    for verb, body in (("approve", {}), ("decline", {"reason": "x"}), ("method", {"method": "store"}), ("receive", {}), ("settle", {})):
        assert (await shop.post(f"/api/v1/returns/R-9/{verb}", json=body)).status_code == 404


@pytest.mark.parametrize(
    ("verb", "scope"),
    [
        ("approve", "returns.decide"),
        ("decline", "returns.decide"),
        ("cancel", "returns.decide"),
        ("receive", "returns.receive"),
        ("inspect", "returns.receive"),
        ("settle", "returns.settle"),
    ],
)
async def test_each_step_needs_its_scope_and_the_merchants_own_return(client: Client, verb: str, scope: str) -> None:
    acme, rival = await a_shop(client), await client("rival")
    await acme.post("/api/v1/returns", json=asked())
    others = {"returns.read", "returns.decide", "returns.receive", "returns.settle"} - {scope}
    body = {"reason": "x"} if verb == "decline" else {"outcome": "accepted"} if verb == "inspect" else {}
    assert (await (await client("acme", *others)).post(f"/api/v1/returns/R-1001/{verb}", json=body)).status_code == 403
    assert (await rival.post(f"/api/v1/returns/R-1001/{verb}", json=body)).status_code == 404
    assert (await acme.get("/api/v1/returns/R-1001")).json()["status"] == "waiting"


async def test_what_is_said_about_a_return_is_read_and_written_by_turns(client: Client) -> None:
    shop = await a_shop(client, approval="review")
    number = (await shop.post("/api/v1/returns", json=asked())).json()["number"]
    path = f"/api/v1/returns/{number}/messages"
    assert (await shop.get(path)).json() == {"items": [], "turn": None, "appealed_at": None}
    question = await shop.post(path, json={"kind": "question", "text": "Which colour?"}, headers={"Idempotency-Key": "q"})
    again = await shop.post(path, json={"kind": "question", "text": "Which colour?"}, headers={"Idempotency-Key": "q"})
    assert (question.status_code, question.json()) == (201, again.json()) and question.json()["turn"] == "shopper"
    assert (await shop.get(f"/api/v1/returns/{number}")).json()["next_step"] == "reply"
    assert (await shop.post(path, json={"kind": "answer", "text": "Red"})).json()["turn"] == "staff"
    assert (await shop.post(path, json={"kind": "appeal", "text": "No"})).status_code == 409
    for wrong in ({"kind": "gossip", "text": "x"}, {"text": "x"}, {"kind": "question"}, {"kind": "question", "text": "x", "to": "y"}):
        assert (await shop.post(path, json=wrong)).status_code == 422
    told = (await shop.get(path)).json()["items"]
    assert [(each["author"], each["kind"], each["text"]) for each in told] == [
        ("staff", "question", "Which colour?"),
        ("shopper", "answer", "Red"),
    ]
    rival = await a_shop(client, "rival")
    assert ((await rival.get(path)).status_code, (await rival.post(path, json={"kind": "question", "text": "x"})).status_code) == (404, 404)

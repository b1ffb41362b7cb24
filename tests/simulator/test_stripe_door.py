"""The simulated Stripe: keys answer as they did before, and pushes go, signed, where they are asked to."""

from __future__ import annotations

import asyncio
import json

import httpx

from tests.simulator.asking import Watch
from wesupply_ui.adapters.payments.stripe_webhook import StripeWebhook
from wesupply_ui.simulator.listener import Connection, Reply, Request
from wesupply_ui.simulator.payments import SECRET_KEY
from wesupply_ui.simulator.running import Running

KEY = {"authorization": f"Bearer {SECRET_KEY}", "idempotency-key": "k1"}
FORM = {"payment_intent": "pi_pending_1", "amount": "500", "metadata[wesupply_refund]": "r1"}


async def test_a_key_is_answered_alike_and_refused_for_something_else(up: Running) -> None:
    async with httpx.AsyncClient(verify=False) as http:
        url = f"{up.url}/stripe/v1/refunds"
        first, again = [await http.post(url, data=FORM, headers=KEY) for _ in range(2)]
        assert first.json() == again.json() and again.headers["idempotent-replayed"] == "true"
        other = await http.post(url, data=FORM | {"amount": "600"}, headers=KEY)
        assert (other.status_code, other.json()["error"]["type"]) == (400, "idempotency_error")
        gone = await http.post(url, data=FORM | {"payment_intent": "pi_missing"}, headers=KEY | {"idempotency-key": "k2"})
        assert (gone.status_code, gone.json()["error"]["code"]) == (404, "resource_missing")
        beyond = await http.post(url, data=FORM | {"amount": "99999999"}, headers=KEY | {"idempotency-key": "k3"})
        assert beyond.status_code == 400
        stranger = await http.post(url, data=FORM, headers={"authorization": "Bearer sk_test_guess"})
        assert stranger.status_code == 401
        listed = (await http.get(url, params={"payment_intent": "pi_pending_1"}, headers=KEY)).json()
        assert [each["metadata"] for each in listed["data"]] == [{"wesupply_refund": "r1"}]


async def test_pushes_are_signed_and_delivered(up: Running, watch: Watch) -> None:
    heard: asyncio.Queue[Request] = asyncio.Queue()

    def hear(request: Request) -> Reply:
        heard.put_nowait(request)
        return Reply(202, b"")

    opened: set[Connection] = set()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(hear, opened), "127.0.0.1", 0)
    try:
        port = server.sockets[0].getsockname()[1]
        async with httpx.AsyncClient(verify=False) as http:
            await http.post(
                f"{up.control_url}/hook", json={"url": f"http://127.0.0.1:{port}/api/hooks/stripe/acme", "secret": "whsec_mine"}
            )
            made = (await http.post(f"{up.url}/stripe/v1/refunds", data=FORM, headers=KEY)).json()
            await http.post(f"{up.control_url}/refunds/{made['id']}", json={"status": "succeeded"})
        pushes = [await asyncio.wait_for(heard.get(), 5) for _ in range(2)]
    finally:
        server.close()
        for each in tuple(opened):
            each.close()
        await server.wait_closed()
    hook, now = StripeWebhook(), watch().timestamp()
    assert {json.loads(each.body)["type"] for each in pushes} == {"refund.created", "refund.updated"}
    assert all(hook.is_signed(each.body, each.headers["stripe-signature"], "whsec_mine", now=now) for each in pushes)
    assert {hook.news(each.body).refund_id for each in pushes} == {"r1"}  # type: ignore[union-attr]

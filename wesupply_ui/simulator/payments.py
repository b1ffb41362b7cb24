"""The simulated payment provider: which refunds there are, what each idempotency key was answered, and the pushes that tell of them."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx
import orjson

SECRET_KEY = "sk_test_simulator"  # noqa: S105 - opens nothing but the simulator
WEBHOOK_SECRET = "whsec_simulator"  # noqa: S105
UNKNOWN_AMOUNT = 100_000_00
"""What a payment is taken to have brought that nobody registered."""


class Payments:
    """Everything in memory. A payment whose name begins with "pi_pending" has refunds that wait until they are moved by `become`.

    `pushes`: (body, signature) of every event, oldest first, whether or not they were sent anywhere.
    """

    def __init__(self, real: Callable[[], datetime]) -> None:
        self._real = real
        self.refunds: dict[str, dict[str, Any]] = {}
        self.amounts: dict[str, int] = {}
        self.keys: dict[str, tuple[str, int, bytes]] = {}
        self.pushes: list[tuple[bytes, str]] = []
        self.calls = 0
        self._hook: tuple[str, str] | None = None
        self._sending: set[asyncio.Task[None]] = set()

    def push_to(self, url: str | None, secret: str | None = None) -> None:
        """From now on send pushes there; None: nowhere."""
        self._hook = (url, secret or WEBHOOK_SECRET) if url else None

    def left(self, payment: str) -> int:
        """What of a payment was not refunded yet."""
        gone = sum(each["amount"] for each in self.of(payment) if each["status"] not in ("failed", "canceled"))
        return self.amounts.get(payment, UNKNOWN_AMOUNT) - gone

    def of(self, payment: str) -> list[dict[str, Any]]:
        """A payment's refunds, the newest first."""
        return [each for each in reversed(self.refunds.values()) if payment in (each["payment_intent"], each["charge"])]

    def refund(self, payment: str, amount: int, metadata: dict[str, str]) -> dict[str, Any]:
        """A new refund; its push is on the way."""
        number = len(self.refunds) + 1
        intent = payment.startswith("pi_")
        made = {
            "id": f"re_sim{number:06}",
            "object": "refund",
            "amount": amount,
            "balance_transaction": f"txn_sim{number:06}",
            "charge": f"ch_of_{payment}" if intent else payment,
            "created": int(self._real().timestamp()),
            "currency": "usd",
            "destination_details": {"type": "card", "card": {"type": "refund"}},
            "metadata": metadata,
            "payment_intent": payment if intent else None,
            "reason": None,
            "receipt_number": None,
            "status": "pending" if payment.startswith("pi_pending") else "succeeded",
        }
        self.refunds[made["id"]] = made
        self._push("refund.created", made)
        return made

    def become(self, refund_id: str, status: str) -> dict[str, Any]:
        """A refund's state changes, and a push tells of it. KeyError for an unknown one."""
        refund = self.refunds[refund_id]
        refund["status"] = status
        if status == "failed":
            refund["failure_reason"] = "expired_or_canceled_card"
        self._push("refund.failed" if status == "failed" else "refund.updated", refund)
        return refund

    def _push(self, kind: str, refund: dict[str, Any]) -> None:
        stamp = int(self._real().timestamp())
        event = {
            "id": f"evt_sim{len(self.pushes) + 1:06}",
            "object": "event",
            "api_version": "2024-06-20",
            "created": stamp,
            "data": {"object": refund},
            "livemode": False,
            "pending_webhooks": 1,
            "type": kind,
        }
        body = orjson.dumps(event)
        secret = self._hook[1] if self._hook else WEBHOOK_SECRET
        signature = f"t={stamp},v1={signed(body, stamp, secret)}"
        self.pushes.append((body, signature))
        if self._hook:
            task = asyncio.get_running_loop().create_task(_deliver(self._hook[0], body, signature))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)


def signed(body: bytes, stamp: int, secret: str) -> str:
    """The v1 signature of a push."""
    return hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()


async def _deliver(url: str, body: bytes, signature: str) -> None:
    """Once; whoever is not there misses it."""
    try:
        async with httpx.AsyncClient(timeout=10, verify=url.startswith("https")) as client:
            await client.post(url, content=body, headers={"stripe-signature": signature, "content-type": "application/json"})
    except httpx.HTTPError:
        return

"""Is this push Stripe's, and what does it say of a refund? Signed with HMAC-SHA256 over its time and its bytes.

Source: Stripe's page on verifying signatures (`Stripe-Signature: t=…,v1=…`; several v1 while a secret is being replaced; other schemes are
ignored), and its event types: refund.created, refund.updated, refund.failed and the older charge.refund.updated all carry the refund.
"""

from __future__ import annotations

import hashlib
import hmac

import orjson

from wesupply_ui.adapters.carriers import fields
from wesupply_ui.adapters.payments.stripe import OUR_ID, OUR_KEY, told
from wesupply_ui.domain.ledger.ports import RefundNews

TOLERANCE = 300
"""Seconds. An older push was recorded by somebody and is sent again."""
ABOUT_REFUNDS = frozenset({"refund.created", "refund.updated", "refund.failed", "charge.refund.updated"})


class StripeWebhook:
    """Stripe's pushes."""

    signature_header = "stripe-signature"

    def is_signed(self, body: bytes, signature: str, secret: str, *, now: float) -> bool:
        """Whether one of the v1 signatures is right, and the time is within `TOLERANCE` of `now`."""
        pairs = [part.strip().partition("=") for part in signature[:2000].split(",")]
        stamps = [value for name, _, value in pairs if name == "t"]
        given = [value for name, _, value in pairs if name == "v1"]
        if not secret or len(stamps) != 1 or not (stamps[0].isascii() and stamps[0].isdigit()) or abs(now - int(stamps[0])) > TOLERANCE:
            return False
        right = hmac.new(secret.encode(), stamps[0].encode() + b"." + body, hashlib.sha256).hexdigest()
        return any(hmac.compare_digest(right.encode(), each.encode()) for each in given)

    def event_id(self, body: bytes) -> str:
        """Stripe's id of the event. ValueError for what is no event."""
        found = _event(body).get("id")
        if not isinstance(found, str) or not found or len(found) > 200:
            raise ValueError("has no id")
        return found

    def news(self, body: bytes) -> RefundNews | None:
        """What an event says of a refund; None for one about something else. ValueError for one that cannot be read."""
        event = _event(body)
        if event.get("type") not in ABOUT_REFUNDS:
            return None
        refund = fields.mapping(fields.mapping(event.get("data")).get("object"))
        if refund.get("object") != "refund" or not isinstance(refund.get("id"), str):
            raise ValueError("holds no refund")
        ours = fields.mapping(refund.get("metadata"))
        return RefundNews(refund["id"], told(refund), str(ours.get(OUR_ID) or ""), str(ours.get(OUR_KEY) or ""))


def _event(body: bytes) -> dict:
    try:
        event = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise ValueError("is not JSON") from error
    if not isinstance(event, dict):
        raise ValueError("is no event")
    return event

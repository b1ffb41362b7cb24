"""Stripe's units, signatures and odd answers."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest

from wesupply_ui.adapters.payments.stripe import in_their_units, told
from wesupply_ui.adapters.payments.stripe_webhook import StripeWebhook
from wesupply_ui.domain.ledger.ports import Outcome

BODY, SECRET, T = b'{"id":"evt_1","type":"refund.updated"}', "whsec_test", 1_800_000_000
HOOK = StripeWebhook()


def sign(body: bytes = BODY, secret: str = SECRET, at: int = T) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize(
    ("minor", "currency", "theirs"),
    [(1230, "USD", 1230), (500, "JPY", 500), (500, "ISK", 50000), (500, "UGX", 50000), (12345, "KWD", 12340), (10, "ALL", 1000)],
)
def test_amounts_are_told_in_the_units_that_stripe_counts_in(minor: int, currency: str, theirs: int) -> None:
    assert in_their_units(minor, currency) == theirs


@pytest.mark.parametrize(
    ("signature", "right"),
    [
        (f"t={T},v1={sign()}", True),
        (f"t={T},v1={'0' * 64},v1={sign()},v0=x", True),
        (f"t={T}, v1={sign()}", True),
        (f"t={T},v0={sign()}", False),
        (f"t={T},v1={sign(secret='whsec_other')}", False),
        (f"t={T - 301},v1={sign(at=T - 301)}", False),
        (f"t={T + 301},v1={sign(at=T + 301)}", False),
        (f"t={T},t={T - 900},v1={sign()}", False),
        (f"t=-{T},v1={sign()}", False),
        (f"v1={sign()}", False),
        ("", False),
        ("t=١,v1=é", False),
    ],
)
def test_a_push_is_believed_by_its_signature_alone(signature: str, right: bool) -> None:
    assert HOOK.is_signed(BODY, signature, SECRET, now=float(T)) is right


def test_no_secret_signs_nothing() -> None:
    assert not HOOK.is_signed(BODY, f"t={T},v1={sign(secret='')}", "", now=float(T))


@pytest.mark.parametrize("body", [b"", b"[]", b"nothing", b'{"type":"refund.updated","data":{"object":{"object":"charge","id":"ch_1"}}}'])
def test_a_push_that_cannot_be_read_says_so(body: bytes) -> None:
    with pytest.raises(ValueError):
        HOOK.news(body)


def test_a_push_about_something_else_is_passed_over() -> None:
    assert HOOK.news(json.dumps({"id": "evt_1", "type": "charge.refunded", "data": {}}).encode()) is None


@pytest.mark.parametrize(
    ("status", "outcome"), [("requires_action", Outcome.PENDING), ("canceled", Outcome.FAILED), ("new word", Outcome.UNSURE)]
)
def test_every_state_of_theirs_is_one_of_ours(status: str, outcome: Outcome) -> None:
    assert told({"id": "re_1", "status": status}).outcome is outcome

"""How is Stripe asked to pay back? POST /v1/refunds, form-encoded, with an idempotency key; GET to see what became of it.

Sources: Stripe's API reference (refunds, errors, idempotent requests, pagination) and its lists of zero- and three-decimal currencies.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from wesupply_ui.adapters.budget import Pace
from wesupply_ui.adapters.carriers import fields
from wesupply_ui.adapters.http import JSON_HEADERS, Http, Line
from wesupply_ui.domain.ledger.ports import Outcome, PaymentAccount, RefundAnswer, RefundOrder
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.kernel.money import exponent

PRODUCTION = "https://api.stripe.com"
VERSION = "2024-06-20"
PACE = Pace(per_second=20, burst=20)
"""Below what Stripe allows a test account (25 calls a second)."""
OUR_ID, OUR_KEY = "wesupply_refund", "wesupply_key"
"""Metadata by which a refund is known again, whoever asks."""
MOST_PAGES = 10

_ZERO = frozenset(["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"])
_THREE = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])
_STATES = {
    "succeeded": Outcome.SUCCEEDED,
    "pending": Outcome.PENDING,
    "requires_action": Outcome.PENDING,
    "failed": Outcome.FAILED,
    "canceled": Outcome.FAILED,
}
_LATER = frozenset({"balance_insufficient", "insufficient_funds"})
"""The merchant's balance at Stripe is too low today."""
_NOT_BEGUN = {"unauthorised": Outcome.UNAUTHORISED, "rate_limited": Outcome.BUSY, "suspended": Outcome.BUSY}


class StripeRefunds:
    """Refunds at Stripe. Budget and breaker are kept per account by `Http`."""

    def __init__(self, http: Http, pace: Pace = PACE) -> None:
        self._http = http
        self._pace = pace

    async def send(self, account: PaymentAccount, order: RefundOrder) -> RefundAnswer:
        """Ask for the refund; under the same key Stripe does it once and answers alike."""
        form = {
            "charge" if order.reference.startswith(("ch_", "py_")) else "payment_intent": order.reference,
            "amount": str(in_their_units(order.amount, order.currency)),
            f"metadata[{OUR_ID}]": order.id,
            f"metadata[{OUR_KEY}]": order.key,
        }
        headers = _headers(account) | {"content-type": "application/x-www-form-urlencoded", "idempotency-key": order.key}
        request = httpx.Request("POST", f"{_base(account)}/v1/refunds", headers=headers, content=urlencode(form).encode())
        return _read(await self._line(account).send(request))

    async def look_up(self, account: PaymentAccount, order: RefundOrder) -> RefundAnswer | None:
        """By Stripe's id, else among the payment's refunds by ours; one that failed there is as none."""
        if order.partner_id:
            answer = await self._get(account, f"/v1/refunds/{quote(order.partner_id, safe='')}", {})
            return _read(answer)
        named = "charge" if order.reference.startswith(("ch_", "py_")) else "payment_intent"
        after: dict[str, str] = {}
        for _ in range(MOST_PAGES):
            answer = await self._get(account, "/v1/refunds", {named: order.reference, "limit": "100"} | after)
            if isinstance(answer, Failure) or answer.status_code != 200:
                return _unsure(_read(answer))
            page = fields.mapping(fields.parse_json(answer.content))
            listed = [fields.mapping(each) for each in page.get("data") or [] if isinstance(each, dict)]
            mine = [each for each in listed if fields.mapping(each.get("metadata")).get(OUR_ID) == order.id]
            standing = [each for each in mine if each.get("status") not in ("failed", "canceled")]
            if standing:
                return told(standing[0])
            if "data" not in page:
                return RefundAnswer(Outcome.UNSURE, code="malformed", words="Stripe's list of refunds could not be read.")
            if not page.get("has_more") or not listed:
                return None
            after = {"starting_after": str(listed[-1].get("id"))}
        return RefundAnswer(Outcome.UNSURE, code="too_many", words="This payment has more refunds than can be looked through.")

    async def check(self, account: PaymentAccount) -> RefundAnswer | None:
        """A look at the newest refund: it needs the key, and the right to see refunds."""
        answer = await self._get(account, "/v1/refunds", {"limit": "1"})
        if not isinstance(answer, Failure) and answer.status_code == 200:
            page = fields.mapping(fields.parse_json(answer.content))
            return None if "data" in page else RefundAnswer(Outcome.UNSURE, code="malformed", words="Stripe's answer could not be read.")
        return _read(answer)

    async def _get(self, account: PaymentAccount, path: str, query: Mapping[str, str]) -> httpx.Response | Failure:
        address = f"{_base(account)}{path}" + (f"?{urlencode(query)}" if query else "")
        return await self._line(account).send(httpx.Request("GET", address, headers=_headers(account)))

    def _line(self, account: PaymentAccount) -> Line:
        return self._http.line(CarrierAccount(account.key, "stripe", account.base_url, api_key=account.secret_key), self._pace)


def in_their_units(minor: int, currency: str) -> int:
    """Our minor units as Stripe counts: whole units for some currencies, hundredths for most, thousandths in tens for a few."""
    digits = 0 if currency in _ZERO else 3 if currency in _THREE else 2
    shift = digits - exponent(currency)
    scaled = minor * 10**shift if shift >= 0 else minor // 10**-shift
    return round(scaled, -1) if digits == 3 else scaled


def told(refund: Mapping[str, Any]) -> RefundAnswer:
    """What a refund object of theirs says."""
    outcome = _STATES.get(str(refund.get("status")))
    if outcome is None or not isinstance(refund.get("id"), str):
        return RefundAnswer(Outcome.UNSURE, code="malformed", words="Stripe's answer could not be read.")
    if outcome is not Outcome.FAILED:
        return RefundAnswer(outcome, refund["id"])
    code = str(refund.get("failure_reason") or refund.get("status"))
    return RefundAnswer(outcome, refund["id"], code, f"Stripe says that the refund has failed: {code}.")


def _read(answer: httpx.Response | Failure) -> RefundAnswer:
    if isinstance(answer, Failure):
        words = {
            "unauthorised": "Stripe does not accept the account's key.",
            "rate_limited": "Stripe asks for fewer calls.",
            "suspended": "Stripe is not called for a while, because it did not answer.",
        }.get(answer.code, "Stripe did not answer as it should.")
        return RefundAnswer(_NOT_BEGUN.get(answer.code, Outcome.UNSURE), code=answer.code, words=words, retry_after=answer.retry_after)
    body = fields.mapping(fields.parse_json(answer.content))
    if answer.status_code == 200:
        return told(body)
    error = fields.mapping(body.get("error"))
    code, words = str(error.get("code") or error.get("type") or f"http_{answer.status_code}"), str(error.get("message") or "")
    if answer.status_code == 409:
        return RefundAnswer(Outcome.BUSY, code=code, words=words)
    if answer.status_code == 403:
        return RefundAnswer(Outcome.UNAUTHORISED, code=code, words=words or "The account's key may not make refunds.")
    if not error:
        return RefundAnswer(Outcome.UNSURE, code=code, words="Stripe did not answer as it should.")
    return RefundAnswer(Outcome.NOT_YET if code in _LATER else Outcome.FAILED, code=code, words=words)


def _unsure(answer: RefundAnswer) -> RefundAnswer:
    """A look-up that did not work says nothing of the refund."""
    if answer.outcome in (Outcome.UNAUTHORISED, Outcome.BUSY):
        return answer
    return RefundAnswer(Outcome.UNSURE, code=answer.code, words=answer.words, retry_after=answer.retry_after)


def _base(account: PaymentAccount) -> str:
    return (account.base_url or PRODUCTION).rstrip("/")


def _headers(account: PaymentAccount) -> dict[str, str]:
    return JSON_HEADERS | {"authorization": f"Bearer {account.secret_key}", "stripe-version": VERSION}

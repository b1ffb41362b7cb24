"""How are labels bought at Shippo? A shipment shows rates, a transaction buys one, a refund gives it back.

Shippo would sell one rate twice. So each transaction carries our reference as its metadata, and before another one is made, those of the
rate are listed: the one with our reference is the label. Returns within a country are scan-based, and paid only when they are used; across
borders Shippo has none, and a plain label is bought. Sources: `docs/carriers.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from wesupply_ui.adapters.carriers import fields
from wesupply_ui.adapters.http import Http
from wesupply_ui.adapters.labels import exchange
from wesupply_ui.adapters.labels.exchange import MALFORMED, minor
from wesupply_ui.domain.labels.ask import Ask, Goods, Party
from wesupply_ui.domain.labels.ports import Bought, Choice, NotBought, Offers, Rate, Voided
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.kernel.money import to_major

PRODUCTION = "https://api.goshippo.com"
VERSION = "2018-02-08"
CARRIERS = {
    "usps": "usps", "ups": "ups", "fedex": "fedex", "dhl": "dhl", "deutschepost": "dhl", "canadapost": "canada_post",
    "royalmail": "royal_mail", "australiapost": "australia_post",
}  # fmt: skip
_UNDER_WAY = ("QUEUED", "WAITING")
_HELD = ("SUCCESS", "REFUNDED", "REFUNDPENDING", "REFUNDREJECTED")
_REFUNDS = {"QUEUED": "asked", "PENDING": "asked", "SUCCESS": "given", "REFUNDPENDING": "asked", "REFUNDED": "given"}


class Shippo:
    """Budget and breaker are kept per account by `Http`."""

    provider = "shippo"

    def __init__(self, http: Http) -> None:
        self._http = http

    async def rates(self, ask: Ask, reference: str, account: CarrierAccount) -> Offers | Failure:
        """Makes a shipment, which costs nothing."""
        told = await self._ask("POST", "/shipments", account, _shipment(ask, reference))
        if isinstance(told, Failure):
            return told
        shipment_id = fields.text(told, "object_id")
        if not shipment_id:
            return MALFORMED
        rates = (self._rate(each) for each in fields.dicts(told.get("rates")))
        return Offers(shipment_id, tuple(rate for rate in rates if rate), _remarks(told), on_scan=not ask.crosses_border)

    async def buy(self, choice: Choice, account: CarrierAccount) -> Bought | Failure:
        """The transaction tells at once, or that it is still at it."""
        body = {"rate": choice.rate_id, "label_file_type": "PDF_4x6", "async": False, "metadata": choice.reference}
        told = await self._ask("POST", "/transactions", account, body, once=True)
        return told if isinstance(told, Failure) else await self._read(told, choice, account)

    async def find(self, choice: Choice, account: CarrierAccount) -> Bought | NotBought | Failure:
        """By the rate, among whose transactions ours carries the reference. One that failed bought nothing."""
        told = await self._ask("GET", f"/transactions?{urlencode({'rate': choice.rate_id, 'results': 100})}", account)
        if isinstance(told, Failure):
            return told
        if not isinstance(told.get("results"), list):
            return MALFORMED
        ours = [each for each in fields.dicts(told["results"]) if each.get("metadata") == choice.reference]
        for statuses in (_HELD, _UNDER_WAY):
            found = next((each for each in ours if each.get("status") in statuses), None)
            if found is not None:
                return await self._read(found, choice, account)
        return NotBought()

    async def files(self, choice: Choice, account: CarrierAccount) -> Mapping[str, bytes] | Failure:
        """One form of the label, which the transaction was bought in, and the QR code where the carrier gives one."""
        told = await self._ask("GET", f"/transactions/{quote(choice.bought_id)}", account)
        if isinstance(told, Failure):
            return told
        kind = "zpl" if told.get("label_file_type") == "ZPLII" else "pdf"
        links = {kind: exchange.link(told, "label_url"), "qr": exchange.link(told, "qr_code_url")}
        if not links[kind]:
            return MALFORMED
        return await exchange.files(self._http, account, {each: link for each, link in links.items() if link})

    async def void(self, choice: Choice, account: CarrierAccount) -> Voided | Failure:
        """Looks first how the transaction stands: a refund that was asked for is not asked for again."""
        told = await self._ask("GET", f"/transactions/{quote(choice.bought_id)}", account)
        if isinstance(told, Failure):
            return told
        status = fields.text(told, "status") or ""
        if status not in _REFUNDS or status == "SUCCESS":
            asked = {"transaction": choice.bought_id, "async": False}
            told = await self._ask("POST", "/refunds", account, asked, once=True)
            if isinstance(told, Failure):
                return told
            status = fields.text(told, "status") or ""
        if status == "ERROR":
            return Failure("refused", "The carrier does not take this label back.", retryable=False)
        return Voided(_REFUNDS[status]) if status in _REFUNDS else MALFORMED

    async def check(self, account: CarrierAccount) -> Failure | None:
        """Lists the carriers of the account."""
        told = await self._ask("GET", "/carrier_accounts?results=1", account)
        if isinstance(told, Failure):
            return told
        return None if "results" in told else MALFORMED

    async def _read(self, told: Mapping[str, Any], choice: Choice, account: CarrierAccount) -> Bought | Failure:
        status = fields.text(told, "status") or ""
        if status in _UNDER_WAY:
            return Failure("pending", "Shippo is still buying this label.", retryable=True)
        if status == "ERROR":
            return _refusal(_remarks(told))
        number, bought_id = fields.text(told, "tracking_number"), fields.text(told, "object_id")
        if status not in _HELD or not number or not bought_id:
            return MALFORMED
        # The transaction tells its rate by its id alone, unless Shippo was asked to spell it out.
        spelt = told.get("rate") if isinstance(told.get("rate"), dict) else None
        rate = spelt or await self._ask("GET", f"/rates/{quote(choice.rate_id)}", account)
        if isinstance(rate, Failure):
            return rate
        read = self._rate(rate)
        return Bought(bought_id, read.carrier, read.service, number, read.amount_minor, read.currency) if read else MALFORMED

    async def _ask(
        self, method: str, path: str, account: CarrierAccount, body: Mapping[str, Any] | None = None, *, once: bool = False
    ) -> dict[str, Any] | Failure:
        url, version = exchange.base(account, PRODUCTION) + path, {"shippo-api-version": VERSION}
        request = exchange.request(method, url, f"ShippoToken {account.api_key}", body, **version)
        answer = await self._http.line(account).send(request, once=once)
        if isinstance(answer, Failure):
            return answer
        told = exchange.read(answer)
        if answer.status_code >= 400:
            return _failure(answer, told)
        return told or MALFORMED

    def _rate(self, raw: Mapping[str, Any]) -> Rate | None:
        rate_id, currency = fields.text(raw, "object_id"), fields.text(raw, "currency") or "USD"
        amount = minor(raw.get("amount"), currency)
        if not rate_id or amount is None:
            return None
        carrier = exchange.carrier_code(fields.text(raw, "provider") or "", CARRIERS, self.provider)
        service = fields.text(raw, "servicelevel", "name") or fields.text(raw, "servicelevel_name") or ""
        days = raw.get("estimated_days")
        return Rate(rate_id, carrier, service, amount, currency, days if isinstance(days, int) else None)


def _remarks(told: Mapping[str, Any]) -> tuple[str, ...]:
    said = [(fields.text(each, "source") or "Shippo", fields.text(each, "text")) for each in fields.dicts(told.get("messages"))]
    return tuple(f"{source}: {words}" for source, words in said if words)


def _refusal(remarks: tuple[str, ...]) -> Failure:
    """What a failed transaction's words mean. They come from carriers, in no fixed form."""
    said = " ".join(remarks)[:400] or "Shippo did not buy this label."
    words = said.casefold()
    if "address" in words or "zip" in words or "postal code" in words:
        return Failure("address_invalid", said, retryable=False)
    if "insufficient" in words or "balance" in words or "billing" in words or "payment" in words:
        return Failure("no_funds", said, retryable=False)
    if "did not respond" in words or "timeout" in words or "timed out" in words or "try again" in words:
        return Failure("unavailable", said, retryable=True)
    return Failure("refused", said, retryable=False)


def _failure(answer: httpx.Response, told: Mapping[str, Any]) -> Failure:
    """Shippo's {"detail": "…"}, or {"<field>": ["…"]}, nested as deep as the field was."""
    said = "; ".join(_words(told))[:400] or f"Shippo answered HTTP {answer.status_code}"
    if answer.status_code == 403:
        return Failure("unauthorised", said, retryable=False)
    if answer.status_code == 404:
        return Failure("not_found", said, retryable=False)
    if any(name.startswith("address_") for name in told):
        return Failure("address_invalid", said, retryable=False)
    if "parcels" in told or "customs_declaration" in told:
        return Failure("parcel_invalid", said, retryable=False)
    return Failure("refused", said, retryable=False)


def _words(value: Any, name: str = "", depth: int = 0) -> list[str]:
    if depth > 4:
        return []
    if isinstance(value, dict):
        return [each for key, inner in list(value.items())[:10] for each in _words(inner, str(key), depth + 1)]
    if isinstance(value, list):
        return [each for inner in value[:10] for each in _words(inner, name, depth + 1)]
    words = fields.text(value, longest=200)
    return [words if name in ("", "detail", "__all__", "error") else f"{name}: {words}"] if words else []


def _shipment(ask: Ask, reference: str) -> dict[str, Any]:
    there, back = _address(ask.sender), _address(ask.receiver)
    length, width, height = (f"{each / 10:g}" for each in ask.size_mm)
    parcel = {"length": length, "width": width, "height": height, "distance_unit": "cm", "weight": str(ask.weight_grams), "mass_unit": "g"}
    extra: dict[str, Any] = {"qr_code_requested": True} if ask.qr else {}
    if ask.printed:
        extra["reference_1"] = ask.printed[:30]
    made = {"parcels": [parcel], "extra": extra, "metadata": reference, "async": False}
    if ask.crosses_border:
        return made | {"address_from": there, "address_to": back, "customs_declaration": _customs(ask)}
    # Shippo turns the addresses of a return round by itself: they are told as of the parcel that went out.
    extra["is_return"] = True
    return made | {"address_from": back, "address_to": there}


def _address(party: Party) -> dict[str, str]:
    said = {
        "name": party.name or party.company, "company": party.company, "street1": party.line1, "street2": party.line2,
        "city": party.city, "state": party.region, "zip": party.postcode, "country": party.country, "phone": party.phone,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def _customs(ask: Ask) -> dict[str, Any]:
    return {
        "contents_type": "RETURN_MERCHANDISE",
        "non_delivery_option": "RETURN",
        "certify": True,
        "certify_signer": ask.sender.name or ask.sender.company,
        "eel_pfc": "NOEEI_30_37_a",
        "items": [_item(each, ask.currency) for each in ask.goods],
    }


def _item(goods: Goods, currency: str) -> dict[str, Any]:
    """Shippo counts value and weight of all units of an item together."""
    weight, value = max(1, goods.weight_grams) * goods.quantity, goods.value_minor * goods.quantity
    said: dict[str, Any] = {
        "description": goods.title[:255], "quantity": goods.quantity, "net_weight": str(weight), "mass_unit": "g",
        "value_amount": to_major(value, currency), "value_currency": currency,
        "tariff_number": goods.hs_code, "origin_country": goods.origin,
    }  # fmt: skip
    return {name: each for name, each in said.items() if each not in ("", None)}

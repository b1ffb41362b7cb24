"""How are labels bought at EasyPost? A shipment is made, which shows rates; one of them is bought; the label is fetched as PDF and ZPL.

The API key is Basic authorization's user. EasyPost buys a shipment once: a second `buy` is refused with SHIPMENT.POSTAGE.EXISTS. So the
shipment's id, known before it is bought, is all that is needed to find out afterwards. Sources: `docs/carriers.md`.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

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

PRODUCTION = "https://api.easypost.com"
# How EasyPost's names of carriers begin ("UPSDAP", "FedExDefault", "DHLExpress").
CARRIERS = {"usps": "usps", "ups": "ups", "fedex": "fedex", "dhl": "dhl", "canadapost": "canada_post", "royalmail": "royal_mail"}
_LOOK_AGAIN = ("SHIPMENT.POSTAGE.TIMED_OUT", "SHIPMENT.POSTAGE.NO_RESPONSE", "SHIPMENT.PURCHASE.IN_PROGRESS")
_REFUNDS = {"submitted": "asked", "refunded": "given", "not_applicable": "none_due"}


class EasyPost:
    """Budget and breaker are kept per account by `Http`."""

    provider = "easypost"

    def __init__(self, http: Http) -> None:
        self._http = http

    async def rates(self, ask: Ask, reference: str, account: CarrierAccount) -> Offers | Failure:
        """Makes a shipment, which costs nothing. It's a return: EasyPost turns the addresses round by itself."""
        told = await self._ask("POST", "/v2/shipments", account, {"shipment": _shipment(ask, reference)})
        if isinstance(told, Failure):
            return told
        shipment_id = fields.text(told, "id")
        if not shipment_id:
            return MALFORMED
        rates = (self._rate(each) for each in fields.dicts(told.get("rates")))
        said = (_remark(each) for each in fields.dicts(told.get("messages")))
        return Offers(shipment_id, tuple(rate for rate in rates if rate), tuple(filter(None, said)))

    async def buy(self, choice: Choice, account: CarrierAccount) -> Bought | Failure:
        """What was bought already is looked up; whatever leaves the outcome open is told as such."""
        path = f"/v2/shipments/{choice.shipment_id}/buy"
        told = await self._ask("POST", path, account, {"rate": {"id": choice.rate_id}}, once=True)
        if isinstance(told, Failure):
            if told.code != "exists":
                return told
            found = await self.find(choice, account)
            return MALFORMED if isinstance(found, NotBought) else found
        return self._bought(told)

    async def find(self, choice: Choice, account: CarrierAccount) -> Bought | NotBought | Failure:
        """By the shipment's id."""
        told = await self._ask("GET", f"/v2/shipments/{choice.shipment_id}", account)
        if isinstance(told, Failure):
            return told
        if told.get("id") != choice.shipment_id:
            return MALFORMED
        return self._bought(told) if told.get("postage_label") else NotBought()

    async def files(self, choice: Choice, account: CarrierAccount) -> Mapping[str, bytes] | Failure:
        """The label comes as PNG; EasyPost makes PDF and ZPL of it when asked. The QR code is a form of its own."""
        links: dict[str, str] = {}
        for kind, form in (("pdf", "PDF"), ("zpl", "ZPL")):
            told = await self._ask("GET", f"/v2/shipments/{choice.shipment_id}/label?file_format={form}", account)
            if isinstance(told, Failure):
                return told
            link = exchange.link(told, "postage_label", f"label_{kind}_url")
            if not link:
                return MALFORMED
            links[kind] = link
        if choice.qr:
            link = await self._qr(choice, account)
            if isinstance(link, Failure):
                return link
            links["qr"] = link
        return await exchange.files(self._http, account, links)

    async def void(self, choice: Choice, account: CarrierAccount) -> Voided | Failure:
        """Asking twice is asking once: EasyPost answers with how the refund stands."""
        told = await self._ask("POST", f"/v2/shipments/{choice.shipment_id}/refund", account)
        if isinstance(told, Failure):
            return told
        status = fields.text(told, "refund_status") or ""
        if status == "rejected":
            return Failure("refused", "The carrier does not take this label back.", retryable=False)
        return Voided(_REFUNDS[status]) if status in _REFUNDS else MALFORMED

    async def check(self, account: CarrierAccount) -> Failure | None:
        """Asks for the newest shipment: whoever may list may buy."""
        told = await self._ask("GET", "/v2/shipments?page_size=1", account)
        if isinstance(told, Failure):
            return told
        return None if "shipments" in told else MALFORMED

    async def _qr(self, choice: Choice, account: CarrierAccount) -> str | Failure:
        """The form that was made already, else a new one."""
        told = await self._ask("GET", f"/v2/shipments/{choice.shipment_id}", account)
        link = _qr_link(told) if not isinstance(told, Failure) else ""
        if not link:
            form = {"form": {"type": "label_qr_code"}}
            told = await self._ask("POST", f"/v2/shipments/{choice.shipment_id}/forms", account, form)
            link = _qr_link(told) if not isinstance(told, Failure) else ""
        if isinstance(told, Failure):
            return told
        return link or MALFORMED

    async def _ask(
        self, method: str, path: str, account: CarrierAccount, body: Mapping[str, Any] | None = None, *, once: bool = False
    ) -> dict[str, Any] | Failure:
        auth = "Basic " + base64.b64encode(f"{account.api_key}:".encode()).decode()
        url = exchange.base(account, PRODUCTION) + path
        answer = await self._http.line(account).send(exchange.request(method, url, auth, body), once=once)
        if isinstance(answer, Failure):
            return answer
        told = exchange.read(answer)
        if answer.status_code >= 400:
            return _failure(answer, told)
        return told or MALFORMED

    def _rate(self, raw: Mapping[str, Any]) -> Rate | None:
        rate_id, currency = fields.text(raw, "id"), fields.text(raw, "currency") or "USD"
        amount = minor(raw.get("rate"), currency)
        if not rate_id or amount is None:
            return None
        days = raw.get("delivery_days") or raw.get("est_delivery_days")
        carrier = exchange.carrier_code(fields.text(raw, "carrier") or "", CARRIERS, self.provider)
        return Rate(rate_id, carrier, fields.text(raw, "service") or "", amount, currency, days if isinstance(days, int) else None)

    def _bought(self, told: Mapping[str, Any]) -> Bought | Failure:
        number, rate = fields.text(told, "tracking_code"), self._rate(fields.mapping(told.get("selected_rate")))
        if not number or rate is None or not told.get("postage_label"):
            return MALFORMED
        label_id = fields.text(told, "postage_label", "id") or ""
        return Bought(label_id, rate.carrier, rate.service, number, rate.amount_minor, rate.currency)


def _failure(answer: httpx.Response, told: Mapping[str, Any]) -> Failure:
    """EasyPost's {"error": {"code", "message", "errors"}}; messages may be texts, lists or objects."""
    error = fields.mapping(told.get("error"))
    code = fields.text(error, "code") or ""
    words = fields.text(error, "message") or f"EasyPost answered HTTP {answer.status_code}"
    details = [fields.text(each, "message") or "" for each in fields.dicts(error.get("errors"))]
    said = " ".join(dict.fromkeys(filter(None, (words, *details))))[:400]
    if code == "SHIPMENT.POSTAGE.EXISTS":
        return Failure("exists", said, retryable=False)
    if code in _LOOK_AGAIN:
        return Failure("pending", said, retryable=True)
    if answer.status_code == 402 or "FUNDS" in code:
        return Failure("no_funds", said, retryable=False)
    if code.startswith("ADDRESS.") or any("address" in (fields.text(each, "field") or "") for each in fields.dicts(error.get("errors"))):
        return Failure("address_invalid", said, retryable=False)
    if code.startswith("PARCEL."):
        return Failure("parcel_invalid", said, retryable=False)
    if answer.status_code == 403:
        return Failure("unauthorised", said, retryable=False)
    if answer.status_code == 404:
        return Failure("not_found", said, retryable=False)
    return Failure("refused", said, retryable=False)


def _shipment(ask: Ask, reference: str) -> dict[str, Any]:
    length, width, height = (exchange.inches(each) for each in ask.size_mm)
    weight = exchange.ounces(ask.weight_grams)
    made: dict[str, Any] = {
        # As of the parcel that went out: to the shopper, from the shop.
        "to_address": _address(ask.sender),
        "from_address": _address(ask.receiver),
        "parcel": {"length": length, "width": width, "height": height, "weight": weight},
        "is_return": True,
        "reference": reference,
        "options": {"print_custom_1": ask.printed[:35]} if ask.printed else {},
    }
    if ask.crosses_border:
        made["customs_info"] = _customs(ask)
    return made


def _address(party: Party) -> dict[str, str]:
    said = {
        "name": party.name, "company": party.company, "street1": party.line1, "street2": party.line2, "city": party.city,
        "state": party.region, "zip": party.postcode, "country": party.country, "phone": party.phone,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def _customs(ask: Ask) -> dict[str, Any]:
    return {
        "contents_type": "returned_goods",
        "customs_certify": True,
        "customs_signer": ask.sender.name or ask.sender.company,
        "non_delivery_option": "return",
        "restriction_type": "none",
        "eel_pfc": "NOEEI 30.37(a)",
        "customs_items": [_item(each, ask.currency) for each in ask.goods],
    }


def _item(goods: Goods, currency: str) -> dict[str, Any]:
    """EasyPost counts value and weight of all units of an item together."""
    said: dict[str, Any] = {
        "description": goods.title[:255], "quantity": goods.quantity, "value": to_major(goods.value_minor * goods.quantity, currency),
        "weight": exchange.ounces(max(1, goods.weight_grams) * goods.quantity), "currency": currency,
        "hs_tariff_number": goods.hs_code, "origin_country": goods.origin,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value not in ("", None)}


def _remark(message: Mapping[str, Any]) -> str:
    words = fields.text(message, "message")
    return f"{fields.text(message, 'carrier') or 'EasyPost'}: {words}" if words else ""


def _qr_link(told: Mapping[str, Any]) -> str:
    forms = [each for each in fields.dicts(told.get("forms")) if each.get("form_type") == "label_qr_code"]
    return next((link for each in reversed(forms) if (link := exchange.link(each, "form_url"))), "")

"""What do both providers have in common on the wire? JSON there and back, amounts as decimals, weights and sizes, files behind links."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson

from wesupply_ui.adapters.carriers import fields
from wesupply_ui.adapters.http import JSON_HEADERS, Http, Line
from wesupply_ui.domain.tracking.known_carriers import is_known
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.kernel.money import exponent

MOST_BYTES = 10_000_000
MALFORMED = Failure("malformed", "The provider's answer is not what it documents.", retryable=True)
_GRAMS_AN_OUNCE = Decimal("28.349523125")
_MM_AN_INCH = Decimal("25.4")
_BEGINS = {"pdf": (b"%PDF-",), "zpl": (b"^XA", b"\x10CT~", b"CT~"), "qr": (b"\x89PNG", b"%PDF-")}
_TENTH = Decimal("0.1")


def request(method: str, url: str, auth: str, body: Mapping[str, Any] | None = None, **headers: str) -> httpx.Request:
    """A call with its sign-in; `body` as JSON."""
    said = JSON_HEADERS | {"authorization": auth} | headers
    if body is None:
        return httpx.Request(method, url, headers=said)
    return httpx.Request(method, url, headers=said | {"content-type": "application/json"}, content=orjson.dumps(body))


def base(account: CarrierAccount, production: str) -> str:
    """Where the account is spoken to, without a slash at its end."""
    return (account.base_url or production).rstrip("/")


def link(value: object, *path: str) -> str:
    """An address at `path`, letter for letter; empty where there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) and len(value) <= 2000 and value.startswith(("https://", "http://")) else ""


def read(answer: httpx.Response) -> dict[str, Any]:
    """The answer as an object; an empty one where it is none."""
    return fields.mapping(fields.parse_json(answer.content))


def minor(amount: object, currency: str) -> int | None:
    """ "8.20" USD → 820, rounded where somebody writes more digits than there are coins. None for what is no amount."""
    try:
        value = Decimal(str(amount))
    except InvalidOperation:
        return None
    if not value.is_finite() or not 0 <= value < 10**9:
        return None
    return int(value.scaleb(exponent(currency)).to_integral_value(ROUND_HALF_UP))


def ounces(grams: int) -> float:
    """To a tenth, never less than it weighs: who says too little pays more at the counter."""
    tenths = (Decimal(grams) / _GRAMS_AN_OUNCE / _TENTH).to_integral_value("ROUND_CEILING")
    return float(tenths * _TENTH)


def inches(mm: int) -> float:
    """To a tenth."""
    return float((Decimal(mm) / _MM_AN_INCH).quantize(_TENTH))


def carrier_code(name: str, known: Mapping[str, str], provider: str) -> str:
    """Our code for what the provider calls a carrier; the provider's own where we have none, so that it can still be followed there."""
    tidy = name.casefold().replace(" ", "").replace("_", "").replace("-", "")
    for begins, code in known.items():
        if tidy.startswith(begins):
            return code
    return tidy if is_known(tidy) else provider


async def files(http: Http, account: CarrierAccount, links: Mapping[str, str]) -> dict[str, bytes] | Failure:
    """What is behind these links, by kind. They are the provider's, and lead to its store: no sign-in goes along."""
    # A store's line is another than the account's: its trouble must not stop buying.
    line: Line = http.line(CarrierAccount(f"{account.key}:files", account.carrier))
    found: dict[str, bytes] = {}
    for kind, url in links.items():
        if urlsplit(url).scheme != "https" and urlsplit(account.base_url or "").scheme != "http":
            return Failure("malformed", f"The {kind} file's link is not a safe one.", retryable=False)
        answer = await line.send(httpx.Request("GET", url, headers={"accept": "*/*", "user-agent": "wesupply-ui"}))
        if isinstance(answer, Failure):
            return answer
        if answer.status_code != 200:
            return Failure("unavailable", f"The {kind} file's link answers HTTP {answer.status_code}.", retryable=True)
        if len(answer.content) > MOST_BYTES or not answer.content.lstrip().startswith(_BEGINS[kind]):
            return Failure("malformed", f"What is behind the {kind} file's link is no such file.", retryable=True)
        found[kind] = answer.content
    return found

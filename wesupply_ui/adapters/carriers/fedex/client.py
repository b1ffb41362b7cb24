"""How is FedEx asked about parcels? Track API over OAuth client credentials, up to 30 numbers a call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import httpx
import orjson

from wesupply_ui.adapters.budget import UNLIMITED, Pace, pace_for
from wesupply_ui.adapters.carriers import fields
from wesupply_ui.adapters.carriers.fedex import parse
from wesupply_ui.adapters.carriers.fedex.errors import failure_of_error
from wesupply_ui.adapters.http import JSON_HEADERS, Http, Line
from wesupply_ui.adapters.tokens import Token
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure, Reading

PRODUCTION = "https://apis.fedex.com"
# FedEx publishes 1,400 calls in 10 seconds for a project; some are left for the merchant's other programs.
PACE = Pace(per_second=100, burst=100)
_HEADERS = {**JSON_HEADERS, "content-type": "application/json", "x-locale": "en_US"}


class FedEx:
    """FedEx's Track API. Implements the port `Carrier`."""

    code = "fedex"
    batch_size = 30

    def __init__(self, http: Http, pace: Pace = PACE) -> None:
        """`pace` holds for FedEx itself; an account with its own `base_url` (sandbox, simulator) has only that server's limits."""
        self._http = http
        self._pace = pace

    async def fetch(self, numbers: Sequence[str], account: CarrierAccount) -> Mapping[str, bytes | Failure]:
        """See `Carrier.fetch`. When FedEx refuses a whole batch because of a number, the batch is halved until the culprit stands alone."""
        line = self._http.line(account, pace_for(account.per_second, UNLIMITED if account.base_url else self._pace))
        return await self._batch(list(dict.fromkeys(numbers)), account, line) if numbers else {}

    def read(self, body: bytes, number: str) -> Reading | Failure:
        """See `Carrier.read`. Takes FedEx's whole answers too."""
        return parse.read(body, number)

    async def _batch(self, numbers: list[str], account: CarrierAccount, line: Line) -> dict[str, bytes | Failure]:
        asked = {
            "includeDetailedScans": True,
            "trackingInfo": [{"trackingNumberInfo": {"trackingNumber": number}} for number in numbers],
        }
        content = orjson.dumps(asked)
        url = f"{_base(account)}/track/v1/trackingnumbers"

        def request(token: str) -> httpx.Request:
            return httpx.Request("POST", url, headers={**_HEADERS, "authorization": f"Bearer {token}"}, content=content)

        async def sign_in() -> Token | Failure:
            return await line.sign_in(_token_request(account))

        answer = await line.send_signed(request, sign_in)
        if isinstance(answer, Failure):
            return dict.fromkeys(numbers, answer)
        if answer.status_code == 200:
            return split(answer.content, numbers)
        told = fields.dicts(fields.mapping(fields.parse_json(answer.content)).get("errors"))
        failure = failure_of_error(told[0] if told else {}, answer.status_code)
        if len(numbers) == 1 or failure.code not in ("not_found", "invalid_number"):
            return dict.fromkeys(numbers, failure)
        middle = len(numbers) // 2
        return await self._batch(numbers[:middle], account, line) | await self._batch(numbers[middle:], account, line)


def split(body: bytes, numbers: Sequence[str]) -> dict[str, bytes | Failure]:
    """The part of a batch's answer about each number, in the answer's own shape, with what changes from call to call left out.

    Keys are sorted, so that equal news gives equal bytes even if FedEx writes its fields in another order.
    """
    answer = fields.parse_json(body)
    if not isinstance(answer, dict):
        return dict.fromkeys(numbers, Failure("malformed", "the answer is not a JSON object", retryable=True))
    errors = fields.dicts(answer.get("errors"))
    if errors:
        return dict.fromkeys(numbers, failure_of_error(errors[0]))
    complete = fields.dicts(fields.mapping(answer, "output").get("completeTrackResults"))
    if not complete:
        return dict.fromkeys(numbers, Failure("malformed", "the answer holds no output.completeTrackResults", retryable=True))
    named = {part["trackingNumber"]: part for part in complete if isinstance(part.get("trackingNumber"), str)}
    return {number: _part(named.get(number) or _search(complete, number, len(numbers))) for number in numbers}


def _search(complete: list[dict[str, Any]], number: str, asked: int) -> dict[str, Any] | None:
    found = next((part for part in complete if parse.is_about(part, number)), None)
    return complete[0] if found is None and asked == len(complete) == 1 else found


def _part(part: dict[str, Any] | None) -> bytes | Failure:
    if part is None:
        return Failure("malformed", "the answer says nothing about this number", retryable=True)
    return orjson.dumps({"output": {"completeTrackResults": [part]}}, option=orjson.OPT_SORT_KEYS)


def _base(account: CarrierAccount) -> str:
    return account.base_url.rstrip("/") if account.base_url else PRODUCTION


def _token_request(account: CarrierAccount) -> httpx.Request:
    form = {"grant_type": "client_credentials", "client_id": account.client_id, "client_secret": account.client_secret}
    return httpx.Request("POST", f"{_base(account)}/oauth/token", headers=JSON_HEADERS, data=form)

"""How is DHL asked? One GET per number on the unified Shipment Tracking service, with an API key; it knows every division's numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import httpx

from wesupply_ui.adapters.budget import UNLIMITED, Pace, pace_for
from wesupply_ui.adapters.carriers import fields
from wesupply_ui.adapters.carriers.dhl.parse import failure_for, failure_in, read
from wesupply_ui.adapters.http import JSON_HEADERS, Http, Line
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure, Reading

PRODUCTION = "https://api-eu.dhl.com"
# What DHL grants a new key: one call every 5 seconds (and 250 a day, which its 429 tells). An account with an address of its own (test
# system, simulator, or the production address written out once DHL has granted more) is held back only by what the carrier answers.
PACE = Pace(per_second=0.2, burst=1)


class Dhl:
    """DHL's unified tracking service. Budget and breaker are kept per account by `Http`."""

    code = "dhl"
    batch_size = 1

    def __init__(self, http: Http, pace: Pace = PACE) -> None:
        """`pace` holds for the carrier itself; an account with its own `base_url` has only that server's limits."""
        self._http = http
        self._pace = pace

    async def fetch(self, numbers: Sequence[str], account: CarrierAccount) -> Mapping[str, bytes | Failure]:
        """The answer for each number as DHL sent it (it holds nothing volatile), or why there is none."""
        line = self._http.line(account, pace_for(account.per_second, UNLIMITED if account.base_url else self._pace))
        return {number: await self._one(line, account, number) for number in numbers}

    def read(self, body: bytes, number: str) -> Reading | Failure:
        """See `parse.read`."""
        return read(body, number)

    async def _one(self, line: Line, account: CarrierAccount, number: str) -> bytes | Failure:
        # Scans in English: their words are shown as they come, and names in them are told from words by an English vocabulary.
        query = urlencode({"trackingNumber": number, "language": "en"})
        url = f"{(account.base_url or PRODUCTION).rstrip('/')}/track/shipments?{query}"
        key = account.api_key or account.client_id
        answer = await line.send(httpx.Request("GET", url, headers=JSON_HEADERS | {"DHL-API-Key": key}))
        if isinstance(answer, Failure):
            return answer
        if answer.status_code == 200:
            return answer.content
        told = fields.mapping(fields.parse_json(answer.content))
        return failure_in(told, answer.status_code) or failure_for(answer.status_code, f"DHL answered HTTP {answer.status_code}")

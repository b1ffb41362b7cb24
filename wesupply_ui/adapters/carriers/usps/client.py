"""How is USPS asked? OAuth client credentials, then one GET per number on the tracking service, version 3."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

import httpx

from wesupply_ui.adapters.budget import UNLIMITED, Pace, pace_for
from wesupply_ui.adapters.carriers import fields
from wesupply_ui.adapters.carriers.usps.parse import failure_for, failure_in, read
from wesupply_ui.adapters.http import JSON_HEADERS, Http, Line
from wesupply_ui.adapters.tokens import Token
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure, Reading

PRODUCTION = "https://apis.usps.com"
# What USPS grants a new application: 60 calls an hour. An account with an address of its own (test system, simulator, or the
# production address written out once USPS has granted more) is held back only by what the carrier answers.
PACE = Pace(per_second=60 / 3600, burst=60)


class Usps:
    """USPS's tracking service. Tokens, budget and breaker are kept per account by `Http`."""

    code = "usps"
    batch_size = 1

    def __init__(self, http: Http, pace: Pace = PACE) -> None:
        """`pace` holds for the carrier itself; an account with its own `base_url` has only that server's limits."""
        self._http = http
        self._pace = pace

    async def fetch(self, numbers: Sequence[str], account: CarrierAccount) -> Mapping[str, bytes | Failure]:
        """The answer for each number as USPS sent it (it holds nothing volatile), or why there is none."""
        line = self._http.line(account, pace_for(account.per_second, UNLIMITED if account.base_url else self._pace))
        return {number: await self._one(line, account, number) for number in numbers}

    def read(self, body: bytes, number: str) -> Reading | Failure:
        """See `parse.read`."""
        return read(body, number)

    async def _one(self, line: Line, account: CarrierAccount, number: str) -> bytes | Failure:
        address = (account.base_url or PRODUCTION).rstrip("/")
        url = f"{address}/tracking/v3/tracking/{quote(number, safe='')}?expand=DETAIL"

        def ask(token: str) -> httpx.Request:
            return httpx.Request("GET", url, headers=JSON_HEADERS | {"authorization": f"Bearer {token}"})

        async def sign_in() -> Token | Failure:
            secret = {"grant_type": "client_credentials", "client_id": account.client_id, "client_secret": account.client_secret}
            return await line.sign_in(httpx.Request("POST", f"{address}/oauth2/v3/token", headers=JSON_HEADERS, json=secret))

        answer = await line.send_signed(ask, sign_in)
        if isinstance(answer, Failure):
            return answer
        if answer.status_code == 200:
            return answer.content
        told = fields.mapping(fields.parse_json(answer.content))
        return failure_in(told, answer.status_code) or failure_for(answer.status_code, f"USPS answered HTTP {answer.status_code}")

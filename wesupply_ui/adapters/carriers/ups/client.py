"""How is UPS asked about a parcel? Track API over OAuth client credentials, one number a call."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from uuid import uuid4

import httpx

from wesupply_ui.adapters.budget import UNLIMITED, Pace, pace_for
from wesupply_ui.adapters.carriers import fields
from wesupply_ui.adapters.carriers.ups import parse
from wesupply_ui.adapters.carriers.ups.errors import failure_of_errors
from wesupply_ui.adapters.http import JSON_HEADERS, Http, Line
from wesupply_ui.adapters.tokens import Token
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure, Reading

PRODUCTION = "https://onlinetools.ups.com"
# UPS publishes no figure and answers 429 to those it finds too fast; 20 a second are 1.7 million parcels a day.
PACE = Pace(per_second=20, burst=20)
_QUERY = "?locale=en_US&returnSignature=false&returnMilestones=false"


class Ups:
    """UPS's Track API. Implements the port `Carrier`."""

    code = "ups"
    batch_size = 1

    def __init__(self, http: Http, pace: Pace = PACE) -> None:
        """`pace` holds for UPS itself; an account with its own `base_url` (sandbox, simulator) has only that server's limits."""
        self._http = http
        self._pace = pace

    async def fetch(self, numbers: Sequence[str], account: CarrierAccount) -> Mapping[str, bytes | Failure]:
        """See `Carrier.fetch`. UPS's answers carry nothing volatile: the bytes are those of the wire."""
        line = self._http.line(account, pace_for(account.per_second, UNLIMITED if account.base_url else self._pace))
        return {number: await self._one(number, account, line) for number in numbers}

    def read(self, body: bytes, number: str) -> Reading | Failure:
        """See `Carrier.read`."""
        return parse.read(body, number)

    async def _one(self, number: str, account: CarrierAccount, line: Line) -> bytes | Failure:
        # 7 to 34 characters says the specification; anything but letters and digits would also be part of the address.
        if not (7 <= len(number) <= 34 and number.isascii() and number.isalnum()):
            return Failure("invalid_number", "UPS numbers have 7 to 34 letters and digits", retryable=False)
        url = f"{_base(account)}/api/track/v1/details/{number}{_QUERY}"

        def request(token: str) -> httpx.Request:
            headers = {**JSON_HEADERS, "authorization": f"Bearer {token}", "transid": uuid4().hex, "transactionsrc": "wesupply"}
            return httpx.Request("GET", url, headers=headers)

        async def sign_in() -> Token | Failure:
            return await line.sign_in(_token_request(account))

        answer = await line.send_signed(request, sign_in)
        if isinstance(answer, Failure):
            return answer
        if answer.status_code == 200:
            return answer.content
        told = fields.mapping(fields.parse_json(answer.content))
        return failure_of_errors(fields.dicts(fields.mapping(told, "response").get("errors")), answer.status_code)


def _base(account: CarrierAccount) -> str:
    return account.base_url.rstrip("/") if account.base_url else PRODUCTION


def _token_request(account: CarrierAccount) -> httpx.Request:
    """Client id and secret go as Basic authorization; a merchant's own UPS account number as x-merchant-id."""
    basic = b64encode(f"{account.client_id}:{account.client_secret}".encode()).decode()
    headers = {**JSON_HEADERS, "authorization": f"Basic {basic}"}
    if account.account:
        headers["x-merchant-id"] = account.account
    return httpx.Request("POST", f"{_base(account)}/security/v1/oauth/token", headers=headers, data={"grant_type": "client_credentials"})

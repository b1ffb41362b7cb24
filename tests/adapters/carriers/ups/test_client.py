"""How UPS is asked, and what its HTTP answers become."""

from __future__ import annotations

from base64 import b64decode

import httpx
import pytest

from tests.adapters.carriers.ups.answers import DELIVERED, NUMBER, body
from tests.adapters.partner import ACCOUNT, Clock, Door, http_to
from wesupply_ui.adapters.carriers.ups.client import Ups
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure, Reading

TOKEN = httpx.Response(200, json={"access_token": "t1", "expires_in": "14399"})


def _errors(status: int, code: str, message: str) -> httpx.Response:
    return httpx.Response(status, json={"response": {"errors": [{"code": code, "message": message}]}})


async def test_a_sign_in_and_a_question_have_the_shape_of_upss_specification() -> None:
    door = Door(TOKEN, httpx.Response(200, content=body(DELIVERED)))
    account = CarrierAccount("acme:ups", "ups", client_id="id", client_secret="s3cret", account="A1B2C3")
    ups = Ups(http_to(door, Clock()))
    said = (await ups.fetch([NUMBER], account))[NUMBER]
    sign_in, question = door.requests
    assert (sign_in.method, str(sign_in.url)) == ("POST", "https://onlinetools.ups.com/security/v1/oauth/token")
    assert sign_in.content == b"grant_type=client_credentials"
    assert b64decode(sign_in.headers["authorization"].removeprefix("Basic ")) == b"id:s3cret"
    assert sign_in.headers["x-merchant-id"] == "A1B2C3"
    assert question.method == "GET"
    assert str(question.url).startswith(f"https://onlinetools.ups.com/api/track/v1/details/{NUMBER}?locale=en_US&returnSignature=false")
    assert question.headers["authorization"] == "Bearer t1"
    assert question.headers["transactionSrc"]
    assert len(question.headers["transId"]) == 32
    assert said == body(DELIVERED)
    assert isinstance(ups.read(body(DELIVERED), NUMBER), Reading)


async def test_the_token_serves_the_next_questions_too() -> None:
    door = Door(TOKEN, httpx.Response(200, content=body(DELIVERED)))
    ups = Ups(http_to(door, Clock()))
    for _ in range(5):
        await ups.fetch([NUMBER], ACCOUNT)
    assert [request.url.path for request in door.requests].count("/security/v1/oauth/token") == 1


async def test_an_account_with_an_address_of_its_own_is_asked_there() -> None:
    door = Door(TOKEN, httpx.Response(200, content=body(DELIVERED)))
    await Ups(http_to(door, Clock())).fetch([NUMBER], ACCOUNT)
    assert {request.url.host for request in door.requests} == {"carrier.test"}


@pytest.mark.parametrize(
    ("answer", "code", "retryable"),
    [
        (_errors(404, "TW0001", "Tracking Information Not Found"), "not_found", True),
        (httpx.Response(404), "not_found", True),
        (_errors(400, "TV1002", "Invalid inquiry number"), "invalid_number", False),
        (_errors(403, "string", "Blocked Merchant"), "unauthorised", False),
        (_errors(400, "string", "string"), "refused", False),
        (httpx.Response(302, headers={"location": "http://elsewhere.test/"}), "refused", False),
        (_errors(500, "10500", "Internal Server Error"), "unavailable", True),
        (httpx.Response(429, headers={"retry-after": "9"}), "rate_limited", True),
        (httpx.ReadTimeout("slow"), "unavailable", True),
    ],
)
async def test_what_ups_does_instead_of_answering_becomes_a_failure(answer: httpx.Response | Exception, code: str, retryable: bool) -> None:
    failure = (await Ups(http_to(Door(TOKEN, answer), Clock())).fetch([NUMBER], ACCOUNT))[NUMBER]
    assert isinstance(failure, Failure)
    assert (failure.code, failure.retryable) == (code, retryable)


async def test_refused_credentials_are_told_of_the_number() -> None:
    door = Door(_errors(401, "10401", "ClientId is Invalid"))
    failure = (await Ups(http_to(door, Clock())).fetch([NUMBER], ACCOUNT))[NUMBER]
    assert isinstance(failure, Failure)
    assert failure.code == "unauthorised"


@pytest.mark.parametrize("number", ["", "1Z", "1Z12345E02052716/../..", "1Z 12345E0205271688", "1Z12345E0205271é88", "9" * 35])
async def test_what_cannot_be_a_ups_number_is_not_asked_about(number: str) -> None:
    door = Door(TOKEN)
    failure = (await Ups(http_to(door, Clock())).fetch([number], ACCOUNT))[number]
    assert isinstance(failure, Failure)
    assert (failure.code, door.requests) == ("invalid_number", [])

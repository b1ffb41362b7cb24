"""How FedEx is asked about thirty parcels at once, and what becomes of each."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from tests.adapters.carriers.fedex.answers import DELIVERED, NUMBER, answer, not_found, part
from tests.adapters.partner import ACCOUNT, Clock, Door, http_to
from wesupply_ui.adapters.carriers.fedex.client import FedEx, split
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure, Reading

TOKEN = httpx.Response(200, json={"access_token": "t1", "expires_in": 3599})
THIRTY = [f"7946447901{index:02d}" for index in range(30)]


def _asked(request: httpx.Request) -> list[str]:
    return [item["trackingNumberInfo"]["trackingNumber"] for item in json.loads(request.content)["trackingInfo"]]


def _result(number: str) -> dict[str, Any]:
    return {**DELIVERED, "trackingNumberInfo": {"trackingNumber": number}}


async def test_thirty_numbers_are_one_call_and_one_bad_number_sinks_nothing() -> None:
    parts = [part(_result(number), number=number) for number in THIRTY[1:-1]] + [not_found(THIRTY[0])]
    door = Door(TOKEN, httpx.Response(200, json=answer(*parts)))
    account = CarrierAccount("acme:fedex", "fedex", client_id="id", client_secret="s3cret")
    fedex = FedEx(http_to(door, Clock()))
    said = await fedex.fetch(THIRTY, account)
    sign_in, question = door.requests
    assert str(sign_in.url) == "https://apis.fedex.com/oauth/token"
    form = {"grant_type": ["client_credentials"], "client_id": ["id"], "client_secret": ["s3cret"]}
    assert parse_qs(sign_in.content.decode()) == form
    assert (question.method, str(question.url)) == ("POST", "https://apis.fedex.com/track/v1/trackingnumbers")
    assert (_asked(question), question.headers["x-locale"]) == (THIRTY, "en_US")
    assert json.loads(question.content)["includeDetailedScans"] is True
    assert list(said) == THIRTY
    readings = [fedex.read(body, number) if isinstance(body, bytes) else body for number, body in said.items()]
    assert [isinstance(reading, Reading) and reading.number == number for number, reading in zip(THIRTY, readings, strict=True)] == [
        False, *[True] * 28, False,
    ]  # fmt: skip
    codes = [reading.code for reading in readings if isinstance(reading, Failure)]
    assert codes == ["not_found", "malformed"]


def test_equal_news_gives_equal_bytes_whatever_else_changes_in_the_answer() -> None:
    first = json.dumps(answer(part(DELIVERED), transaction="a")).encode()
    turned = part(dict(reversed(DELIVERED.items())))
    second = json.dumps(answer(not_found("1"), turned, transaction="b")).encode()
    assert split(first, [NUMBER]) == split(second, [NUMBER])
    assert b"transaction" not in bytes(split(first, [NUMBER])[NUMBER])  # type: ignore[arg-type]


def test_news_gives_other_bytes() -> None:
    less = {**DELIVERED, "scanEvents": DELIVERED["scanEvents"][1:]}
    said = [split(json.dumps(answer(part(result))).encode(), [NUMBER]) for result in (DELIVERED, less)]
    assert said[0] != said[1]


def test_a_number_that_fedex_writes_otherwise_is_found() -> None:
    said = json.dumps(answer(part(DELIVERED, number="DT1 2345"), not_found("2"))).encode()
    assert isinstance(split(said, ["dt12345", "2"])["dt12345"], bytes)


async def test_a_batch_refused_for_one_number_is_halved_until_it_stands_alone() -> None:
    bad = THIRTY[7]

    def carrier(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            return httpx.Response(200, json={"access_token": "t1"})
        if bad in _asked(request):
            return httpx.Response(400, json={"errors": [{"code": "TRACKING.TRACKINGNUMBER.INVALID", "message": "no"}]})
        return httpx.Response(200, json=answer(*(part(_result(number), number=number) for number in _asked(request))))

    door = Door(carrier)
    said = await FedEx(http_to(door, Clock())).fetch(THIRTY, ACCOUNT)
    assert {number for number, body in said.items() if isinstance(body, Failure)} == {bad}
    assert len(door.requests) < 15


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (httpx.Response(200, content=b"<html>"), "malformed"),
        (httpx.Response(200, json={"output": {}}), "malformed"),
        (httpx.Response(200, json={"errors": [{"code": "SERVICE.UNAVAILABLE.ERROR"}]}), "unavailable"),
        (httpx.Response(403, json={"errors": [{"code": "FORBIDDEN.ERROR", "message": "no"}]}), "unauthorised"),
        (httpx.Response(404, json={"errors": [{"code": "NOT.FOUND.ERROR", "message": "no"}]}), "not_found"),
        (httpx.Response(422), "refused"),
        (httpx.Response(503), "unavailable"),
        (httpx.Response(429), "rate_limited"),
    ],
)
async def test_what_fedex_does_instead_of_answering_is_a_failure_of_each_number(said: httpx.Response, code: str) -> None:
    door = Door(TOKEN, said)
    answers = await FedEx(http_to(door, Clock())).fetch(THIRTY[:2], ACCOUNT)
    assert [failure.code for failure in answers.values() if isinstance(failure, Failure)] == [code, code]


async def test_no_numbers_are_no_call() -> None:
    door = Door(TOKEN)
    assert (await FedEx(http_to(door, Clock())).fetch([], ACCOUNT), door.requests) == ({}, [])

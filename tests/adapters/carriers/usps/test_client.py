"""Facts about asking USPS: what goes over the wire, and that whatever comes back is a value."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import httpx
import pytest

from tests.adapters.carriers.wires import Wire, account
from wesupply_ui.adapters.carriers.usps.client import PACE, Usps
from wesupply_ui.domain.tracking.reading import Failure

NUMBER = "9400111201080805483016"
FOUND = b'{"trackingNumber": "9400111201080805483016", "trackingEvents": []}'


def carrier(answer: Callable[[httpx.Request], httpx.Response], tokens: list[str] | None = None) -> Wire:
    """A USPS that signs in with the given tokens, one after the other, and answers tracking by `answer`."""
    left = list(tokens or ["first"])

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/oauth2/v3/token"):
            return httpx.Response(200, json={"access_token": left.pop(0), "expires_in": 28799, "token_type": "Bearer"})
        return answer(request)

    return Wire(handle)


async def ask(wire: Wire, number: str = NUMBER) -> bytes | Failure:
    return (await Usps(wire.http).fetch([number], account("usps")))[number]


async def test_the_answer_comes_as_it_was_sent() -> None:
    wire = carrier(lambda _: httpx.Response(200, content=FOUND))
    assert await ask(wire) == FOUND
    sign_in, question = wire.asked
    assert (sign_in.method, str(sign_in.url)) == ("POST", "https://carrier.test/api/oauth2/v3/token")
    assert json.loads(sign_in.content) == {"grant_type": "client_credentials", "client_id": "me", "client_secret": "secret"}
    assert str(question.url) == f"https://carrier.test/api/tracking/v3/tracking/{NUMBER}?expand=DETAIL"
    assert question.headers["authorization"] == "Bearer first"


async def test_production_is_asked_where_the_account_has_no_address() -> None:
    wire = carrier(lambda _: httpx.Response(200, content=FOUND))
    await Usps(wire.http).fetch([NUMBER], account("usps", base_url=None))
    assert {request.url.host for request in wire.asked} == {"apis.usps.com"}


async def test_many_at_once_sign_in_once() -> None:
    wire = carrier(lambda _: httpx.Response(200, content=FOUND))
    usps, own = Usps(wire.http), account("usps")
    answers = await asyncio.gather(*(usps.fetch([f"{NUMBER}{row}"], own) for row in range(20)))
    assert all(isinstance(body, bytes) for answer in answers for body in answer.values())
    assert sum(path.endswith("/token") for path in wire.paths()) == 1


async def test_an_ended_token_is_renewed_once_and_the_question_asked_again() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=FOUND) if request.headers["authorization"] == "Bearer second" else httpx.Response(401)

    wire = carrier(answer, ["first", "second"])
    assert await ask(wire) == FOUND
    assert len(wire.asked) == 4


async def test_a_refused_sign_in_is_unauthorised() -> None:
    wire = Wire(lambda _: httpx.Response(401, json={"error": "invalid_client"}))
    failure = await ask(wire)
    assert isinstance(failure, Failure) and (failure.code, failure.retryable) == ("unauthorised", False)


async def test_a_limit_is_told_with_when_to_come_back() -> None:
    wire = carrier(lambda _: httpx.Response(429, headers={"retry-after": "120"}))
    failure = await ask(wire)
    assert isinstance(failure, Failure)
    assert (failure.code, failure.retryable, failure.retry_after) == ("rate_limited", True, 120)


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (404, {"error": {"code": "404", "message": "Not found"}}, "not_found"),
        (404, None, "not_found"),
        (400, {"error": {"code": "400", "message": "The tracking number is invalid"}}, "invalid_number"),
        (400, {"error": {"message": "A status update is not yet available"}}, "not_found"),
        (403, {"error": {"message": "No access to this service"}}, "unauthorised"),
        (302, None, "refused"),
        (500, None, "unavailable"),
        (503, {"error": {"message": "Down"}}, "unavailable"),
    ],
)
async def test_every_status_is_a_failure_of_its_kind(status: int, body: object, code: str) -> None:
    failure = await ask(carrier(lambda _: httpx.Response(status, json=body)))
    assert isinstance(failure, Failure) and failure.code == code


async def test_no_connection_is_a_failure() -> None:
    def broken(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("nothing came")

    failure = await ask(carrier(broken))
    assert isinstance(failure, Failure) and (failure.code, failure.retryable) == ("unavailable", True)


async def test_a_broken_answer_is_told_when_it_is_read() -> None:
    body = await ask(carrier(lambda _: httpx.Response(200, content=b"<html>sorry</html>")))
    assert isinstance(body, bytes)
    failure = Usps(Wire(lambda _: httpx.Response(200)).http).read(body, NUMBER)
    assert isinstance(failure, Failure) and failure.code == "malformed"


async def test_a_strange_number_stays_inside_its_place_in_the_address() -> None:
    wire = carrier(lambda _: httpx.Response(404))
    await ask(wire, "../oauth2?x=1#")
    assert wire.asked[-1].url.raw_path == b"/api/tracking/v3/tracking/..%2Foauth2%3Fx%3D1%23?expand=DETAIL"


async def test_usps_itself_is_asked_no_faster_than_it_grants() -> None:
    wire = carrier(lambda _: httpx.Response(200, content=FOUND))
    usps, own = Usps(wire.http), account("usps", base_url=None)
    answers = [(await usps.fetch([NUMBER], own))[NUMBER] for _ in range(PACE.burst + 2)]
    assert isinstance(answers[0], bytes)
    assert isinstance(answers[-1], Failure) and answers[-1].code == "rate_limited"

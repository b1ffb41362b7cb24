"""Facts about asking DHL: what goes over the wire, and that whatever comes back is a value."""

from __future__ import annotations

import httpx
import pytest

from tests.adapters.carriers.wires import Wire, account
from wesupply_ui.adapters.carriers.dhl.client import Dhl
from wesupply_ui.domain.tracking.reading import Failure

NUMBER = "00340434292135100124"
FOUND = b'{"shipments": [{"id": "00340434292135100124", "service": "parcel-de", "events": []}]}'


async def ask(wire: Wire, number: str = NUMBER) -> bytes | Failure:
    return (await Dhl(wire.http).fetch([number], account("dhl")))[number]


async def test_the_answer_comes_as_it_was_sent() -> None:
    wire = Wire(lambda _: httpx.Response(200, content=FOUND))
    assert await ask(wire) == FOUND
    (question,) = wire.asked
    assert str(question.url) == f"https://carrier.test/api/track/shipments?trackingNumber={NUMBER}&language=en"
    assert question.headers["dhl-api-key"] == "key"


async def test_production_is_asked_where_the_account_has_no_address() -> None:
    wire = Wire(lambda _: httpx.Response(200, content=FOUND))
    await Dhl(wire.http).fetch([NUMBER], account("dhl", base_url=None))
    assert wire.asked[0].url.host == "api-eu.dhl.com"


async def test_dhl_itself_is_asked_once_in_five_seconds() -> None:
    wire = Wire(lambda _: httpx.Response(200, content=FOUND))
    dhl, own = Dhl(wire.http), account("dhl", base_url=None)
    for _ in range(3):
        assert await dhl.fetch([NUMBER], own) == {NUMBER: FOUND}
    assert wire.waited == pytest.approx([5.0, 5.0])


async def test_a_limit_is_told_with_when_to_come_back() -> None:
    failure = await ask(Wire(lambda _: httpx.Response(429, headers={"retry-after": "3600"}, json={"status": 429})))
    assert isinstance(failure, Failure)
    assert (failure.code, failure.retryable, failure.retry_after) == ("rate_limited", True, 3600)


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (404, {"title": "No result found", "detail": "No shipment with given tracking number found.", "status": 404}, "not_found"),
        (404, None, "not_found"),
        (400, {"title": "Bad request", "status": 400}, "invalid_number"),
        (401, {"title": "Unauthorized", "status": 401}, "unauthorised"),
        (403, None, "unauthorised"),
        (500, {"title": "Internal error"}, "unavailable"),
        (503, None, "unavailable"),
        (415, None, "refused"),
    ],
)
async def test_every_status_is_a_failure_of_its_kind(status: int, body: object, code: str) -> None:
    failure = await ask(Wire(lambda _: httpx.Response(status, json=body)))
    assert isinstance(failure, Failure) and failure.code == code


async def test_no_connection_is_a_failure() -> None:
    def broken(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    failure = await ask(Wire(broken))
    assert isinstance(failure, Failure) and (failure.code, failure.retryable) == ("unavailable", True)


async def test_a_strange_number_stays_inside_its_place_in_the_address() -> None:
    wire = Wire(lambda _: httpx.Response(404))
    await ask(wire, "1&service=express#")
    assert wire.asked[0].url.params["trackingNumber"] == "1&service=express#"
    assert "service" not in wire.asked[0].url.params


async def test_a_broken_answer_is_told_when_it_is_read() -> None:
    wire = Wire(lambda _: httpx.Response(200, content=b"<html>sorry</html>"))
    body = await ask(wire)
    assert isinstance(body, bytes)
    failure = Dhl(wire.http).read(body, NUMBER)
    assert isinstance(failure, Failure) and failure.code == "malformed"

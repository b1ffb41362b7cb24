"""What partners do to us over HTTP, and what we make of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from tests.adapters.partner import ACCOUNT, Clock, Door, http_to
from wesupply_ui.adapters.breaker import Patience
from wesupply_ui.adapters.budget import Pace
from wesupply_ui.adapters.http import Http, Tuning, retry_after
from wesupply_ui.adapters.tokens import Token
from wesupply_ui.domain.tracking.reading import Failure

OK = httpx.Response(200, content=b"{}")
URL = "http://carrier.test/parcel"


def _get() -> httpx.Request:
    return httpx.Request("GET", URL)


async def test_an_answer_comes_back_with_its_body_read() -> None:
    answer = await http_to(Door(OK), Clock()).line(ACCOUNT).send(_get())
    assert isinstance(answer, httpx.Response)
    assert answer.content == b"{}"


@pytest.mark.parametrize("trouble", [httpx.ConnectError("refused"), *(httpx.Response(status) for status in (502, 503, 504))])
async def test_a_passing_trouble_is_tried_again_after_a_growing_pause(trouble: httpx.Response | Exception) -> None:
    clock, door = Clock(), Door(trouble, trouble, OK)
    answer = await http_to(door, clock).line(ACCOUNT).send(_get())
    assert isinstance(answer, httpx.Response)
    assert clock.slept == [0.25, 0.5]


async def test_after_three_tries_it_is_unavailable() -> None:
    door = Door(httpx.Response(503))
    answer = await http_to(door, Clock()).line(ACCOUNT).send(_get())
    assert answer == Failure("unavailable", "the carrier answered HTTP 503", retryable=True)
    assert len(door.requests) == 3


@pytest.mark.parametrize("trouble", [httpx.Response(500), httpx.ReadTimeout("slow"), httpx.ReadError("gone")])
async def test_what_may_have_been_done_or_will_not_heal_is_not_tried_again(trouble: httpx.Response | Exception) -> None:
    door = Door(trouble, OK)
    answer = await http_to(door, Clock()).line(ACCOUNT).send(_get())
    assert isinstance(answer, Failure)
    assert (answer.code, answer.retryable, len(door.requests)) == ("unavailable", True, 1)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0), ("0", 0.0), ("Fri, 20 Nov 2026 12:00:30 GMT", 30.0), ("Fri, 20 Nov 2020 12:00:30 GMT", 0.0),
        ("Friday, 20-Nov-26 12:01:00 GMT", 60.0), ("999999999999", 86_400.0), ("soon", None), ("", None), ("-5", None), (None, None),
    ],
)  # fmt: skip
def test_retry_after_is_a_number_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, Clock().now) == seconds


async def test_a_429_stops_the_whole_account_until_its_time() -> None:
    clock, door = Clock(), Door(httpx.Response(429, headers={"retry-after": "30"}), OK)
    http = http_to(door, clock)
    line = http.line(ACCOUNT)
    assert await line.send(_get()) == Failure("rate_limited", "the carrier asks for fewer calls", True, 30.0)
    waiting = await line.send(_get())
    assert isinstance(waiting, Failure)
    assert (waiting.code, waiting.retry_after, len(door.requests)) == ("rate_limited", 30.0, 1)
    clock.seconds += 30
    assert isinstance(await line.send(_get()), httpx.Response)


async def test_a_short_retry_after_of_a_503_is_waited_out_in_the_call() -> None:
    clock, door = Clock(), Door(httpx.Response(503, headers={"retry-after": "3"}), OK)
    assert isinstance(await http_to(door, clock).line(ACCOUNT).send(_get()), httpx.Response)
    assert max(clock.slept) == 3.0


async def test_a_long_retry_after_of_a_503_is_left_to_the_caller() -> None:
    clock, door = Clock(), Door(httpx.Response(503, headers={"retry-after": "Fri, 20 Nov 2026 12:02:00 GMT"}))
    answer = await http_to(door, clock).line(ACCOUNT).send(_get())
    assert answer == Failure("unavailable", "the carrier answered HTTP 503", True, 120.0)
    assert (clock.slept, len(door.requests)) == ([], 1)


async def test_another_account_of_the_same_carrier_goes_on_meanwhile() -> None:
    door = Door(httpx.Response(429, headers={"retry-after": "30"}), OK)
    http = http_to(door, Clock())
    other = type(ACCOUNT)(key="other:ups", carrier="ups")
    await http.line(ACCOUNT).send(_get())
    assert isinstance(await http.line(other).send(_get()), httpx.Response)


async def test_calls_keep_to_the_accounts_pace() -> None:
    clock, door = Clock(), Door(OK)
    line = http_to(door, clock).line(ACCOUNT, Pace(per_second=10, burst=2))
    for _ in range(5):
        assert isinstance(await line.send(_get()), httpx.Response)
    assert [round(pause, 3) for pause in clock.slept] == [0.1, 0.1, 0.1]


async def test_a_call_too_many_says_when_to_come_back() -> None:
    line = http_to(Door(OK), Clock()).line(ACCOUNT, Pace(per_second=1 / 60, burst=1))
    await line.send(_get())
    assert await line.send(_get()) == Failure("rate_limited", "the account's budget is used up", True, 60.0)


async def test_a_dead_carrier_is_left_alone_then_probed_once() -> None:
    clock, door = Clock(), Door(httpx.ConnectError("refused"))
    line = http_to(door, clock, Tuning(tries=1), Patience(failures=4, first=60)).line(ACCOUNT)
    codes = [answer.code for answer in [await line.send(_get()) for _ in range(10)] if isinstance(answer, Failure)]
    assert codes == ["unavailable"] * 4 + ["suspended"] * 6
    assert len(door.requests) == 4
    clock.seconds += 60
    door.answers[:] = [OK]
    answers = await asyncio.gather(*(line.send(_get()) for _ in range(5)))
    assert sum(isinstance(answer, httpx.Response) for answer in answers) == 1
    assert len(door.requests) == 5
    assert isinstance(await line.send(_get()), httpx.Response)


async def test_a_carrier_that_answers_with_errors_of_ours_is_not_dead() -> None:
    line = http_to(Door(httpx.Response(404)), Clock(), Tuning(tries=1), Patience(failures=2)).line(ACCOUNT)
    assert all(isinstance(answer, httpx.Response) for answer in [await line.send(_get()) for _ in range(10)])


class Guarded:
    """A carrier that takes only its newest token and counts sign-ins."""

    def __init__(self) -> None:
        self.tokens = 0
        self.refused = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/token":
            self.tokens += 1
            return httpx.Response(200, json={"access_token": f"t{self.tokens}", "expires_in": 3600})
        if request.headers["authorization"] != f"Bearer t{self.tokens}":
            self.refused += 1
            return httpx.Response(401)
        return OK


def _signed(http: Http) -> Callable[[], Awaitable[httpx.Response | Failure]]:
    line = http.line(ACCOUNT)

    async def sign_in() -> Token | Failure:
        return await line.sign_in(httpx.Request("POST", "http://carrier.test/token"))

    return lambda: line.send_signed(lambda token: httpx.Request("GET", URL, headers={"authorization": f"Bearer {token}"}), sign_in)


async def test_fifty_calls_at_once_sign_in_once_and_once_more_after_a_401() -> None:
    guarded = Guarded()
    call = _signed(http_to(Door(guarded), Clock()))
    answers = await asyncio.gather(*(call() for _ in range(50)))
    assert [answer.status_code for answer in answers if isinstance(answer, httpx.Response)] == [200] * 50
    assert guarded.tokens == 1
    guarded.tokens = 7  # the carrier has forgotten our token
    answers = await asyncio.gather(*(call() for _ in range(50)))
    assert [answer.status_code for answer in answers if isinstance(answer, httpx.Response)] == [200] * 50
    assert guarded.tokens == 8


async def test_credentials_that_will_not_do_are_told_and_not_hammered() -> None:
    door = Door(httpx.Response(401))
    call = _signed(http_to(door, Clock()))
    answers = [await call() for _ in range(5)]
    assert {answer.code for answer in answers if isinstance(answer, Failure)} == {"unauthorised"}
    assert len(door.requests) == 1


async def test_changed_credentials_start_a_fresh_line() -> None:
    door = Door(httpx.Response(401))
    http = http_to(door, Clock())
    await _signed(http)()
    fresh = type(ACCOUNT)(key=ACCOUNT.key, carrier="ups", client_secret="new")
    assert http.line(fresh) is not http.line(ACCOUNT)


@asynccontextmanager
async def _server(talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]) -> AsyncIterator[str]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await talk(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()


@asynccontextmanager
async def _real(**tuning: float) -> AsyncIterator[Http]:
    http = Http(tuning=Tuning(**{"tries": 1, **tuning}))  # type: ignore[arg-type]
    try:
        yield http
    finally:
        await http.aclose()


async def test_over_the_wire_an_answer_and_its_compression_are_read() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nset-cookie: a=b\r\n\r\n{}")
        await writer.drain()

    async with _server(talk) as url, _real() as http:
        answer = await http.line(ACCOUNT).send(httpx.Request("GET", url))
        assert isinstance(answer, httpx.Response)
        assert answer.content == b"{}"


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"])
async def test_a_carrier_that_hangs_is_given_up(start: bytes) -> None:
    over = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        await writer.drain()
        await over.wait()

    async with _server(talk) as url, _real(total=0.05) as http:
        answer = await http.line(ACCOUNT).send(httpx.Request("GET", url))
        over.set()
        assert isinstance(answer, Failure)
        assert (answer.code, answer.retryable) == ("unavailable", True)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"hello\r\n\r\n", "unavailable"),
        (b"", "unavailable"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{", "unavailable"),
        (b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 5\r\n\r\nplain", "malformed"),
    ],
)
async def test_nonsense_on_the_wire_is_a_failure_and_never_an_exception(said: bytes, code: str) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        await writer.drain()

    async with _server(talk) as url, _real() as http:
        answer = await http.line(ACCOUNT).send(httpx.Request("GET", url))
        assert isinstance(answer, Failure)
        assert answer.code == code


async def test_nobody_listening_is_unavailable() -> None:
    server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    async with _real() as http:
        answer = await http.line(ACCOUNT).send(httpx.Request("GET", f"http://127.0.0.1:{port}/"))
    assert isinstance(answer, Failure)
    assert (answer.code, answer.retryable) == ("unavailable", True)

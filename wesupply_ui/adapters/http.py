"""How do we talk to partners over HTTP? One shared client: timeouts, retries, budgets, breakers and sign-ins per account.

An adapter asks for the account's line and sends `httpx.Request`s over it; what comes back is a response or a `Failure`, never an
exception for what the partner did:

    line = http.line(account, Pace(per_second=20, burst=20))
    answer = await line.send(request)                         # httpx.Response with its body read, any status but 401, 429, 5xx
    answer = await line.send_signed(make_request, sign_in)    # make_request(token) -> Request; a 401 renews the token and tries once more
    sign_in = http.sign_in(line, request)                     # OAuth client credentials by that request

Requests go to the aiohttp transport directly, not through `httpx.AsyncClient`: at a thousand calls a second its redirects, cookies,
hooks and a log line per call (with the tracking number in the URL) would cost more than all we do. Redirects are not followed.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from weakref import WeakKeyDictionary

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport

from wesupply_ui.adapters.breaker import Breaker, Patience
from wesupply_ui.adapters.budget import UNLIMITED, Budget, Pace
from wesupply_ui.adapters.tokens import SignIn, Token, TokenKeeper, read_token
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure

JSON_HEADERS = {"accept": "application/json", "accept-encoding": "gzip, deflate", "user-agent": "wesupply-ui"}
_RETRIED = frozenset({502, 503, 504})


@dataclass(frozen=True, slots=True)
class Tuning:
    """Seconds, except for `tries` (calls in all) and `per_host` (connections).

    `connect`, `total`: limits of one try. `backoff` doubles per try up to `backoff_cap`, of which a random share is waited (full jitter).
    `wait`: the longest a call waits for its turn or for a Retry-After; beyond that the caller gets a failure
    (`rate_limited`, `unavailable`) that says when to come back.
    """

    connect: float = 5.0
    total: float = 20.0
    tries: int = 3
    backoff: float = 0.25
    backoff_cap: float = 4.0
    wait: float = 5.0
    per_host: int = 64


class Http:
    """The process's client. Connections belong to an event loop and are opened at its first call; `aclose` in that loop ends them."""

    def __init__(
        self,
        *,
        transport: Callable[[], httpx.AsyncBaseTransport] | None = None,
        tuning: Tuning | None = None,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """`clock` (seconds, never back), `now` (for Retry-After dates), `sleep` and `chance` (0 to 1) are for tests to take over."""
        self.tuning = tuning or Tuning()
        self.clock, self.now, self.sleep, self.chance = clock, now, sleep, chance
        self._patience = patience or Patience()
        self._open = transport or self._aiohttp
        self._transports: WeakKeyDictionary[asyncio.AbstractEventLoop, httpx.AsyncBaseTransport] = WeakKeyDictionary()
        self._lines: dict[str, Line] = {}
        self.timeouts = {
            "timeout": {
                "connect": self.tuning.connect,
                "read": self.tuning.total,
                "write": self.tuning.total,
                "pool": self.tuning.total,
            }
        }

    def line(self, account: CarrierAccount, pace: Pace = UNLIMITED) -> Line:
        """The account's line, with its budget, breaker and token. Changed credentials or address start a fresh one."""
        line = self._lines.get(account.key)
        if line is None or (line.account is not account and line.account != account):
            line = Line(self, account, Budget(pace, self.clock), Breaker(self._patience, self.clock))
            self._lines[account.key] = line
        return line

    @property
    def transport(self) -> httpx.AsyncBaseTransport:
        """The transport of the running event loop, opened on first use."""
        loop = asyncio.get_running_loop()
        transport = self._transports.get(loop)
        if transport is None:
            transport = self._transports[loop] = self._open()
        return transport

    async def aclose(self) -> None:
        """Ends this event loop's connections. A later call opens new ones."""
        transport = self._transports.pop(asyncio.get_running_loop(), None)
        if transport is not None:
            await transport.aclose()

    def _aiohttp(self) -> httpx.AsyncBaseTransport:
        # Connections are limited per host, so that one hanging partner never uses up those of the others. No cookies are kept.
        # TLS certificates are checked against the bundle that comes with httpx.
        tls = httpx.create_ssl_context()
        return AiohttpTransport(
            client=lambda: aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, limit_per_host=self.tuning.per_host, ssl=tls, keepalive_timeout=30),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        )


class Line:
    """The way to one account at one partner. Made by `Http.line`."""

    __slots__ = ("_breaker", "_budget", "_http", "_tokens", "account")

    def __init__(self, http: Http, account: CarrierAccount, budget: Budget, breaker: Breaker) -> None:
        self.account = account
        self._http = http
        self._budget = budget
        self._breaker = breaker
        self._tokens = TokenKeeper(http.clock)

    async def send(self, request: httpx.Request, *, once: bool = False) -> httpx.Response | Failure:
        """The partner's answer, its body read, unless it is a 401, 429 or 5xx: those are failures.

        `request` is sent again after connect errors, 502, 503 and 504. `once`: it is not, because what it asks for must not happen twice.
        """
        http = self._http
        tries = 1 if once else http.tuning.tries
        failure = Failure("unavailable", "not tried", retryable=True)
        for attempt in range(tries):
            shut = self._breaker.admit()
            if shut:
                return failure if attempt else Failure("suspended", "the carrier is not called for a while", True, shut)
            ours, wait = self._budget.reserve(http.tuning.wait)
            if not ours:
                self._breaker.dropped()
                return failure if attempt else Failure("rate_limited", "the account's budget is used up", True, wait)
            if wait:
                await self._wait(wait)
            answer, again = await self._try(request)
            if not isinstance(answer, Failure) or not again:
                return answer
            failure = answer
            if attempt + 1 == tries:
                break
            pause = http.chance() * min(http.tuning.backoff_cap, http.tuning.backoff * 2**attempt)
            if failure.retry_after is not None:
                if failure.retry_after > http.tuning.wait:
                    break
                pause = max(pause, failure.retry_after)
            await http.sleep(pause)
        return failure

    async def send_signed(self, make: Callable[[str], httpx.Request], sign_in: SignIn) -> httpx.Response | Failure:
        """Sends `make(token)`; after a 401 signs in anew and tries once more."""
        token = self._tokens.current() or await self._tokens.get(sign_in)
        if isinstance(token, Failure):
            return token
        answer = await self.send(make(token))
        if not isinstance(answer, Failure) or answer.code != "unauthorised":
            return answer
        self._tokens.forget(token)
        renewed = await self._tokens.get(sign_in)
        return renewed if isinstance(renewed, Failure) else await self.send(make(renewed))

    async def sign_in(self, request: httpx.Request) -> Token | Failure:
        """Asks for a token by `request`. Whatever 4xx the partner answers means: these credentials won't do."""
        answer = await self.send(request)
        if isinstance(answer, Failure):
            return answer
        if answer.status_code >= 300:
            return Failure("unauthorised", f"the sign-in was refused with HTTP {answer.status_code}", retryable=False)
        return read_token(answer)

    async def _wait(self, seconds: float) -> None:
        try:
            await self._http.sleep(seconds)
        except BaseException:
            self._breaker.dropped()
            raise

    async def _try(self, request: httpx.Request) -> tuple[httpx.Response | Failure, bool]:
        """One attempt: the answer or failure, and whether trying again can help."""
        try:
            answer = await self._exchange(request)
        except httpx.DecodingError as error:
            self._breaker.succeeded()
            return Failure("malformed", f"the answer's encoding is broken: {error}", retryable=True), False
        except (httpx.HTTPError, aiohttp.ClientError, TimeoutError, OSError) as error:
            self._breaker.failed()
            # `ConnectTimeout` is also what a connection dropped before any answer comes as.
            again = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
            return Failure("unavailable", f"no answer: {type(error).__name__}", retryable=True), again
        except BaseException:
            self._breaker.dropped()
            raise
        status = answer.status_code
        if status < 400 or (status < 500 and status not in (401, 408, 429)):
            self._breaker.succeeded()
            return answer, False
        return self._refusal(answer, status), status in _RETRIED

    async def _exchange(self, request: httpx.Request) -> httpx.Response:
        request.extensions = self._http.timeouts
        async with asyncio.timeout(self._http.tuning.total):
            answer = await self._http.transport.handle_async_request(request)
            try:
                await answer.aread()
            except BaseException:
                await answer.aclose()
                raise
        return answer

    def _refusal(self, answer: httpx.Response, status: int) -> Failure:
        after = retry_after(answer.headers.get("retry-after"), self._http.now)
        if status == 429:
            self._breaker.succeeded()
            # Without a word from the carrier: a second, so that not every waiting call finds out for itself.
            self._budget.pause(1.0 if after is None else after)
            return Failure("rate_limited", "the carrier asks for fewer calls", True, after)
        if status == 401:
            self._breaker.succeeded()
            return Failure("unauthorised", "the carrier does not accept the account's credentials", retryable=False)
        self._breaker.failed()
        if after:
            self._budget.pause(after)
        return Failure("unavailable", f"the carrier answered HTTP {status}", True, after)


def retry_after(value: str | None, now: Callable[[], datetime]) -> float | None:
    """Seconds that a Retry-After header asks for: a number or an HTTP date (RFC 9110 section 10.2.3); None if it says neither."""
    if not value:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(min(int(value[:9]), 86_400))
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return min(max(0.0, (at - now()).total_seconds()), 86_400.0)

"""A partner for tests: a clock that only sleeping moves, and a door that answers requests from a list or a function."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx

from wesupply_ui.adapters.breaker import Patience
from wesupply_ui.adapters.http import Http, Tuning
from wesupply_ui.domain.tracking.ports import CarrierAccount

ACCOUNT = CarrierAccount(key="acme:ups", carrier="ups", base_url="http://carrier.test", client_id="id", client_secret="secret")
START = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Clock:
    """Seconds since START. `sleep` moves it at once and remembers how long."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        """The same as a date."""
        return START + timedelta(seconds=self.seconds - 1000)

    async def sleep(self, seconds: float) -> None:
        """Lets others run, then it is later."""
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)


class Door:
    """What the partner was asked, and its answers in turn; the last one is repeated. An answer may be an exception to raise."""

    def __init__(self, *answers: httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        """Called by httpx for each request."""
        self.requests.append(request)
        await asyncio.sleep(0)
        answer = self.answers[0] if len(self.answers) == 1 else self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)
        return answer(request)


def http_to(door: Door, clock: Clock, tuning: Tuning | None = None, patience: Patience | None = None) -> Http:
    """An Http whose every call lands at `door`, with the full share of each backoff waited."""
    return Http(
        transport=lambda: httpx.MockTransport(door),
        tuning=tuning,
        patience=patience,
        clock=clock,
        now=clock.now,
        sleep=clock.sleep,
        chance=lambda: 1.0,
    )

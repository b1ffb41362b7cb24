"""A carrier at the other end of the wire, scripted by a test: answers from a function, keeps the requests, no network and no waiting."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from wesupply_ui.adapters.http import Http, Tuning
from wesupply_ui.domain.tracking.ports import CarrierAccount


class Wire:
    """`answer(request)` is the carrier. `asked`: every request it got; `waited`: every pause that was taken, in seconds."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self.asked: list[httpx.Request] = []
        self.waited: list[float] = []
        self._answer = answer
        self._time = 0.0
        self.http = Http(
            transport=lambda: httpx.MockTransport(self._take),
            tuning=Tuning(tries=2, wait=5.0),
            clock=lambda: self._time,
            sleep=self._sleep,
            chance=lambda: 1.0,
        )

    def paths(self) -> list[str]:
        return [request.url.path for request in self.asked]

    def _take(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self._answer(request)

    async def _sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self._time += seconds


def account(carrier: str, base_url: str | None = "https://carrier.test/api/") -> CarrierAccount:
    return CarrierAccount(f"{carrier}-1", carrier, base_url, client_id="me", client_secret="secret", api_key="key")

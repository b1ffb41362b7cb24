"""Facts about whole journeys: the simulator's carriers, asked by the real adapters over a socket, come out as what was played."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.simulator.asking import SHIPPED
from wesupply_ui.adapters.carriers.registry import CARRIERS
from wesupply_ui.adapters.http import Http
from wesupply_ui.domain.tracking.history import assemble
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure, Reading
from wesupply_ui.simulator import numbers
from wesupply_ui.simulator.running import Running, running
from wesupply_ui.simulator.sign_in import API_KEY, CLIENT_ID, CLIENT_SECRET
from wesupply_ui.simulator.simulation import Simulation

ENDS = {
    "normal": ("delivered", "ok"),
    "express": ("delivered", "ok"),
    "failed_attempt": ("delivered", "ok"),
    "pickup_point": ("delivered", "ok"),
    "customs_documents": ("delivered", "ok"),
    "missorted": ("delivered", "ok"),
    "refused": ("returned", "ok"),
    "returned": ("returned", "ok"),
    "label_only": ("label_created", "ok"),
}


@pytest.fixture
async def up() -> AsyncIterator[Running]:
    async with running(Simulation(now=lambda: SHIPPED + timedelta(days=40))) as started:
        yield started


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    shared = Http()
    yield shared
    await shared.aclose()


def account(up: Running, carrier: str) -> CarrierAccount:
    return CarrierAccount(carrier, carrier, up.base_urls[carrier], CLIENT_ID, CLIENT_SECRET, API_KEY)


@pytest.mark.parametrize("carrier", ["usps", "dhl"])
async def test_a_journey_ends_as_it_was_played(up: Running, http: Http, carrier: str) -> None:
    adapter = CARRIERS[carrier](http)
    for row, (journey, (milestone, condition)) in enumerate(ENDS.items(), start=1):
        number = numbers.make(carrier, row)
        up.simulation.register(carrier, number, journey=journey, shipped_at=SHIPPED, signed_by="A. READER")
        body = (await adapter.fetch([number], account(up, carrier)))[number]
        assert isinstance(body, bytes), (journey, body)
        reading = adapter.read(body, number)
        assert isinstance(reading, Reading), (journey, reading)
        history = assemble(reading.scans, current=reading.current)
        assert (history.milestone, history.condition) == (milestone, condition), journey
        assert (reading.signed_by == "A. READER") == (milestone == "delivered"), journey
        assert "READER" not in repr(reading.scans)


@pytest.mark.parametrize("carrier", ["usps", "dhl"])
async def test_equal_news_is_equal_bytes(up: Running, http: Http, carrier: str) -> None:
    adapter, number = CARRIERS[carrier](http), numbers.make(carrier, 1)
    up.simulation.register(carrier, number, journey="normal", shipped_at=SHIPPED)
    first, second = [(await adapter.fetch([number], account(up, carrier)))[number] for _ in range(2)]
    assert isinstance(first, bytes) and first == second


@pytest.mark.parametrize("carrier", ["usps", "dhl"])
async def test_a_number_that_the_carrier_has_not_seen_is_not_found(up: Running, http: Http, carrier: str) -> None:
    number = numbers.make(carrier, 99)
    failure = (await CARRIERS[carrier](http).fetch([number], account(up, carrier)))[number]
    assert isinstance(failure, Failure) and (failure.code, failure.retryable) == ("not_found", True)

"""Both label providers as the simulator speaks them, over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from wesupply_ui.adapters.http import Http, Tuning
from wesupply_ui.adapters.labels.registry import SHOPS
from wesupply_ui.domain.labels.ports import PROVIDERS, LabelShop
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.simulator.running import Running, running
from wesupply_ui.simulator.sign_in import API_KEY
from wesupply_ui.simulator.simulation import Simulation


@dataclass
class Counter:
    """An adapter with its account and the world it talks to."""

    shop: LabelShop
    account: CarrierAccount
    world: Simulation


@pytest.fixture
async def up() -> AsyncIterator[Running]:
    async with running(Simulation()) as started:
        yield started


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    async def no_sleep(_seconds: float) -> None:
        await asyncio.sleep(0)

    client = Http(tuning=Tuning(tries=2, wait=0.1), sleep=no_sleep)
    yield client
    await client.aclose()


@pytest.fixture(params=PROVIDERS)
def counter(request: pytest.FixtureRequest, up: Running, http: Http) -> Counter:
    return _counter(request.param, up, http)


@pytest.fixture
def easypost(up: Running, http: Http) -> Counter:
    return _counter("easypost", up, http)


@pytest.fixture
def shippo(up: Running, http: Http) -> Counter:
    return _counter("shippo", up, http)


def _counter(provider: str, up: Running, http: Http) -> Counter:
    account = CarrierAccount(f"test:{provider}", provider, up.label_urls[provider], api_key=API_KEY)
    return Counter(SHOPS[provider](http), account, up.simulation)

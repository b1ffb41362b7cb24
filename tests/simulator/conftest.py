"""A simulator on a free port of this test's own loop, on a clock the test sets, and somebody to call it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.simulator.asking import Caller, Watch
from wesupply_ui.simulator.running import Running, running
from wesupply_ui.simulator.simulation import Simulation


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
async def up(watch: Watch) -> AsyncIterator[Running]:
    async with running(Simulation(now=watch)) as started:
        yield started


@pytest.fixture
async def caller(up: Running) -> AsyncIterator[Caller]:
    # Plain HTTP on loopback: loading certificates would cost more than the test.
    async with httpx.AsyncClient(timeout=5, verify=False) as http:
        yield Caller(up, http)

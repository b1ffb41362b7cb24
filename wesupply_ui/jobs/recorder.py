"""Writes outcomes down as they come, some hundreds in a transaction. A bad one falls out alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

import structlog

from wesupply_ui.domain.tracking.outcome import Outcome
from wesupply_ui.domain.tracking.reading import Failure
from wesupply_ui.domain.tracking.record import PaceOf, Recorded, record
from wesupply_ui.jobs import figures
from wesupply_ui.kernel.db import Database

BATCH = 200
LONGEST_WAIT = 0.2  # seconds that a batch waits to fill; people who watch a page wait that much longer for news

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Recorder:
    """Takes outcomes from many callers; one task, `run`, writes them."""

    database: Database
    pace_of: PaceOf
    _waiting: asyncio.Queue[Outcome | None] = field(default_factory=lambda: asyncio.Queue(maxsize=4 * BATCH))
    _enough: asyncio.Event = field(default_factory=asyncio.Event)
    _is_over: bool = False

    async def take(self, outcome: Outcome) -> None:
        """Hand over one outcome; waits while more are waiting than can be written soon."""
        await self._waiting.put(outcome)
        if self._waiting.qsize() >= BATCH:
            self._enough.set()

    async def finish(self) -> None:
        """No more will come: `run` ends when all are written."""
        self._is_over = True
        self._enough.set()
        await self._waiting.put(None)

    async def run(self) -> Recorded:
        """Write what is taken until `finish`; the sums of what it was."""
        total, is_open = Recorded(), True
        while is_open:
            batch: list[Outcome] = []
            is_open = await self._gather(batch)
            if batch:
                total += await self._record(batch)
        return total

    async def _gather(self, batch: list[Outcome]) -> bool:
        """Fill the batch: wait for the first, then a moment for others. False once there is no more to come."""
        first = await self._waiting.get()
        if first is None:
            return False
        batch.append(first)
        if self._waiting.qsize() < BATCH - 1 and not self._is_over:
            self._enough.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._enough.wait(), LONGEST_WAIT)
        while len(batch) < BATCH and not self._waiting.empty():
            outcome = self._waiting.get_nowait()
            if outcome is None:
                return False
            batch.append(outcome)
        return True

    async def _record(self, batch: Sequence[Outcome]) -> Recorded:
        try:
            return await self._write(batch)
        except Exception as error:
            if len(batch) == 1:
                return await self._set_aside(batch[0], error)
            _log.warning("tracking.batch_fell_apart", size=len(batch), error=repr(error)[:300])
        total = Recorded()
        for outcome in batch:
            total += await self._record([outcome])
        return total

    async def _write(self, batch: Sequence[Outcome]) -> Recorded:
        delays: list[tuple[str, timedelta]] = []
        async with self.database.transaction() as db:
            recorded = await record(db, batch, pace_of=self.pace_of, delays=delays)
        figures.count(batch, delays)
        return recorded

    async def _set_aside(self, outcome: Outcome, error: Exception) -> Recorded:
        """What cannot be written is noted as this parcel's failure; without even that its lease brings it back."""
        _log.error("tracking.not_recorded", parcel=outcome.claimed.id, carrier=outcome.claimed.carrier, error=repr(error)[:300])
        failure = Failure("unrecorded", f"The answer could not be recorded: {type(error).__name__}", retryable=True)
        try:
            return await self._write([replace(outcome, reading=None, body=None, digest=None, failure=failure)])
        except Exception as again:
            _log.error("tracking.failure_not_recorded", parcel=outcome.claimed.id, error=repr(again)[:300])
            return Recorded(failed=1)

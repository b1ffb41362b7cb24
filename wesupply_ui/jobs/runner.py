"""Keeps the time: runs the jobs of the schedule in this process, beside the server or alone, and stops them so that nothing is lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from wesupply_ui import runtime
from wesupply_ui.jobs import schedule
from wesupply_ui.jobs.schedule import Job
from wesupply_ui.kernel import clock, live, pulse
from wesupply_ui.kernel.db import Database, database
from wesupply_ui.kernel.settings import settings

GRACE = 20.0  # seconds that calls in flight have to end when the process is told to

_log = structlog.get_logger(__name__)


class Runner:
    """Runs jobs by the clock and by live topics. A job never runs twice at once; one that fails is logged and comes again."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._jobs = {job.name: job for job in jobs}
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._running: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._unsubscribe = lambda: None

    def start(self) -> None:
        """Begin, in the running event loop; every job runs at once for the first time."""
        # The clock ticks into runs that are still going on all day long; that is how it is meant.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        for job in self._jobs.values():
            pulse.expect(job.name, job.every)
            self._scheduler.add_job(self._tick, "interval", seconds=job.every.total_seconds(), args=[job.name], id=job.name, coalesce=True)
        self._scheduler.start()
        self._unsubscribe = live.subscribe(self._hear)
        for name in self._jobs:
            self._begin(name)

    async def stop(self, grace: float = GRACE) -> None:
        """No new runs; those going on are asked to end, then made to. Parcels not asked for yet are given back."""
        self._unsubscribe()
        self._scheduler.shutdown(wait=False)
        self._again.clear()
        for job in self._jobs.values():
            if job.stop:
                job.stop()
        running = list(self._running.values())
        if running:
            _, late = await asyncio.wait(running, timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
        pulse.forget()

    async def _tick(self, name: str) -> None:
        self._begin(name)

    async def _hear(self, topics: frozenset[str]) -> None:
        for job in self._jobs.values():
            if job.wakes_on in topics:
                self._again.add(job.name)  # what was told may be too late for the run that is going on
                self._begin(job.name)

    def _begin(self, name: str) -> None:
        if name not in self._running:
            self._again.discard(name)
            task = asyncio.get_running_loop().create_task(self._run(self._jobs[name]), name=f"job: {name}")
            self._running[name] = task
            task.add_done_callback(lambda _: self._ended(name))

    def _ended(self, name: str) -> None:
        self._running.pop(name, None)
        if name in self._again:
            self._begin(name)

    async def _run(self, job: Job) -> None:
        beat = pulse.pulses().get(job.name) or pulse.expect(job.name, job.every)
        beat.started_at = clock.now()
        beat.runs += 1
        try:
            await job.run()
            beat.error = None
        except Exception as error:
            beat.error = type(error).__name__
            _log.exception("job.failed", job=job.name)
        beat.finished_at = clock.now()


@asynccontextmanager
async def running(db: Database | None = None) -> AsyncIterator[Runner]:
    """All jobs, from here to the end of the block."""
    runner = Runner(schedule.jobs(db or database()))
    runner.start()
    _log.info("jobs.started")
    try:
        yield runner
    finally:
        await runner.stop()
        await runtime.http().aclose()
        _log.info("jobs.stopped")


@asynccontextmanager
async def beside_the_server() -> AsyncIterator[None]:
    """For the app's lifespan: the jobs run in the server's process unless `WESUPPLY_JOBS=off`."""
    if settings().jobs == "off":
        yield
        return
    async with running():
        yield


async def work(stop: asyncio.Event) -> None:
    """A worker process: jobs only, until `stop` is set. With Redis, what changed is told to the servers' open pages."""
    try:
        async with live.relaying(settings().redis_url), running():
            await stop.wait()
    finally:
        await database().close()

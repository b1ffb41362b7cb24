"""The clock: jobs run by time and by topic, never twice at once; one that fails comes again; the end waits for what is going on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

from tests.domain.tracking.parcels import said, scope
from tests.domain.tracking.scans import LABEL, MOVING, scan
from tests.jobs.scripted import Scripted, everyone
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.tracking.register import POLLING, NewNumber, register
from wesupply_ui.jobs.runner import Runner
from wesupply_ui.jobs.schedule import Job, jobs
from wesupply_ui.jobs.tracking import Lane
from wesupply_ui.kernel import clock, live, pulse
from wesupply_ui.kernel.db import Database

SELDOM, OFTEN = timedelta(hours=1), timedelta(milliseconds=10)


@asynccontextmanager
async def _running(*jobs_: Job) -> AsyncIterator[Runner]:
    runner = Runner(jobs_)
    runner.start()
    try:
        async with asyncio.timeout(20):
            yield runner
    finally:
        await runner.stop(grace=5)


class Counting:
    """A job that counts its runs and can be held up."""

    def __init__(self, error: Exception | None = None) -> None:
        self.runs = self.at_once = self.most_at_once = 0
        self.error = error
        self.door = asyncio.Event()
        self.door.set()
        self.ran = asyncio.Condition()

    async def __call__(self) -> None:
        self.runs += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        async with self.ran:
            self.ran.notify_all()
        await self.door.wait()
        self.at_once -= 1
        if self.error:
            raise self.error

    async def until(self, runs: int) -> None:
        async with self.ran:
            await self.ran.wait_for(lambda: self.runs >= runs)


async def test_a_job_runs_at_once_and_again_by_the_clock() -> None:
    job = Counting()
    async with _running(Job("often", OFTEN, job)):
        await job.until(4)


async def test_a_job_never_runs_twice_at_once() -> None:
    slow, other = Counting(), Counting()
    slow.door.clear()
    async with _running(Job("slow", OFTEN, slow), Job("other", OFTEN, other)):
        await other.until(5)
        assert slow.runs == 1
        slow.door.set()
        await slow.until(3)
    assert slow.most_at_once == 1


async def test_a_job_that_fails_is_noted_and_comes_again() -> None:
    job = Counting(RuntimeError("not now"))
    async with _running(Job("failing", OFTEN, job)):
        await job.until(3)
        beat = pulse.pulses()["failing"]
        assert (beat.error, beat.is_healthy(clock.now())) == ("RuntimeError", False)


async def test_a_topic_wakes_the_jobs_that_wait_for_it_even_during_a_run() -> None:
    job = Counting()
    job.door.clear()
    async with _running(Job("woken", SELDOM, job, wakes_on="news")):
        await job.until(1)
        await live.publish(["news", "other"])
        job.door.set()
        await job.until(2)
        await live.publish(["other"])
    assert job.runs == 2


async def test_the_end_waits_for_what_is_going_on_and_asks_it_to_end() -> None:
    job = Counting()
    job.door.clear()
    runner = Runner([Job("long", SELDOM, job, stop=job.door.set)])
    runner.start()
    await job.until(1)
    await runner.stop(grace=5)
    assert job.at_once == 0
    assert pulse.pulses() == {}


async def test_what_does_not_end_is_made_to() -> None:
    job = Counting()
    job.door.clear()
    runner = Runner([Job("stuck", SELDOM, job)])
    runner.start()
    await job.until(1)
    await runner.stop(grace=0.01)
    assert pulse.pulses() == {}


async def test_a_newly_registered_number_is_asked_for_at_once(database: Database, merchant: Merchant) -> None:
    carrier = Scripted(says={"1ZA": said(scan(0, LABEL), scan(1, MOVING))})
    heard = asyncio.Event()

    async def listen(topics: frozenset[str]) -> None:
        if any(topic.startswith("parcel:") for topic in topics):
            heard.set()

    lane = Lane(database, carrier, lambda _: 1.0, everyone("ups"))
    stop = live.subscribe(listen)
    try:
        async with _running(Job("poll ups", SELDOM, lane.run, wakes_on=POLLING)):
            async with database.transaction() as db:
                await register(db, scope(merchant), NewNumber("1ZA", "ups"), now=clock.now())
            async with asyncio.timeout(3):
                await heard.wait()
    finally:
        stop()


async def test_the_schedule_runs_on_an_empty_database(database: Database) -> None:
    planned = jobs(database)
    assert len({job.name for job in planned}) == len(planned) >= 5
    for job in planned:
        await partial(job.run)()

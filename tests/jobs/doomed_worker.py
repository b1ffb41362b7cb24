"""A worker to be killed: claims what is due, and stops where its second argument says, telling so on standard output.

Arguments: the database's address, "asked" (the carrier has been called, nothing is recorded) or "written" (everything is written,
nothing committed), and the present instant.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime

from tests.domain.tracking.parcels import said
from tests.jobs.scripted import Scripted, everyone
from wesupply_ui.domain import tables
from wesupply_ui.domain.tracking.claim import claim_due
from wesupply_ui.domain.tracking.outcome import understand
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.record import record
from wesupply_ui.jobs.tracking import Lane
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database

assert tables


def _dying() -> None:
    sys.stdout.write("now\n")
    sys.stdout.flush()


async def _asked(database: Database, carrier: Scripted) -> None:
    carrier.door.clear()
    running = asyncio.create_task(Lane(database, carrier, lambda _: 1.0, everyone(carrier.code)).run())
    await carrier.called.wait()
    _dying()
    await running


async def _written(database: Database, carrier: Scripted) -> None:
    now = clock.now()
    async with database.transaction() as db:
        held = await claim_due(db, carrier.code, limit=100, now=now)
    answers = await carrier.fetch([each.number for each in held], CarrierAccount("test", carrier.code))
    async with database.transaction() as db:
        await record(db, [understand(each, answers[each.number], carrier.read, at=now) for each in held])
        _dying()
        await asyncio.Event().wait()


async def main(url: str, stage: str, now: str) -> None:
    from tests.jobs.test_killed import WAY

    numbers = [f"1Z{index}" for index in range(10)]
    carrier = Scripted(says={number: said(*WAY) for number in numbers})
    with clock.at(datetime.fromisoformat(now)):
        await {"asked": _asked, "written": _written}[stage](Database(url), carrier)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

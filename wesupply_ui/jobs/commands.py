"""`wesupply worker`: the jobs in a process of their own, as many as the work needs."""

from __future__ import annotations

import asyncio
import signal

import typer

from wesupply_ui.jobs import runner
from wesupply_ui.kernel import logs, schema
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.settings import settings


def register(app: typer.Typer) -> None:
    """Add the commands of this subject to `wesupply`."""
    app.command("worker")(worker)


def worker() -> None:
    """Poll carriers, send messages and do what else is due, until told to stop. Any number of workers may run."""
    logs.configure(settings().log)
    asyncio.run(_work())


async def _work() -> None:
    if not await schema.is_current(database()):
        raise SystemExit("The database is not up to date; run `wesupply migrate` first.")
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    await runner.work(stop)

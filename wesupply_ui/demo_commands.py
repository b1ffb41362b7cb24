"""`wesupply demo`: the demo merchant anew; and the process that keeps it alive beside the server."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from wesupply_ui import demo
from wesupply_ui.demo_data import living
from wesupply_ui.kernel import logs, schema
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.kernel.settings import settings

_console = Console(highlight=False)


def register(app: typer.Typer) -> None:
    """Add the commands of this subject to `wesupply`."""
    app.command("demo")(make)
    app.command("demo-carriers", hidden=True)(carriers)


def make(
    seed: Annotated[int, typer.Option(help="The same seed makes the same shop.")] = demo.SEED,
    orders: Annotated[int, typer.Option(min=150, help="How many orders; fewer than 150 cannot show every state.")] = demo.ORDERS,
) -> None:
    """Make the demo merchant anew: sixty days of orders with parcels in every state. What was changed in it is gone."""
    try:
        made = asyncio.run(_made(seed, orders))
    except Conflict as problem:
        _console.print(f"[red]{problem.message}[/red]")
        raise typer.Exit(1) from None
    for line in made.lines():
        _console.print(line, soft_wrap=True)


async def _made(seed: int, orders: int) -> demo.Demo:
    try:
        await schema.migrate(database())
        with Progress(TextColumn("Living through sixty days"), BarColumn(), TimeElapsedColumn(), console=_console) as progress:
            bar = progress.add_task("", total=1.0)
            return await demo.recreate(seed=seed, orders=orders, told=lambda share: progress.update(bar, completed=share))
    finally:
        await database().close()


def carriers(
    port: Annotated[int, typer.Option(help="Where the demo's carriers answer; another one if it is taken.")] = 8600,
    every: Annotated[float, typer.Option(help="Seconds between two moves.")] = 4.0,
) -> None:
    """Answer as the demo merchant's carriers and keep its parcels moving, until told to stop."""
    logs.configure(settings().log)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(living.live(database(), port=port, every=every))

"""`wesupply serve`: the whole product on one port, from a checkout to an open page."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from importlib import import_module
from importlib.util import find_spec
from inspect import isawaitable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from wesupply_ui.kernel import schema
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.settings import settings
from wesupply_ui.serving.build import BuildFailed, ensure_built
from wesupply_ui.serving.family import Family
from wesupply_ui.serving.places import PROJECT
from wesupply_ui.serving.server import server_command, server_environment

READY_SECONDS = 60.0
_console = Console(highlight=False)


def register(app: typer.Typer) -> None:
    """Add the commands of this subject to `wesupply`."""
    app.command("serve")(serve)
    app.command("build")(build)


def build() -> None:
    """Build the pages if their sources changed."""
    _console.print("Pages built." if _built() else "Pages are up to date.")


def serve(
    port: Annotated[int, typer.Option(envvar="PORT", help="The one port for pages, API and socket")] = 8000,
    host: Annotated[str, typer.Option(help="0.0.0.0 opens it to other machines")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, help="Server processes; more than one needs Redis")] = 1,
    jobs: Annotated[bool, typer.Option("--jobs/--no-jobs", help="Poll carriers and send messages in this process")] = True,
    demo: Annotated[bool, typer.Option("--demo/--no-demo", help="Make the demo merchant when there is none yet")] = True,
) -> None:
    """Serve everything: builds the pages when needed, brings the database up to date, ends all it started on Ctrl-C."""
    if workers > 1 and not settings().redis_url:
        _console.print("[red]Several server processes need WESUPPLY_REDIS_URL: pages keep their state there.[/red]")
        raise typer.Exit(1)
    _refuse_a_taken_port(host, port)
    _built()
    environment = server_environment(port, jobs=jobs)
    sign_ins = asyncio.run(_prepared(demo, environment["WESUPPLY_BASE_URL"]))
    family = Family()
    family.listen_to_signals()
    family.start("The server", server_command(host, port, workers), environment=environment, folder=PROJECT)
    if _ready(family, port):
        if demo:
            carriers = [str(Path(sys.executable).parent / "wesupply"), "demo-carriers"]
            family.start("The demo's carriers", carriers, environment=environment, folder=PROJECT)
        _announce(environment["WESUPPLY_BASE_URL"], sign_ins)
    raise typer.Exit(family.run())


def _built() -> bool:
    try:
        return ensure_built(_console.print)
    except BuildFailed as problem:
        _console.print(f"[red]{problem}[/red]")
        raise typer.Exit(1) from None


def _refuse_a_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            _console.print(f"[red]Port {port} can't be used ({problem.strerror}). Choose another: make run PORT={port + 1}[/red]")
            raise typer.Exit(1) from None


def _ready(family: Family, port: int) -> bool:
    """True when the server answers; False when it ended first or took too long (then `family.run` tells or waits on)."""
    deadline = time.monotonic() + READY_SECONDS
    while not family.is_ending and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


async def _prepared(demo: bool, base_url: str) -> list[str]:
    """Bring the database up to date, with the demo merchant if wanted; returns what people should be told about signing in.

    `base_url`: where this installation is about to answer, which links in the demo's mail need to know.
    """
    os.environ["WESUPPLY_BASE_URL"] = base_url
    settings.cache_clear()
    try:
        await schema.migrate(database())
        if not demo or find_spec("wesupply_ui.demo") is None:
            return []
        made = import_module("wesupply_ui.demo").ensure(say=_console.print)
        return [str(line) for line in (await made if isawaitable(made) else made) or ()]
    finally:
        await database().close()


def _announce(base_url: str, sign_ins: list[str]) -> None:
    addresses = {"staff": f"{base_url}/app", "shoppers": f"{base_url}/", "API": f"{base_url}/api/docs"}
    _console.print(f"\n[bold green]Ready[/bold green] at [bold]{base_url}[/bold]")
    for name, address in addresses.items():
        _console.print(f"  {name:<10}{address}", soft_wrap=True)
    for line in sign_ins:
        _console.print(f"  {line}", soft_wrap=True)
    _console.print("Ctrl-C ends it.\n")

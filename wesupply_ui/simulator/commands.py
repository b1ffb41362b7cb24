"""The command `wesupply simulator`: carriers on this machine, for demos and for trying things out."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer

from wesupply_ui.simulator.running import Running, serve
from wesupply_ui.simulator.sign_in import API_KEY, CLIENT_ID, CLIENT_SECRET


def simulator(
    port: Annotated[int, typer.Option(help="Where to listen; 0 takes a free port.")] = 8600,
    host: Annotated[str, typer.Option(help="On which address.")] = "127.0.0.1",
    speed: Annotated[float, typer.Option(help="Simulated seconds per second; 3600 is an hour a second.")] = 1.0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same journeys.")] = 0,
    epoch: Annotated[str, typer.Option(help="What the simulated clock shows at the start, as ISO 8601 (default: now).")] = "",
    every: Annotated[float, typer.Option(help="Move some parcel a step every so many seconds; 0 leaves it to the clock.")] = 0.0,
) -> None:
    """Answer as UPS, FedEx, USPS, DHL, EasyPost and Shippo would, over HTTP, until Ctrl-C."""
    start = datetime.fromisoformat(epoch) if epoch else None
    if start is not None and start.tzinfo is None:
        start = start.replace(tzinfo=UTC)
    try:
        asyncio.run(serve(port, host=host, every=every, ready=_announce, seed=seed, speed=speed, epoch=start))
    except KeyboardInterrupt:
        pass
    except OSError as problem:
        typer.secho(f"Cannot listen on {host}:{port}: {problem.strerror or problem}", fg="red", err=True)
        raise typer.Exit(1) from None


def _announce(started: Running) -> None:
    typer.echo("Carrier simulator, one base URL per carrier:")
    for carrier, url in started.base_urls.items():
        typer.echo(f"  {carrier:<6} {url}")
    for provider, url in started.label_urls.items():
        typer.echo(f"  {provider:<8} {url}")
    typer.echo(f"  client id {CLIENT_ID}, client secret {CLIENT_SECRET}, API key {API_KEY}")
    typer.echo(f"  steer it at {started.control_url}/  (parcels, advance, faults, calls, clock)")

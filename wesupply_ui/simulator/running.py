"""How is the simulator started: for good (`serve`), around code on the same loop (`running`), beside blocking code (`in_thread`)."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

from wesupply_ui.simulator import control, doors
from wesupply_ui.simulator.labels import PROVIDERS
from wesupply_ui.simulator.listener import Connection, Reply, Request
from wesupply_ui.simulator.numbers import CARRIERS
from wesupply_ui.simulator.simulation import Simulation


@dataclass(frozen=True, slots=True)
class Running:
    """A simulator that answers. `base_urls`: carrier → what to put before the carrier's own paths; `control_url` ends in /_sim.

    `label_urls`: the same for label providers.
    """

    simulation: Simulation
    url: str

    @property
    def base_urls(self) -> dict[str, str]:
        return {carrier: f"{self.url}/{carrier}" for carrier in CARRIERS}

    @property
    def label_urls(self) -> dict[str, str]:
        return {provider: f"{self.url}/{provider}" for provider in PROVIDERS}

    @property
    def control_url(self) -> str:
        return f"{self.url}/_sim"


def handler(simulation: Simulation) -> Callable[[Request], Reply]:
    """What answers every request of a simulator."""

    def handle(request: Request) -> Reply:
        if request.path.startswith(control.PREFIX):
            return control.steer(simulation, request)
        return doors.knock(simulation, request)

    return handle


@asynccontextmanager
async def running(
    simulation: Simulation | None = None, *, host: str = "127.0.0.1", port: int = 0, every: float = 0
) -> AsyncIterator[Running]:
    """A simulator on this event loop until the block ends. Port 0 takes a free one.

    `every` so many seconds some parcel that is on its way moves a step (0: only the clock moves them). Raises OSError for a taken port.
    """
    world = simulation or Simulation()
    handle, connections = handler(world), set[Connection]()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(handle, connections), host, port, backlog=1024)
    stirring = asyncio.create_task(_stir(world, every)) if every > 0 else None
    try:
        yield Running(world, f"http://{host}:{server.sockets[0].getsockname()[1]}")
    finally:
        if stirring:
            stirring.cancel()
        server.close()
        for connection in tuple(connections):
            connection.close()
        await server.wait_closed()


async def _stir(simulation: Simulation, every: float) -> None:
    while True:
        await asyncio.sleep(every)
        simulation.stir()


async def serve(
    port: int, *, host: str = "127.0.0.1", every: float = 0, ready: Callable[[Running], None] | None = None, **world: Any
) -> None:
    """Answer until cancelled. `world`: what `Simulation` takes; `ready` is told the address once it listens.

    Labels of an earlier start may be in use somewhere: theirs are other numbers.
    """
    made = Simulation(**world)
    made.labels.series = str(time.time_ns())
    async with running(made, host=host, port=port, every=every) as started:
        if ready:
            ready(started)
        await asyncio.Event().wait()


@contextmanager
def in_thread(simulation: Simulation | None = None, *, port: int = 0, every: float = 0) -> Iterator[Running]:
    """A simulator on a loop of its own in another thread, for callers that block. Steer it over `control_url`, not directly."""
    started: list[Running | BaseException] = []
    is_up, stop = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def live() -> None:
        try:
            async with running(simulation, port=port, every=every) as up:
                started.append(up)
                is_up.set()
                await stop.wait()
        except BaseException as problem:
            started.append(problem)
            is_up.set()
            raise

    def run() -> None:
        try:
            loop.run_until_complete(live())
        except OSError:
            pass  # told to the caller below
        finally:
            loop.close()

    thread = threading.Thread(target=run, name="simulator", daemon=True)
    thread.start()
    is_up.wait()
    up = started[0]
    if isinstance(up, BaseException):
        thread.join()
        raise up
    try:
        yield up
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()

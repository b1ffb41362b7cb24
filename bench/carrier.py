"""A carrier that answers as fast as it can: UPS's answers of some 6.8 kB, rendered beforehand by the simulator, in a process of its own.

Prints its port. A number whose third character is M has one scan more each time it is asked for; all others never change.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from subprocess import PIPE, Popen
from sys import executable

from wesupply_ui.simulator.listener import Connection, Reply, Request
from wesupply_ui.simulator.simulation import Simulation
from wesupply_ui.simulator.wire import ups

SHIPPED = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=3)
SCANS = 17
"""In an answer that never changes."""

FIRST = 13
"""Scans that a moving parcel had before it was first asked for."""

_PLACE_OF_NUMBER = b"1Z999AA10123456784"
_TOKEN = json.dumps({"access_token": "bench", "token_type": "Bearer", "expires_in": "14399", "status": "approved"}).encode()


def bodies() -> list[bytes]:
    """UPS answers with 0, 1, 2 … scans, the number to be put in."""
    number = _PLACE_OF_NUMBER.decode()
    parcel = Simulation(epoch=SHIPPED).register("ups", number, journey="returned", shipped_at=SHIPPED)
    scans = parcel.scans
    return [json.dumps(ups.render(parcel.viewed(scans[:count], scans[count:]))).encode() for count in range(len(scans) + 1)]


def answer(made: list[bytes], number: str, count: int) -> bytes:
    """UPS's answer about this number once it has had so many scans."""
    return made[min(count, len(made) - 1)].replace(_PLACE_OF_NUMBER, number.encode())


class Carrier:
    """Answers a call. Bodies are cut around the number once."""

    def __init__(self) -> None:
        self._bodies = bodies()
        self._asked: Counter[str] = Counter()

    def __call__(self, request: Request) -> Reply:
        if request.method == "POST":
            return Reply(200, _TOKEN)
        number = request.path.rsplit("/", 1)[1]
        count = SCANS
        if number[2] == "M":
            self._asked[number] += 1
            count = FIRST + self._asked[number]
        return Reply(200, answer(self._bodies, number, count))


async def serve() -> None:
    """Answer until killed."""
    carrier, connections = Carrier(), set[Connection]()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(carrier, connections), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def running() -> Iterator[str]:
    """The carrier's base address, its process beside ours."""
    process = Popen([executable, "-m", "bench.carrier"], stdout=PIPE, text=True)
    try:
        assert process.stdout
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    asyncio.run(serve())

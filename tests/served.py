"""The product as people run it, for tests: the real server process on a free port with a data folder of its own."""

from __future__ import annotations

import asyncio
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from wesupply_ui.kernel import schema
from wesupply_ui.kernel.db import Database
from wesupply_ui.serving.family import Family
from wesupply_ui.serving.places import PROJECT
from wesupply_ui.serving.server import server_command, server_environment

READY_SECONDS = 90.0
_T = TypeVar("_T")


@dataclass(frozen=True)
class Served:
    """A running server: `url` without a slash at its end; `folder` holds its SQLite database and mail."""

    url: str
    port: int
    folder: Path

    @property
    def database_url(self) -> str:
        return f"sqlite+aiosqlite:///{self.folder / 'wesupply.sqlite3'}"

    @property
    def log(self) -> str:
        """Everything the server has printed."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def inside(self, work: Any) -> Any:
        """Run `async def work(db)` in one transaction on the server's database, from a test that is not asynchronous.

        What it announces is not heard by the server, which is another process: news comes in through the API, or from its own jobs.
        """

        async def whole() -> Any:
            database = Database(self.database_url)
            try:
                async with database.transaction() as db:
                    return await work(db)
            finally:
                await database.close()

        return apart(whole())


def apart(work: Coroutine[Any, Any, _T]) -> _T:
    """Run a coroutine to its end in a thread of its own: this thread may have a loop running already (Playwright's)."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(folder: Path, *, jobs: bool = False, pages: bool = True, environment: Mapping[str, str] | None = None) -> Iterator[Served]:
    """A server on a migrated, empty database. Without `pages` it needs no build: API and socket alone."""
    port = free_port()
    served = Served(f"http://localhost:{port}", port, folder)
    apart(_migrate(served.database_url))
    own = {"WESUPPLY_DATA_DIR": str(folder), "WESUPPLY_BASE_URL": served.url, "WESUPPLY_DATABASE_URL": ""}
    if not pages:
        own["__REFLEX_MOUNT_FRONTEND_COMPILED_APP"] = "false"
    family = Family()
    whole = server_environment(port, jobs=jobs) | own | dict(environment or {})
    family.start("server", server_command("127.0.0.1", port), environment=whole, folder=PROJECT, log=folder / "server.log")
    try:
        _wait_until_ready(family, served)
        yield served
    finally:
        family.end()


async def _migrate(url: str) -> None:
    database = Database(url)
    await schema.migrate(database)
    await database.close()


def _wait_until_ready(family: Family, served: Served) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and not family.is_ending:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{served.port}/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"The server did not start:\n{served.log[-4000:]}")

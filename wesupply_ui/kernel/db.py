"""The database: one engine a process, one transaction a request, handler or job piece. The only place that commits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from wesupply_ui.kernel import live
from wesupply_ui.kernel.settings import settings

SQLITE_BUSY_MS = 15_000

# A fault that is logged says which statement failed, not what people had written into it.
_QUIET: dict[str, Any] = {"hide_parameters": True}


class Database:
    """An engine with its two kinds of session. `transaction()` writes, `reading()` only reads."""

    def __init__(self, url: str, **engine_options: Any) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.engine: AsyncEngine = _sqlite_engine(url, engine_options) if self.is_sqlite else _postgres_engine(url, engine_options)
        self._writers = async_sessionmaker(self.engine, expire_on_commit=False)
        self._readers = async_sessionmaker(self.engine.execution_options(sqlite_begin="BEGIN"), expire_on_commit=False)
        self._write_locks: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """One transaction that may write: committed when the block ends, rolled back when it raises.

        Topics announced in it are published after the commit, never before. SQLite has one writer at a time: waiting in
        the loop is cheaper than waiting in the file lock.
        """
        if not self.is_sqlite:
            async with self._writers() as session, session.begin():
                yield session
        else:
            async with self._write_lock(), self._writers() as session, session.begin():
                yield session
        await live.publish(live.announced(session))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session for reads: a consistent snapshot, no lock, nothing is committed."""
        async with self._readers() as session:
            yield session

    def _write_lock(self) -> asyncio.Lock:
        return self._write_locks.setdefault(asyncio.get_running_loop(), asyncio.Lock())

    async def close(self) -> None:
        """Give back every connection."""
        await self.engine.dispose()


def _sqlite_engine(url: str, options: dict[str, Any]) -> AsyncEngine:
    engine = create_async_engine(url, **({"pool_size": 8, "max_overflow": 24} | _QUIET | options))

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            f"busy_timeout={SQLITE_BUSY_MS}",
            "synchronous=NORMAL",
            "cache_size=-32000",
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        # A write that starts as a read fails at once when another writer came between, so writers take the lock first.
        connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN IMMEDIATE"))

    return engine


def _postgres_engine(url: str, options: dict[str, Any]) -> AsyncEngine:
    return create_async_engine(url, **({"pool_size": 10, "max_overflow": 20, "pool_pre_ping": True} | _QUIET | options))


_current: Database | None = None


def database() -> Database:
    """The process's database, made from the settings on first use."""
    global _current
    if _current is None:
        if not settings().database_url:
            settings().data_dir.mkdir(parents=True, exist_ok=True)
        _current = Database(settings().sqlalchemy_url)
    return _current


def use(db: Database | None) -> Database | None:
    """Plug another database in (tests, commands); returns the one before."""
    global _current
    before, _current = _current, db
    return before

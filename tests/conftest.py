"""What every test may ask for: a fresh database of either kind with the real migrations, and a merchant in it."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

# Before anything reads the settings: tests never touch a developer's data folder or mail server.
_DATA = Path(tempfile.mkdtemp(prefix="wesupply-tests-"))
os.environ |= {"WESUPPLY_DATA_DIR": str(_DATA), "WESUPPLY_SECRET_KEY": "a key for tests only, long enough to be one"}
for _name in ("WESUPPLY_DATABASE_URL", "WESUPPLY_REDIS_URL", "WESUPPLY_SMTP_URL"):
    os.environ.pop(_name, None)

from tests import cheap_passwords, one_dialect  # noqa: E402
from wesupply_ui.domain import tables  # noqa: E402
from wesupply_ui.domain.accounts.models import Merchant  # noqa: E402
from wesupply_ui.kernel import db as kernel_db  # noqa: E402
from wesupply_ui.kernel import schema  # noqa: E402
from wesupply_ui.kernel.db import Database  # noqa: E402

cheap_passwords.use()


def pytest_unconfigure() -> None:
    shutil.rmtree(_DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL for this run, from a wheel, with every migration run; started when the first test asks."""
    from tests import postgres

    with postgres.running() as url:
        _apart(_migrate(url))
        yield url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite file with every migration run; tests copy it."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.sqlite3"
    _apart(_migrate(f"sqlite+aiosqlite:///{path}"))
    return path


async def _migrate(url: str) -> None:
    database = Database(url)
    await schema.migrate(database)
    await database.close()


def _apart(work: Coroutine[Any, Any, None]) -> None:
    with ThreadPoolExecutor(1) as pool:  # a test's loop may be running already in this thread
        pool.submit(asyncio.run, work).result()


@pytest.fixture(params=["sqlite", "postgres"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A migrated, empty database, plugged in as the process's own. Each test using it runs on SQLite and on PostgreSQL."""
    async for each in _fresh(request.param, request, tmp_path):
        yield each


@pytest.fixture
async def sqlite(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """As `database`, on SQLite alone: for doors and screens, whose queries are proven on both elsewhere."""
    async for each in _fresh("sqlite", request, tmp_path):
        yield each


async def _fresh(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    if kind == "sqlite":
        path = tmp_path / "test.sqlite3"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        fresh = Database(f"sqlite+aiosqlite:///{path}", plugins=[one_dialect.NAME])
    else:
        fresh = Database(request.getfixturevalue("postgres_url"), plugins=[one_dialect.NAME])
        await _empty(fresh)
    before = kernel_db.use(fresh)
    try:
        yield fresh
    finally:
        kernel_db.use(before)
        await fresh.close()


async def _empty(database: Database) -> None:
    """Take out what the test before left: a tenth of the time of truncating, which costs for each table, also an empty one."""
    filled = " UNION ALL ".join(
        f"SELECT '{each.name}' WHERE EXISTS (SELECT 1 FROM \"{each.name}\")" for each in tables.metadata.sorted_tables
    )
    async with database.transaction() as session:
        names = (await session.execute(text(filled))).scalars().all()
        await session.execute(text("SET LOCAL session_replication_role = replica"))  # the audit log refuses deletion, as it should
        for name in names:
            await session.execute(text(f'DELETE FROM "{name}"'))


@pytest.fixture
async def merchant(database: Database) -> Merchant:
    """Acme, a retailer in Chicago."""
    return await _acme(database)


async def _acme(database: Database) -> Merchant:
    acme = Merchant(slug="acme", name="Acme Outfitters", time_zone="America/Chicago", currency="USD", country="US")
    async with database.transaction() as session:
        session.add(acme)
    return acme

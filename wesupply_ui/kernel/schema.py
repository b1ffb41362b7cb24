"""Is the database's schema the one this code was written for? Brings it there, and says where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from wesupply_ui.kernel.db import Database

PROJECT = Path(__file__).resolve().parents[2]


def _config(connection: Any) -> Config:
    config = Config(str(PROJECT / "alembic.ini"))
    config.attributes["connection"] = connection
    return config


async def migrate(db: Database) -> None:
    """Run pending migrations; nothing happens when there are none. Safe to start twice: the database's lock decides."""
    async with db.engine.begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(_config(sync), "head"))


async def is_current(db: Database) -> bool:
    """Whether the database has every migration."""
    async with db.engine.connect() as connection:
        heads = await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_heads())
    return set(heads) == set(ScriptDirectory(str(PROJECT / "alembic")).get_heads())

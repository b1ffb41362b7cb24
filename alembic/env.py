"""How migrations reach the database: the connection handed over by `wesupply migrate` or tests, else the configured one."""

import asyncio

from alembic import context
from sqlalchemy.ext.asyncio import create_async_engine

from wesupply_ui.domain import tables
from wesupply_ui.kernel.settings import settings


def migrate(connection) -> None:
    """Run every pending migration in one transaction. SQLite changes tables by copying them (batch mode)."""
    context.configure(
        connection=connection, target_metadata=tables.metadata, render_as_batch=connection.dialect.name == "sqlite", compare_type=True
    )
    with context.begin_transaction():
        context.run_migrations()


async def from_settings() -> None:
    engine = create_async_engine(settings().sqlalchemy_url)
    async with engine.connect() as connection:
        await connection.run_sync(migrate)
        await connection.commit()
    await engine.dispose()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    migrate(handed_over)
else:
    asyncio.run(from_settings())

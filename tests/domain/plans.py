"""How would the database answer the queries of a block? For tests that lists stay quick however long they are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.kernel.db import Database


async def analysed(database: Database) -> None:
    """The planner knows how much there is."""
    async with database.engine.connect() as connection:
        options = await connection.execution_options(isolation_level="AUTOCOMMIT") if not database.is_sqlite else connection
        await options.execute(text("ANALYZE"))


@asynccontextmanager
async def plans(database: Database) -> AsyncIterator[tuple[AsyncSession, list[str]]]:
    """A session, and the plan of each query that is run in it."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    found: list[str] = []
    async with database.reading() as db:
        connection = (await db.connection()).sync_connection
        assert connection is not None
        if not database.is_sqlite:  # where every row is wanted, reading the table is right; here it is asked whether an index could
            await db.execute(text("SET LOCAL enable_seqscan = off"))
        event.listen(connection, "before_cursor_execute", note)
        yield db, found
        event.remove(connection, "before_cursor_execute", note)
        explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
        for statement, parameters in asked:
            rows = await (await db.connection()).exec_driver_sql(explain + statement, parameters)
            found.append("\n".join(str(row[3] if database.is_sqlite else row[0]) for row in rows))


def reads_everything(plan: str) -> bool:
    """Whether a plan walks a whole table that grows with the shop. PostgreSQL is told to, where it can, not to."""
    walks = tuple(f"SCAN {table}" for table in ("order", '"order"', "parcel", "shipment", "scan"))
    return any(line.strip().startswith((*walks, "->  Seq Scan on", "Seq Scan on")) for line in plan.splitlines())

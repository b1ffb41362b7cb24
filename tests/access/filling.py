"""A merchant with a row in every table, whose words can be told from everybody else's; and whether any of it was changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Float, Integer, LargeBinary, Numeric, String, Table, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain import tables
from wesupply_ui.kernel import clock

MARK = "zzacme"
"""Is in every word of the first merchant's that these rows make."""


def of_merchants() -> list[Table]:
    """Every table whose rows belong to a merchant, parents first."""
    return [table for table in tables.metadata.sorted_tables if "merchant_id" in table.c]


async def fill(db: AsyncSession, merchant_id: str) -> list[str]:
    """Put a row of this merchant into each table of merchants that has none yet; the names of tables where that did not work."""
    failed = []
    for table in of_merchants():
        if (await db.execute(select(table).where(table.c.merchant_id == merchant_id).limit(1))).first():
            continue
        values = {column.name: await _value(db, column, merchant_id) for column in table.c}
        try:
            async with db.begin_nested():
                await db.execute(table.insert().values(**{name: value for name, value in values.items() if value is not ...}))
        except SQLAlchemyError as error:
            failed.append(f"{table.name}: {error.args[0]}")
    return failed


async def ids_of(db: AsyncSession, merchant_id: str) -> list[str]:
    """What names things of this merchant: keys, numbers, addresses."""
    found: set[str] = set()
    for table in of_merchants():
        names = [c.name for c in table.c if (c.primary_key or c.name in _NAMES or c.name.endswith("_id")) and c.name != "merchant_id"]
        if not names:
            continue
        rows = (await db.execute(select(*(table.c[name] for name in names)).where(table.c.merchant_id == merchant_id).limit(3))).all()
        found |= {str(value) for row in rows for value in row if value not in (None, "") and len(str(value)) > 2}
    return sorted(found | {merchant_id})


async def snapshot(db: AsyncSession, merchant_id: str) -> dict[str, set[str]]:
    """Every row of this merchant, by table, as text."""
    kept = {}
    for table in [*of_merchants(), tables.metadata.tables["merchant"]]:
        mine = table.c.id if table.name == "merchant" else table.c.merchant_id
        rows: Iterable[Any] = (await db.execute(select(table).where(mine == merchant_id))).all()
        kept[table.name] = {repr(tuple(row)) for row in rows}
    return kept


_NAMES = frozenset({"number", "external_id", "email", "client_id", "sku", "name", "slug", "token_hash", "key"})


async def _value(db: AsyncSession, column: Column[Any], merchant_id: str) -> Any:
    if column.name == "merchant_id":
        return merchant_id
    for key in column.foreign_keys:
        other = key.column
        mine = other.table.c.merchant_id == merchant_id if "merchant_id" in other.table.c else other.table.c.id == merchant_id
        if other.table.name == "person":
            mine = other.table.c.id.is_not(None)
        found = (await db.execute(select(other).where(mine).limit(1))).scalar_one_or_none()
        return found if found is not None or column.nullable else "missing"
    kind = getattr(column.type, "impl_instance", column.type)  # SQLModel's own kinds wrap the plain ones
    match kind:
        case Boolean():
            return False
        case Integer():
            return ... if column.primary_key else 1
        case Float() | Numeric():
            return 1
        case DateTime():
            return clock.now()
        case Date():
            return clock.now().date()
        case JSON():
            default = column.default.arg(None) if column.default is not None and callable(column.default.arg) else {}
            return default if isinstance(default, list | dict) else {}
        case LargeBinary():
            return b""
        case String():
            return f"{MARK}-{column.table.name}-{column.name}"[: kind.length or 200]
    return clock.now() if kind.python_type in (datetime, date) else f"{MARK}-{column.table.name}-{column.name}"

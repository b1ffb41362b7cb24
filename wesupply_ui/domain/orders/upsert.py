"""Orders come in: hundreds at a time, each made, changed or left as it was, in a few statements whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.orders.custom.keep import keep_values, restore_words
from wesupply_ui.domain.orders.match_customers import CUSTOMER_COLUMNS, Customers, load_customers, match_customer
from wesupply_ui.domain.orders.merge import LINE_COLUMNS, ORDER_COLUMNS, Merged, Row, merge
from wesupply_ui.domain.orders.models import Customer, Order, OrderLine
from wesupply_ui.domain.orders.read_order import ReadOrder
from wesupply_ui.domain.orders.terms import add_words, move_words, remove_words, words_of

_ORDERS, _LINES, _CUSTOMERS = Order.__table__, OrderLine.__table__, Customer.__table__  # type: ignore[attr-defined]


@dataclass(slots=True)
class Present:
    """What we have already of a batch's orders: rows by external id, and the lines of those whose lines may be needed."""

    orders: dict[str, Row] = field(default_factory=dict)
    lines: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))


async def take_turns(db: AsyncSession, merchant_id: str) -> None:
    """One batch of a merchant's orders at a time, until the transaction ends: two batches with the same new customer would make two.

    SQLite has one writer anyway.
    """
    if db.get_bind().dialect.name == "postgresql":
        await db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"orders:{merchant_id}", 0))))


async def load_orders(db: AsyncSession, merchant_id: str, external_ids: Sequence[str]) -> Present:
    """The orders that we have of these, without their lines."""
    mine = select(_ORDERS).where(_ORDERS.c.merchant_id == merchant_id, _ORDERS.c.external_id.in_(external_ids))
    return Present({row["external_id"]: dict(row) for row in (await db.execute(mine)).mappings()})


async def load_lines(db: AsyncSession, present: Present, order_ids: Sequence[str]) -> None:
    """Add the lines of some of the orders."""
    if order_ids:
        for row in (await db.execute(select(_LINES).where(_LINES.c.order_id.in_(order_ids)))).mappings():
            present.lines[row["order_id"]].append(dict(row))


async def upsert(db: AsyncSession, merchant: Merchant, reads: Sequence[ReadOrder], present: Present, *, now: datetime) -> list[Merged]:
    """Write a batch of orders that may be taken, each external id once. What became of each, in their order.

    `present` holds the orders and lines that we have of them, loaded in this transaction after `take_turns`.
    """
    merged = []
    for read in reads:
        before = present.orders.get(read.external_id)
        merged.append(merge(read, before, present.lines[before["id"]] if before else [], merchant, now=now))
    customers = await load_customers(db, merchant.id, merged)
    for each in merged:
        match_customer(each, customers, now=now)
        if each.before is not None and each.is_changed:
            each.row["updated_at"] = now
    await _write_customers(db, customers)
    await _write_orders(db, merged)
    await _write_lines(db, merged)
    await _write_words(db, merchant.id, merged)
    moved = await keep_values(db, merchant.id, {each.row["id"]: each.read.custom for each in merged if each.read.custom})
    await _date(db, merged, moved, now)
    return merged


async def _write_customers(db: AsyncSession, customers: Customers) -> None:
    if customers.new:
        await db.execute(insert(_CUSTOMERS), list(customers.new.values()))
    if customers.changed:
        await _update(db, _CUSTOMERS, (*CUSTOMER_COLUMNS, "updated_at"), list(customers.changed.values()))


async def _write_orders(db: AsyncSession, merged: list[Merged]) -> None:
    new = [each.row for each in merged if each.is_new]
    if new:
        await db.execute(insert(_ORDERS), new)
    # An input that changes nothing still leaves its digest and remarks: its next repetition costs no reading.
    touched = [each.row for each in merged if not each.is_new]
    if touched:
        await _update(db, _ORDERS, (*ORDER_COLUMNS, "remarks", "input_digest", "updated_at"), touched)


async def _write_lines(db: AsyncSession, merged: list[Merged]) -> None:
    new = [line for each in merged for line in each.new_lines]
    if new:
        await db.execute(insert(_LINES), new)
    changed = [line for each in merged for line in each.changed_lines]
    if changed:
        await _update(db, _LINES, LINE_COLUMNS, changed)


async def _write_words(db: AsyncSession, merchant_id: str, merged: list[Merged]) -> None:
    added: list[tuple[str, str]] = []
    gone: list[tuple[str, str]] = []
    for each in merged:
        before = words_of(each.before) if each.before else set()
        after = words_of(each.row)
        added += [(each.row["id"], word) for word in after - before]
        gone += [(each.row["id"], word) for word in before - after]
    await remove_words(db, merchant_id, gone)
    await restore_words(db, merchant_id, sorted({order_id for order_id, _ in gone}))
    await move_words(db, {each.row["id"]: each.row["placed_at"] for each in merged if _is_moved(each)})
    await add_words(db, merchant_id, added, placed={each.row["id"]: each.row["placed_at"] for each in merged})


def _is_moved(merged: Merged) -> bool:
    return merged.before is not None and merged.before["placed_at"] != merged.row["placed_at"]


async def _date(db: AsyncSession, merged: list[Merged], moved: set[str], now: datetime) -> None:
    """Orders whose own fields alone are others than before have changed too."""
    late = []
    for each in merged:
        each.has_own_news = each.row["id"] in moved
        if each.has_own_news and each.row["updated_at"] != now:
            each.row["updated_at"] = now
            late.append(each.row)
    if late:
        await _update(db, _ORDERS, ("updated_at",), late)


async def _update(db: AsyncSession, table: Any, columns: Sequence[str], rows: list[Row]) -> None:
    statement = update(table).where(table.c.id == bindparam("row_id")).values({name: bindparam(f"new_{name}") for name in columns})
    await db.execute(statement, [{"row_id": row["id"]} | {f"new_{name}": row[name] for name in columns} for row in rows])

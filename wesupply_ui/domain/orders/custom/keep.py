"""What do orders have in the merchant's own fields now? Writes a batch of values, and keeps the words by which orders are found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import tuple_
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, delete, select

from wesupply_ui.domain.orders.custom.kinds import Value
from wesupply_ui.domain.orders.custom.models import OrderField, OrderFieldValue
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.terms import add_words, remove_words, words_of
from wesupply_ui.kernel.planning import unled

_VALUES = OrderFieldValue.__table__  # type: ignore[attr-defined]
_OWN_WORDS = [Order.__table__.c[name] for name in ("id", "number_key", "email", "name", "address", "tags")]  # type: ignore[attr-defined]
_CHUNK = 400
Given = Mapping[str, Mapping[str, Value | None]]
"""Order id → field id → value; None clears."""


async def keep_values(db: AsyncSession, merchant_id: str, given: Given) -> set[str]:
    """Write these values; ids of the orders in which one of them is another than before. The caller has checked whose orders they are."""
    if not given:
        return set()
    before = await _values(db, merchant_id, list(given))
    set_rows: list[dict[str, Any]] = []
    gone: list[tuple[str, str]] = []
    for order_id, values in given.items():
        for field_id, value in values.items():
            had = before.get((order_id, field_id))
            if value is None and had is not None:
                gone.append((order_id, field_id))
            elif value is not None and value != had:
                set_rows.append(_row(merchant_id, order_id, field_id, value))
    for start in range(0, len(gone), _CHUNK):
        chosen = tuple_(_VALUES.c.order_id, _VALUES.c.field_id).in_(gone[start : start + _CHUNK])
        await db.execute(delete(OrderFieldValue).where(col(OrderFieldValue.merchant_id) == merchant_id, chosen))
    await _write(db, set_rows)
    changed = [*gone, *((row["order_id"], row["field_id"]) for row in set_rows)]
    await _move_words(db, merchant_id, changed, before, given)
    return {order_id for order_id, _ in changed}


async def restore_words(db: AsyncSession, merchant_id: str, order_ids: Sequence[str]) -> None:
    """These orders lost words of their own columns; those that a field has too are put back."""
    searched = await _searched(db, merchant_id)
    if searched and order_ids:
        found = await _values(db, merchant_id, list(order_ids))
        await add_words(
            db, merchant_id, {(order_id, word) for (order_id, field), v in found.items() if field in searched for word in v.words}
        )


async def index_field(db: AsyncSession, field: OrderField) -> None:
    """Every order is found by its value in this field, or no longer is: as `is_searched` says now, and not while it is archived."""
    V = OrderFieldValue
    last = ""
    while True:
        query = select(V.order_id, V.value_text).where(V.merchant_id == field.merchant_id, V.field_id == field.id, V.order_id > last)
        rows = (await db.execute(query.order_by(V.order_id).limit(1000))).all()
        if not rows:
            return
        last = rows[-1][0]
        words = [(order_id, word) for order_id, text in rows for word in Value(text).words]
        if field.is_searched and field.archived_at is None:
            await add_words(db, field.merchant_id, words)
        else:
            await _drop_words(db, field.merchant_id, words)


async def _move_words(
    db: AsyncSession, merchant_id: str, changed: Iterable[tuple[str, str]], before: Mapping[tuple[str, str], Value], given: Given
) -> None:
    searched = await _searched(db, merchant_id)
    moved = [(order_id, field_id) for order_id, field_id in changed if field_id in searched]
    after = {pair: given[pair[0]][pair[1]] for pair in moved}
    gone = [(pair[0], word) for pair in moved if pair in before for word in before[pair].words]
    await _drop_words(db, merchant_id, gone)
    await add_words(db, merchant_id, {(pair[0], word) for pair, value in after.items() if value for word in value.words})


async def _drop_words(db: AsyncSession, merchant_id: str, words: Sequence[tuple[str, str]]) -> None:
    """Take words away that neither the order's own columns nor another searched field has."""
    ids = sorted({order_id for order_id, _ in words})
    if not ids:
        return
    needed: dict[str, set[str]] = {order_id: set() for order_id in ids}
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        for row in (await db.execute(select(*_OWN_WORDS).where(col(Order.id).in_(some)))).mappings():
            needed[row["id"]] |= words_of(row)
        searched = await _searched(db, merchant_id)
        for (order_id, field_id), value in (await _values(db, merchant_id, some)).items():
            if field_id in searched:
                needed[order_id] |= value.words
    await remove_words(db, merchant_id, [(order_id, word) for order_id, word in words if word not in needed[order_id]])


async def _searched(db: AsyncSession, merchant_id: str) -> set[str]:
    F = OrderField
    mine = select(F.id).where(F.merchant_id == merchant_id, F.is_searched, col(F.archived_at).is_(None))
    return set((await db.execute(mine)).scalars())


async def _values(db: AsyncSession, merchant_id: str, order_ids: Sequence[str]) -> dict[tuple[str, str], Value]:
    found: dict[tuple[str, str], Value] = {}
    V = _VALUES.c
    for start in range(0, len(order_ids), _CHUNK):
        some = order_ids[start : start + _CHUNK]
        query = select(V.order_id, V.field_id, V.value_text, V.value_number).where(
            unled(V.merchant_id) == merchant_id, V.order_id.in_(some)
        )
        found |= {(row.order_id, row.field_id): Value(row.value_text, row.value_number) for row in await db.execute(query)}
    return found


def _row(merchant_id: str, order_id: str, field_id: str, value: Value) -> dict[str, Any]:
    return {
        "order_id": order_id,
        "field_id": field_id,
        "merchant_id": merchant_id,
        "value_text": value.text,
        "value_number": value.number,
        "value_key": value.key,
    }


async def _write(db: AsyncSession, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    statement = insert(_VALUES)
    newer = {name: statement.excluded[name] for name in ("value_text", "value_number", "value_key")}
    await (await db.connection()).execute(statement.on_conflict_do_update(index_elements=["order_id", "field_id"], set_=newer), rows)

"""Writes changes of staff to orders, one or hundreds alike: the columns, and the words by which lists filter by tag."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.orders.changes import Change
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.terms import STAFFS, add_words, remove_words, tag_mark
from wesupply_ui.kernel import live

_ORDERS = Order.__table__  # type: ignore[attr-defined]


async def apply(db: AsyncSession, merchant_id: str, changes: Mapping[str, Change], *, now: datetime) -> None:
    """By order id. All changes are of one kind. Whoever calls has judged these orders in this transaction, with their rows locked."""
    if not changes:
        return
    kind = set(next(iter(changes.values())).after) & {"assigned_to", "own_tags"}
    names = sorted(kind | {"assigned_at"}) if "assigned_to" in kind else sorted(kind)
    statement = update(_ORDERS).where(_ORDERS.c.id == bindparam("order_id"), _ORDERS.c.merchant_id == merchant_id)
    statement = statement.values({name: bindparam(f"new_{name}", type_=_ORDERS.c[name].type) for name in names})
    rows = [
        {"order_id": order_id} | {f"new_{name}": now if name == "assigned_at" else change.after[name] for name in names}
        for order_id, change in changes.items()
    ]
    await (await db.connection()).execute(statement, rows)
    if "own_tags" in kind:
        await _write_marks(db, merchant_id, changes)
    live.announce(db, f"merchant:{merchant_id}", *(f"order:{order_id}" for order_id in changes))


async def _write_marks(db: AsyncSession, merchant_id: str, changes: Mapping[str, Change]) -> None:
    added, gone = [], []
    for order_id, change in changes.items():
        before, after = ({tag_mark(tag, STAFFS) for tag in part["own_tags"]} for part in (change.before, change.after))
        added += [(order_id, mark) for mark in sorted(after - before)]
        gone += [(order_id, mark) for mark in sorted(before - after)]
    await remove_words(db, merchant_id, gone)
    await add_words(db, merchant_id, added)

"""The journal as lines of a file, for whoever reconciles it: every posting of a span of time; debits and credits come to the same."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import ORDERS_EXPORT
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.models import JournalEntry, Posting
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.kernel.money import to_major

Reading = Callable[[], AbstractAsyncContextManager[AsyncSession]]
AT_ONCE = 500
HEADS = (
    "entry", "booked_at", "happened_at", "kind", "order_number", "order_external_id", "cause_kind", "cause_id", "account", "debit",
    "credit", "currency", "actor",
)  # fmt: skip


async def begin_ledger_export(db: AsyncSession, scope: Scope, begin: datetime, end: datetime, *, now: datetime) -> None:
    """The audit log says who took what along."""
    scope.require(ORDERS_EXPORT)
    after = {"from": begin.isoformat(), "to": end.isoformat()}
    await audit.note(db, scope, "ledger.exported", "ledger:journal", at=now, after=after)


async def exported_postings(reading: Reading, scope: Scope, begin: datetime, end: datetime) -> AsyncIterator[list[Any]]:
    """Entries booked from `begin` on and before `end`, oldest first; each page in a transaction of its own."""
    after: tuple[datetime, str] | None = None
    while True:
        async with reading() as db:
            entries = await _page(db, scope, begin, end, after)
            lines = await _lines(db, scope, entries)
        for line in lines:
            yield line
        if len(entries) < AT_ONCE:
            return
        after = (entries[-1].booked_at, entries[-1].id)


async def _page(db: AsyncSession, scope: Scope, begin: datetime, end: datetime, after: tuple[datetime, str] | None) -> list[JournalEntry]:
    J = JournalEntry
    mine = (col(J.merchant_id) == scope.merchant_id) & (col(J.booked_at) >= begin) & (col(J.booked_at) < end)
    query = select(J).where(mine)
    if after is not None:
        query = query.where(tuple_(col(J.booked_at), col(J.id)) > tuple_(*after))
    return list((await db.execute(query.order_by(col(J.booked_at), col(J.id)).limit(AT_ONCE))).scalars())


async def _lines(db: AsyncSession, scope: Scope, entries: list[JournalEntry]) -> list[list[Any]]:
    P = Posting
    mine = (col(P.merchant_id) == scope.merchant_id) & col(P.entry_id).in_([each.id for each in entries])
    postings: dict[str, list[Posting]] = {}
    for each in (await db.execute(select(P).where(mine).order_by(col(P.entry_id), col(P.account)))).scalars():
        postings.setdefault(each.entry_id, []).append(each)
    orders = {each.order_id for each in entries if each.order_id}
    named = select(col(Order.id), col(Order.number), col(Order.external_id)).where(
        col(Order.merchant_id) == scope.merchant_id, col(Order.id).in_(sorted(orders))
    )
    known = {row[0]: (row[1], row[2]) for row in (await db.execute(named)).all()}
    return [_line(entry, each, known.get(entry.order_id or "", ("", ""))) for entry in entries for each in postings.get(entry.id, [])]


def _line(entry: JournalEntry, posting: Posting, order: tuple[str, str]) -> list[Any]:
    amount = Decimal(to_major(abs(posting.amount_minor), entry.currency))
    debit, credit = (amount, None) if posting.amount_minor > 0 else (None, amount)
    when = [each.replace(microsecond=0) for each in (entry.booked_at, entry.happened_at)]
    return [
        entry.id, *when, entry.kind, *order, entry.cause_kind, entry.cause_id, posting.account, debit, credit, entry.currency, entry.actor,
    ]  # fmt: skip

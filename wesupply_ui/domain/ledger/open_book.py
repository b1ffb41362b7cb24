"""Opens an order's book, locked for this transaction, and writes down what the order was paid when that is new or has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger import chart
from wesupply_ui.domain.ledger.cause import Cause
from wesupply_ui.domain.ledger.models import OrderBook, OrderTender
from wesupply_ui.domain.ledger.paid import Paid, Tender, paid_for
from wesupply_ui.domain.ledger.post import post
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.queries import lines_of, order_by_id


async def open_book(db: AsyncSession, scope: Scope, order_id: str, *, now: datetime) -> tuple[OrderBook, list[OrderTender]]:
    """The book and its payments in the order in which they are given back. Whoever else opens it waits for this transaction's end.

    NotFound when the order is none of the scope's.
    """
    order = await order_by_id(db, scope, order_id)
    writes = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    fresh = OrderBook(
        merchant_id=scope.merchant_id, order_id=order.id, customer_id=order.customer_id, currency=order.currency, opened_at=now
    )
    await db.execute(writes(OrderBook).values(**fresh.model_dump()).on_conflict_do_nothing())
    book = await _locked(db, scope, order)
    # The lock is held: what the order says now is what counts for everybody who comes later.
    await db.refresh(order)
    paid = paid_for(order, await lines_of(db, order))
    tenders = await _tenders(db, book, paid)
    await _write_sale(db, scope, order, book, paid, now)
    return book, tenders


async def _locked(db: AsyncSession, scope: Scope, order: Order) -> OrderBook:
    mine = select(OrderBook).where(OrderBook.merchant_id == scope.merchant_id, OrderBook.order_id == order.id)
    return (await db.execute(mine.with_for_update().execution_options(populate_existing=True))).scalar_one()


async def _tenders(db: AsyncSession, book: OrderBook, paid: Paid) -> list[OrderTender]:
    """Known again by their reference, else by their kind and place among those. One that the order no longer tells bears nothing more."""
    mine = select(OrderTender).where(OrderTender.book_id == book.id).execution_options(populate_existing=True)
    known = {each.key: each for each in (await db.execute(mine)).scalars()}
    found: list[OrderTender] = []
    for position, (key, told) in enumerate(_keyed(paid)):
        row = known.pop(key, None)
        if row is None:
            row = OrderTender(merchant_id=book.merchant_id, book_id=book.id, key=key, kind=told.kind)
            db.add(row)
        row.position, row.kind, row.paid_minor = position, told.kind, told.amount
        row.provider, row.reference = told.provider, told.reference
        found.append(row)
    for gone in known.values():
        gone.paid_minor = 0
    await db.flush()
    return found


def _keyed(paid: Paid) -> Sequence[tuple[str, Tender]]:
    seen: dict[str, int] = {}
    found = []
    for each in paid.tenders:
        name = f"{each.provider}:{each.reference}" if each.reference else each.kind
        seen[name] = seen.get(name, 0) + 1
        found.append((name if seen[name] == 1 else f"{name}#{seen[name]}", each))
    return found


async def _write_sale(db: AsyncSession, scope: Scope, order: Order, book: OrderBook, paid: Paid, now: datetime) -> None:
    """What came in and for what. When the shop tells the order anew, only what is different is written: entries never change."""
    moves: dict[str, int] = {}
    for each in paid.tenders:
        moves[chart.payment(each.kind)] = moves.get(chart.payment(each.kind), 0) + each.amount
    for account, amount in (
        (chart.GOODS, paid.goods),
        (chart.TAX, paid.tax),
        (chart.SHIPPING, paid.shipping),
        (chart.DIFFERENCE, paid.difference),
    ):
        moves[account] = -amount
    before = {account: int(amount) for account, amount in book.sale.items()}
    changed = {account: moves.get(account, 0) - before.get(account, 0) for account in sorted({*moves, *before})}
    if any(changed.values()):
        book.sale_count += 1
        key = f"sale:{order.id}:{book.sale_count}"
        cause = Cause("order", order.id, key)
        book.sale = moves
        await post(
            db,
            scope,
            "sale",
            cause,
            changed,
            currency=book.currency,
            order_id=order.id,
            customer_id=book.customer_id,
            happened_at=order.placed_at,
            now=now,
        )
    book.paid_minor = paid.total
    await db.flush()

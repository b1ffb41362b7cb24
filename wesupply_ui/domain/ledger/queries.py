"""All reads of an order's book: what was paid, given back, and every entry with its postings."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.balance import summed
from wesupply_ui.domain.ledger.models import JournalEntry, OrderBook, Posting
from wesupply_ui.domain.orders.models import Order


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """An order's book in minor units. Empty until something was settled. `balances`: account → debits less credits."""

    currency: str
    paid: int
    given_back: int
    balances: dict[str, int]
    entries: tuple[tuple[JournalEntry, dict[str, int]], ...]


async def money_of(db: AsyncSession, scope: Scope, order: Order) -> OrderMoney:
    """The book of an order that the scope reaches."""
    book = select(OrderBook).where(OrderBook.merchant_id == scope.merchant_id, OrderBook.order_id == order.id)
    found = (await db.execute(book)).scalar_one_or_none()
    mine = select(JournalEntry).where(JournalEntry.merchant_id == scope.merchant_id, JournalEntry.order_id == order.id)
    entries = (await db.execute(mine.order_by(col(JournalEntry.id)))).scalars().all()
    postings: dict[str, dict[str, int]] = {each.id: {} for each in entries}
    of_them = select(Posting).where(Posting.merchant_id == scope.merchant_id, col(Posting.entry_id).in_(list(postings)))
    for each in (await db.execute(of_them)).scalars():
        postings[each.entry_id][each.account] = each.amount_minor
    return OrderMoney(
        order.currency,
        found.paid_minor if found else 0,
        found.given_back_minor if found else 0,
        {account: amount for account, amount in sorted(summed(postings.values()).items()) if amount},
        tuple((each, postings[each.id]) for each in entries),
    )

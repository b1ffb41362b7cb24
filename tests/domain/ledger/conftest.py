"""A merchant's order for $123.20, and somebody who may settle."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from tests.builders import an_order
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.ledger.cause import Cause
from wesupply_ui.domain.ledger.models import JournalEntry, Posting
from wesupply_ui.domain.ledger.settle import settle
from wesupply_ui.domain.ledger.settlement import Settlement
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.kernel.db import Database

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
CARD = {"kind": "card", "provider": "stripe", "reference": "pi_3Mexample", "amount": "123.20"}


@dataclass(frozen=True)
class Money:
    """What a return brings, as a quote has it."""

    goods: int = 0
    tax: int = 0
    shipping: int = 0
    return_cost: int = 0
    restocking: int = 0
    bonus: int = 0


@dataclass
class Shop:
    """Everything a test needs of one merchant and one order."""

    database: Database
    scope: Scope
    order: Order

    async def settle(self, money: Money, resolution: str = "refund", *, key: str = "k1", cause: str = "1", **more: Any) -> Settlement:
        async with self.database.transaction() as db:
            order = await db.get_one(Order, self.order.id)
            return await settle(db, self.scope, Cause("return_item", cause, key), order, money, resolution, now=NOW, **more)

    async def balances(self) -> Mapping[str, int]:
        async with self.database.reading() as db:
            return await balances(db, self.scope.merchant_id)


async def balances(db: AsyncSession, merchant_id: str) -> dict[str, int]:
    """Account → balance, over everything."""
    sums = select(col(Posting.account), func.sum(Posting.amount_minor)).where(Posting.merchant_id == merchant_id)
    found = {account: int(amount) for account, amount in (await db.execute(sums.group_by(col(Posting.account)))).all()}
    return {account: amount for account, amount in found.items() if amount}


async def entry_kinds(db: AsyncSession, merchant_id: str) -> list[str]:
    mine = select(JournalEntry.kind).where(JournalEntry.merchant_id == merchant_id).order_by(col(JournalEntry.id))
    return list((await db.execute(mine)).scalars())


Open = Callable[..., Awaitable[Shop]]


@pytest.fixture
def open_shop(database: Database) -> Open:
    async def open_(slug: str = "acme", **changes: Any) -> Shop:
        return await a_shop(database, slug, **changes)

    return open_


async def a_shop(database: Database, slug: str = "acme", **changes: Any) -> Shop:
    async with database.transaction() as db:
        merchant = Merchant(slug=slug, name=slug.title(), time_zone="America/Chicago", currency="USD", country="US")
        db.add(merchant)
        await db.flush()
        order = await an_order(db, merchant, **changes)
    return Shop(database, scope_of_system(merchant.id, "test"), order)


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await a_shop(database)


@pytest.fixture
async def sqlite_shop(sqlite: Database) -> Shop:
    return await a_shop(sqlite)

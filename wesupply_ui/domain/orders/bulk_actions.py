"""What can be done to many orders at once that is kept on the orders themselves: assign them, put a tag on, take one away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.permissions import ORDERS_NOTE, ORDERS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders import changes, tags
from wesupply_ui.domain.orders.apply import apply
from wesupply_ui.domain.orders.assign import assignee
from wesupply_ui.domain.orders.changes import Change
from wesupply_ui.domain.orders.listing import ids_of
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.work_models import BulkItem
from wesupply_ui.kernel.planning import unled

Rule = Callable[[Order, str], Change | str]


@dataclass(frozen=True, slots=True)
class Orders:
    """The rows of the order list."""

    name: str = "orders"
    permission: str = ORDERS_READ

    async def among(self, db: AsyncSession, scope: Scope, ids: Sequence[str]) -> set[str]:
        """The merchant's own of these."""
        mine = select(Order.id).where(unled(Order.merchant_id) == scope.merchant_id, col(Order.id).in_(ids))
        return set((await db.execute(mine)).scalars())

    async def shown(self, db: AsyncSession, scope: Scope, shown: Any, *, most: int) -> list[str]:
        """Those that a filter lets through."""
        return await ids_of(db, scope, shown, most=most)


ORDERS = Orders()


@dataclass(frozen=True, slots=True)
class OrderAction:
    """A rule of `changes`, for many."""

    rule: Rule
    is_tag: bool
    subjects: Orders = ORDERS
    permission: str = ORDERS_NOTE
    can_be_undone: bool = True

    async def read(self, db: AsyncSession, scope: Scope, value: str) -> str:
        """A tag as it is kept, or the person's id; nothing for nobody."""
        if self.is_tag:
            return tags.clean(value)
        person = await assignee(db, scope, value)
        return person.id if person else ""

    async def judge(self, db: AsyncSession, scope: Scope, ids: Sequence[str], value: str, *, now: datetime) -> Mapping[str, Change | str]:
        """By the rule."""
        return {order.id: self.rule(order, value) for order in await _orders(db, scope, ids)}

    async def apply(self, db: AsyncSession, scope: Scope, changes: Mapping[str, Change], *, now: datetime) -> None:
        """Columns and words."""
        await apply(db, scope.merchant_id, changes, now=now)

    async def restore(self, db: AsyncSession, scope: Scope, items: Sequence[BulkItem], *, now: datetime) -> set[str]:
        """Only where what we wrote still stands, from then."""
        orders = {order.id: order for order in await _orders(db, scope, [item.subject_id for item in items])}
        back = {item.subject_id: _turned(item) for item in items if item.subject_id in orders and _stands(orders[item.subject_id], item)}
        await apply(db, scope.merchant_id, back, now=now)
        return set(back)


ORDER_ACTIONS: dict[str, OrderAction] = {
    "assign": OrderAction(lambda order, value: changes.assigned(order, value or None), is_tag=False),
    "tag": OrderAction(changes.tagged, is_tag=True),
    "untag": OrderAction(changes.untagged, is_tag=True),
}


async def _orders(db: AsyncSession, scope: Scope, ids: Sequence[str]) -> Sequence[Order]:
    """By id, so that two who lock some of the same orders never wait for each other."""
    mine = select(Order).where(unled(Order.merchant_id) == scope.merchant_id, col(Order.id).in_(ids)).order_by(col(Order.id))
    return (await db.execute(mine.with_for_update().execution_options(populate_existing=True))).scalars().all()


def _stands(order: Order, item: BulkItem) -> bool:
    if "own_tags" in item.after:
        return order.own_tags == item.after["own_tags"]
    at = order.assigned_at.isoformat() if order.assigned_at else ""
    return order.assigned_to == item.after["assigned_to"] and at == item.after["at"]


def _turned(item: BulkItem) -> Change:
    after = {name: value for name, value in item.after.items() if name != "at"}
    return Change(before=after, after=item.before)

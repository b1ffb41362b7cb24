"""All reads of single orders: one by its id or number with its lines, and a customer's others. Lists are in `listing`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func
from sqlalchemy import select as sql_select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from wesupply_ui.domain.accounts.permissions import ORDERS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.keys import number_key
from wesupply_ui.domain.orders.models import Customer, Order, OrderLine
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.planning import unled


def visible_to(scope: Scope) -> SelectOfScalar[Order]:
    """The orders that a scope reaches: its merchant's, or through a shopper's link the one."""
    mine = select(Order).where(Order.merchant_id == scope.merchant_id)
    return mine.where(Order.id == scope.order_id) if scope.order_id else mine


async def order_by_external_id(db: AsyncSession, scope: Scope, external_id: str) -> Order:
    """NotFound when there is none, or when it is another merchant's: the two are told alike."""
    found = (await db.execute(visible_to(scope).where(Order.external_id == external_id))).scalar_one_or_none()  # type: ignore[arg-type]
    if found is None:
        raise NotFound(_("There is no such order."))
    return found


async def order_by_id(db: AsyncSession, scope: Scope, order_id: str) -> Order:
    """NotFound when there is none, or when it is another merchant's."""
    found = (await db.execute(visible_to(scope).where(Order.id == order_id))).scalar_one_or_none()  # type: ignore[arg-type]
    if found is None:
        raise NotFound(_("There is no such order."))
    return found


async def order_to_change(db: AsyncSession, scope: Scope, order_id: str) -> Order:
    """As `order_by_id`, its row locked until the transaction ends."""
    mine = visible_to(scope).where(Order.id == str(order_id)[:64]).with_for_update().execution_options(populate_existing=True)  # type: ignore[arg-type]
    found = (await db.execute(mine)).scalar_one_or_none()
    if found is None:
        raise NotFound(_("There is no such order."))
    return found


async def orders_by_number(db: AsyncSession, scope: Scope, number: str) -> Sequence[Order]:
    """Orders under this number as people type it ("#5001", "5001"), newest first; at most ten. Numbers may come twice in a shop."""
    mine = visible_to(scope).where(Order.number_key == number_key(number))  # type: ignore[arg-type]
    return (await db.execute(mine.order_by(Order.placed_at.desc()).limit(10))).scalars().all()  # type: ignore[attr-defined]


async def latest_shipped(db: AsyncSession, scope: Scope) -> Order | None:
    """The newest order that has a parcel: something to look at. None when there is none yet, or the caller may not see orders."""
    if not scope.may(ORDERS_READ):
        return None
    shipped = visible_to(scope).where(Order.parcel_count > 0)  # type: ignore[arg-type]
    return (await db.execute(shipped.order_by(Order.placed_at.desc()).limit(1))).scalar_one_or_none()  # type: ignore[attr-defined]


async def lines_of(db: AsyncSession, order: Order) -> Sequence[OrderLine]:
    """An order's lines in the shop's order."""
    mine = select(OrderLine).where(OrderLine.order_id == order.id, OrderLine.merchant_id == order.merchant_id)
    return (await db.execute(mine.order_by(OrderLine.position, OrderLine.id))).scalars().all()  # type: ignore[arg-type]


async def line_external_ids(db: AsyncSession, merchant_id: str, line_ids: Collection[str]) -> dict[str, str]:
    """The shop's own ids of these lines, by ours; asks nothing for none."""
    if not line_ids:
        return {}
    mine = select(OrderLine.id, OrderLine.external_id).where(OrderLine.merchant_id == merchant_id, col(OrderLine.id).in_(line_ids))
    return {row[0]: row[1] for row in (await db.execute(mine)).all()}


async def customer_of(db: AsyncSession, order: Order) -> Customer | None:
    """Who bought; None for an order without a customer."""
    if order.customer_id is None:
        return None
    return (
        await db.execute(select(Customer).where(Customer.id == order.customer_id, Customer.merchant_id == order.merchant_id))
    ).scalar_one_or_none()


async def orders_by_ids(db: AsyncSession, scope: Scope, ids: Sequence[str]) -> list[tuple[Order, list[OrderLine], Customer | None]]:
    """Whole orders with lines and customer, in the order of `ids`, in three statements."""
    orders = {order.id: order for order in (await db.execute(visible_to(scope).where(Order.id.in_(ids)))).scalars()}  # type: ignore[attr-defined]
    lines: dict[str, list[OrderLine]] = {order_id: [] for order_id in orders}
    all_lines = select(OrderLine).where(OrderLine.order_id.in_(list(orders))).order_by(OrderLine.position, OrderLine.id)  # type: ignore[attr-defined, arg-type]
    for line in (await db.execute(all_lines)).scalars():
        lines[line.order_id].append(line)
    customer_ids = {order.customer_id for order in orders.values() if order.customer_id}
    people = select(Customer).where(Customer.id.in_(customer_ids), unled(Customer.merchant_id) == scope.merchant_id)  # type: ignore[attr-defined]
    customers = {customer.id: customer for customer in (await db.execute(people)).scalars()}
    found = (orders[order_id] for order_id in ids if order_id in orders)
    return [(order, lines[order.id], customers.get(order.customer_id or "")) for order in found]


async def other_orders(db: AsyncSession, scope: Scope, order: Order, *, limit: int = 10) -> Sequence[Order]:
    """The customer's other orders, newest first."""
    if order.customer_id is None:
        return []
    others = visible_to(scope).where(Order.customer_id == order.customer_id, Order.id != order.id)  # type: ignore[arg-type]
    return (await db.execute(others.order_by(Order.placed_at.desc()).limit(limit))).scalars().all()  # type: ignore[attr-defined]


async def shared_numbers(db: AsyncSession, scope: Scope, numbers: Sequence[str]) -> set[str]:
    """Which of these numbers (a page of a list) belong to several of the merchant's orders, so that the number alone names none of them."""
    keys = {number: number_key(number) for number in numbers}
    if not keys:
        return set()
    table = Order.__table__  # type: ignore[attr-defined]
    mine = (table.c.merchant_id == scope.merchant_id) & table.c.number_key.in_(set(keys.values()))
    several = sql_select(table.c.number_key).where(mine).group_by(table.c.number_key).having(func.count() > 1)
    found = set((await db.execute(several)).scalars())
    return {number for number, key in keys.items() if key in found}


async def customer_by_email(db: AsyncSession, scope: Scope, email: str) -> Customer | None:
    """The merchant's customer with this address, in lower case; the first of several."""
    mine = select(Customer).where(Customer.merchant_id == scope.merchant_id, Customer.email == email)
    return (await db.execute(mine.order_by(Customer.id).limit(1))).scalar_one_or_none()  # type: ignore[arg-type]


async def external_ids_of(db: AsyncSession, scope: Scope, order_ids: Sequence[str]) -> dict[str, str]:
    """The shop's own ids of these orders, by ours."""
    mine = select(Order.id, Order.external_id).where(Order.merchant_id == scope.merchant_id, Order.id.in_(set(order_ids)))  # type: ignore[attr-defined]
    return {row[0]: row[1] for row in (await db.execute(mine)).all()}


async def numbers_of(db: AsyncSession, scope: Scope, external_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """External id → (number, id) of the orders that there are of these."""
    scope.require(ORDERS_READ)
    mine = select(Order.external_id, Order.number, Order.id).where(
        Order.merchant_id == scope.merchant_id, col(Order.external_id).in_(list(external_ids))
    )
    return {external_id: (number, order_id) for external_id, number, order_id in await db.execute(mine)}

"""All reads of single returns: one by its number or id, its items with what was bought, its parcels, its story. `listing` has lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from wesupply_ui.domain.accounts.permissions import RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.returns.admit import admit
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnParcel, ReturnRequest
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.outbox import Fact
from wesupply_ui.kernel.planning import unled

_NUMBER = re.compile(r"#?\s*R?\s*-?\s*(\d{1,12})", re.IGNORECASE)


def visible_to(scope: Scope) -> SelectOfScalar[ReturnRequest]:
    """The returns that a scope reaches: its merchant's; by a shopper's link those of one order; at a store's desk those that come there."""
    mine = select(ReturnRequest).where(ReturnRequest.merchant_id == scope.merchant_id)
    if scope.order_id:
        mine = of_order(scope, scope.order_id)
    if scope.location_id:
        here = select(Location.external_id).where(Location.id == scope.location_id, Location.merchant_id == scope.merchant_id)
        comes_here = or_(col(ReturnItem.destination).in_(here), col(ReturnItem.method) == "store")
        mine = mine.where(
            col(ReturnRequest.id).in_(select(ReturnItem.return_id).where(ReturnItem.merchant_id == scope.merchant_id, comes_here))
        )
    return mine


def of_order(scope: Scope, order_id: str) -> SelectOfScalar[ReturnRequest]:
    """The merchant's returns of one order, which leads the search."""
    return select(ReturnRequest).where(ReturnRequest.order_id == order_id, unled(ReturnRequest.merchant_id) == scope.merchant_id)


def tidy_number(typed: str) -> str | None:
    """The number that is meant by "r 1001", "#1001" or "R-1001"; None for what is no number."""
    found = _NUMBER.fullmatch(typed.strip())
    return f"R-{int(found[1])}" if found else None


async def return_by_key(db: AsyncSession, scope: Scope, key: str) -> ReturnRequest:
    """By number or id. NotFound when there is none, or when it is another merchant's: the two are told alike."""
    number = tidy_number(str(key)[:64])
    wanted = ReturnRequest.number == number if number else ReturnRequest.id == str(key)[:64]
    found = (await db.execute(visible_to(scope).where(wanted))).scalar_one_or_none()
    if found is None:
        raise NotFound(_("There is no such return."))
    return found


async def read_return(db: AsyncSession, scope: Scope, key: str) -> ReturnRequest:
    """As `return_by_key`, for those who may see returns."""
    admit(scope, RETURNS_READ)
    return await return_by_key(db, scope, key)


async def returns_of_order(db: AsyncSession, scope: Scope, order_id: str) -> Sequence[ReturnRequest]:
    """An order's returns, newest first."""
    admit(scope, RETURNS_READ)
    reached = col(ReturnRequest.id).in_(visible_to(scope).with_only_columns(ReturnRequest.id))
    mine = of_order(scope, order_id).where(reached) if scope.order_id or scope.location_id else of_order(scope, order_id)
    return (await db.execute(mine.order_by(col(ReturnRequest.id).desc()).limit(100))).scalars().all()


async def items_of(db: AsyncSession, request: ReturnRequest, *, fresh: bool = False) -> list[ReturnItem]:
    """In the order in which they were asked for. `fresh`: as they are stored now, whatever this session has read before."""
    mine = select(ReturnItem).where(ReturnItem.return_id == request.id, ReturnItem.merchant_id == request.merchant_id)
    mine = mine.order_by(col(ReturnItem.position), col(ReturnItem.id)).execution_options(populate_existing=fresh)
    return list((await db.execute(mine)).scalars())


async def items_by_return(db: AsyncSession, scope: Scope, return_ids: Sequence[str]) -> dict[str, list[tuple[ReturnItem, OrderLine]]]:
    """Items of a page of returns with what was bought, in order."""
    mine = select(ReturnItem, OrderLine).join(OrderLine, col(OrderLine.id) == ReturnItem.line_id)
    mine = mine.where(unled(ReturnItem.merchant_id) == scope.merchant_id, col(ReturnItem.return_id).in_(return_ids))
    found: dict[str, list[tuple[ReturnItem, OrderLine]]] = defaultdict(list)
    for item, line in await db.execute(mine.order_by(col(ReturnItem.return_id), col(ReturnItem.position), col(ReturnItem.id))):
        found[item.return_id].append((item, line))
    return found


async def orders_by_return(db: AsyncSession, scope: Scope, requests: Sequence[ReturnRequest]) -> dict[str, Order]:
    """The orders of a page of returns, by the order's id."""
    ids = {each.order_id for each in requests}
    mine = select(Order).where(unled(Order.merchant_id) == scope.merchant_id, col(Order.id).in_(ids))
    return {order.id: order for order in (await db.execute(mine)).scalars()}


async def parcels_by_return(db: AsyncSession, scope: Scope, return_ids: Sequence[str]) -> dict[str, list[ReturnParcel]]:
    """The parcels in which a page of returns comes back, oldest first."""
    mine = select(ReturnParcel).where(unled(ReturnParcel.merchant_id) == scope.merchant_id, col(ReturnParcel.return_id).in_(return_ids))
    found: dict[str, list[ReturnParcel]] = defaultdict(list)
    for parcel in (await db.execute(mine.order_by(col(ReturnParcel.id)))).scalars():
        found[parcel.return_id].append(parcel)
    return found


async def story_of(db: AsyncSession, scope: Scope, return_id: str) -> Sequence[Fact]:
    """What happened to a return, oldest first: its facts, whose `data["by"]` says who did it."""
    told = select(Fact).where(Fact.merchant_id == scope.merchant_id, Fact.subject == f"return:{return_id}")
    found = (await db.execute(told.order_by(col(Fact.happened_at)).limit(500))).scalars().all()
    return sorted(found, key=lambda each: (each.happened_at, each.id))  # asked to sort by both, SQLite would leave the subject's index

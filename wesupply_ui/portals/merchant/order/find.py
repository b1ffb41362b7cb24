"""Which order does the address mean, and what belongs to it? Gathers all that the page tells, within the caller's scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.colleagues import Colleague, staff_of
from wesupply_ui.domain.accounts.permissions import RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.hosts.queries import shop_base
from wesupply_ui.domain.notifications.queries import MessageLine, messages_of_order
from wesupply_ui.domain.orders import queries
from wesupply_ui.domain.orders.deeds import Deed, deeds_of
from wesupply_ui.domain.orders.models import Customer, Order
from wesupply_ui.domain.orders.notes import notes_of
from wesupply_ui.domain.orders.work_models import OrderNote
from wesupply_ui.domain.returns.queries import returns_of_order
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.tracking.dates import dates_said
from wesupply_ui.domain.tracking.following import FollowedOrder, followed_order
from wesupply_ui.domain.tracking.models import DateSaid
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _


@dataclass(frozen=True, slots=True)
class Whole:
    """An order with everything that is told of it. `same_number`: other orders under the number, newest first."""

    followed: FollowedOrder
    customer: Customer | None
    others: Sequence[Order]
    same_number: Sequence[Order]
    messages: Sequence[MessageLine]
    dates: Sequence[DateSaid]
    notes: Sequence[OrderNote] = ()
    deeds: Sequence[Deed] = ()
    staff: Sequence[Colleague] = ()
    returns: Sequence[ReturnRequest] = ()
    actor: str = ""
    base: str = ""
    """What the tracking link begins with."""


async def find(db: AsyncSession, scope: Scope, *, number: str, order_id: str) -> Whole:
    """By its id when the address has one, else by its number: the newest of that number. NotFound also for another merchant's."""
    if order_id:
        order = await queries.order_by_id(db, scope, order_id)
    else:
        named = await queries.orders_by_number(db, scope, number)
        # "5001" finds "#5001"; but the very number that was asked for comes first.
        order = next((each for each in named if each.number == number), named[0] if named else None)
        if order is None:
            raise NotFound(_("There is no such order."))
    return await whole(db, scope, order)


async def whole(db: AsyncSession, scope: Scope, order: Order) -> Whole:
    """Everything of one order."""
    followed = await followed_order(db, scope.narrowed_to(order.id))
    named = await queries.orders_by_number(db, scope, order.number)
    return Whole(
        followed=followed,
        customer=await queries.customer_of(db, order),
        others=await queries.other_orders(db, scope, order),
        same_number=[each for each in named if each.id != order.id],
        messages=await messages_of_order(db, scope, order.id),
        dates=await dates_said(db, scope, [each.parcel.id for each in followed.parcels]),
        notes=await notes_of(db, scope, order.id),
        deeds=await deeds_of(db, scope, order.id),
        staff=await staff_of(db, scope),
        returns=await returns_of_order(db, scope, order.id) if scope.may(RETURNS_READ) else (),
        actor=scope.actor,
        base=await shop_base(db, scope.merchant_id),
    )

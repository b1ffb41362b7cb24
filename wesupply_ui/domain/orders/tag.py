"""Staff put a tag on an order, or take one of theirs away."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import ORDERS_NOTE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders import changes, tags
from wesupply_ui.domain.orders.apply import apply
from wesupply_ui.domain.orders.queries import order_to_change
from wesupply_ui.kernel import outbox
from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.kernel.language import N_, _

_LEFT = {
    changes.MANY: N_("An order can have {most} tags at most."),
    changes.SHOPS: N_("This tag is the shop's; take it away there."),
}


async def tag(db: AsyncSession, scope: Scope, order_id: str, text: str, *, now: datetime) -> None:
    """Add it; nothing happens when the order has it. NotFound, Invalid; Conflict when there are too many."""
    await _change(db, scope, order_id, tags.clean(text), is_added=True, now=now)


async def untag(db: AsyncSession, scope: Scope, order_id: str, text: str, *, now: datetime) -> None:
    """Take it away. NotFound; Conflict for a tag of the shop's."""
    await _change(db, scope, order_id, tags.clean(text), is_added=False, now=now)


async def _change(db: AsyncSession, scope: Scope, order_id: str, text: str, *, is_added: bool, now: datetime) -> None:
    scope.require(ORDERS_NOTE)
    order = await order_to_change(db, scope, order_id)
    change = changes.tagged(order, text) if is_added else changes.untagged(order, text)
    if isinstance(change, str):
        if change in _LEFT:
            raise Conflict(_(_LEFT[change], most=tags.MOST))
        return
    await apply(db, scope.merchant_id, {order.id: change}, now=now)
    name = "order.tagged" if is_added else "order.untagged"
    outbox.tell(db, merchant_id=scope.merchant_id, name=name, subject=f"order:{order.id}", at=now, by=scope.actor, tag=text)
    await audit.note(db, scope, name, f"order:{order.id}", at=now, label=order.number, before=change.before, after=change.after)

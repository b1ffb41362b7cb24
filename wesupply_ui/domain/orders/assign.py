"""Someone takes care of an order, or nobody does any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.colleagues import Colleague, me, staff_of
from wesupply_ui.domain.accounts.permissions import ORDERS_NOTE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders import changes
from wesupply_ui.domain.orders.apply import apply
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.queries import order_to_change
from wesupply_ui.kernel import outbox
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _


async def assign(db: AsyncSession, scope: Scope, order_id: str, to: str, *, now: datetime) -> Order:
    """`to`: a person's id, "me", or nothing for nobody. NotFound for another merchant's order, Invalid for a person who is none of ours."""
    scope.require(ORDERS_NOTE)
    order = await order_to_change(db, scope, order_id)
    person = await assignee(db, scope, to)
    change = changes.assigned(order, person.id if person else None)
    if isinstance(change, str):
        return order
    await apply(db, scope.merchant_id, {order.id: change}, now=now)
    data = {"by": scope.actor, "to": change.after["assigned_to"]}
    outbox.tell(db, merchant_id=scope.merchant_id, name="order.assigned", subject=f"order:{order.id}", at=now, **data)
    await audit.note(db, scope, "order.assigned", f"order:{order.id}", at=now, label=order.number, before=change.before, after=change.after)
    return order


async def assignee(db: AsyncSession, scope: Scope, to: str) -> Colleague | None:
    """The person meant, None for nobody. Invalid for somebody who does not work here."""
    if not to:
        return None
    wanted = me(scope) if to == "me" else str(to)
    found = next((each for each in await staff_of(db, scope) if each.id == wanted and each.is_active), None)
    if found is None:
        raise Invalid(_("This person does not work here."), problems=(FieldProblem("person", _("Choose somebody who works here.")),))
    return found

"""The ledger says how a refund went that a return asked for. Called for every fact by the outbox job."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.ledger.refund_states import State
from wesupply_ui.domain.returns.held import Held, done, hold, restand
from wesupply_ui.domain.returns.paying import CAUSE, standing_of_money
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.domain.returns.settle import hear, tell_settled
from wesupply_ui.kernel.outbox import Fact

OVERDUE = "refund.overdue"
_NEWS = frozenset({"refund.requested", "refund.succeeded", "refund.failed", OVERDUE})


async def on_fact(db: AsyncSession, fact: Fact, *, now: datetime) -> None:
    """Bring the items to how the ledger sees them now, whatever the order in which news come. Told twice, it changes nothing."""
    if fact.name not in _NEWS or fact.data.get("cause_kind") != CAUSE:
        return
    mine = (col(ReturnItem.merchant_id) == fact.merchant_id) & (col(ReturnItem.settlement_id) == fact.data.get("settlement_id"))
    found = (await db.execute(select(ReturnItem.return_id).where(mine).limit(1))).scalar_one_or_none()
    if found is None:
        return
    scope = scope_of_system(fact.merchant_id, "job")
    held = await hold(db, scope, found)
    item = next(each for each in held.items if each.settlement_id == fact.data["settlement_id"])
    answer = await standing_of_money(db, scope, item)
    has_changed = answer.state != item.settlement
    await give_owners(db, scope, held)
    was_overdue, held.request.is_overdue = held.request.is_overdue, answer.state == "pending" and await is_waited_for(db, scope, held)
    if has_changed:
        await tell_settled(db, scope, held, hear(held, item, answer, now=now), now=now)
    elif held.request.is_overdue and not was_overdue:
        late = [each for each in held.items if each.settlement == "pending"]
        await done(db, scope, held, "payment_overdue", late, now=now, is_noted=False)
    elif held.request.is_overdue != was_overdue:
        restand(held, now)


async def is_waited_for(db: AsyncSession, scope: Scope, held: Held) -> bool:
    """Whether a refund of this return should have been paid by now, and nobody has said how it went."""
    return any(each.state == State.PENDING and each.owner for each in await _refunds(db, scope, held))


async def give_owners(db: AsyncSession, scope: Scope, held: Held) -> None:
    """Whoever looks after the return looks after its refunds that don't go; where that is nobody, the role that the ledger names does."""
    if held.request.assigned_to is None:
        return
    for each in await _refunds(db, scope, held):
        if each.owner:
            each.owner = f"person:{held.request.assigned_to}"


async def _refunds(db: AsyncSession, scope: Scope, held: Held) -> Sequence[Refund]:
    settlements = {each.settlement_id for each in held.items if each.settlement_id}
    mine = select(Refund).where(Refund.merchant_id == scope.merchant_id, col(Refund.entry_id).in_(settlements))
    return (await db.execute(mine.execution_options(populate_existing=True))).scalars().all()

"""The ledger says how a refund went that a return asked for. Called for every fact by the outbox job."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.returns.held import hold
from wesupply_ui.domain.returns.paying import CAUSE, standing_of_money
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.domain.returns.settle import hear, tell_settled
from wesupply_ui.kernel.outbox import Fact

_NEWS = frozenset({"refund.succeeded", "refund.failed"})


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
    if answer.state != item.settlement:
        await tell_settled(db, scope, held, hear(held, item, answer, now=now), now=now)

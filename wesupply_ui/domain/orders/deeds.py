"""What did staff do with an order besides writing notes? Who gave it to whom and who tagged it, one by one or many at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.work_models import BulkItem, BulkJob
from wesupply_ui.kernel.outbox import Fact

MOST = 100
_KINDS = {"order.assigned": "assign", "order.tagged": "tag", "order.untagged": "untag"}


@dataclass(frozen=True, slots=True)
class Deed:
    """`kind`: assign, tag or untag; `value`: the person's id (nothing: nobody) or the tag; `by`: as an audit's actor."""

    key: str
    at: datetime
    kind: str
    value: str
    by: str


async def deeds_of(db: AsyncSession, scope: Scope, order_id: str) -> list[Deed]:
    """The latest, in no order. What was taken back is left out."""
    told = select(Fact).where(Fact.merchant_id == scope.merchant_id, Fact.subject == f"order:{order_id}", col(Fact.name).in_(_KINDS))
    facts = (await db.execute(told.order_by(col(Fact.happened_at).desc()).limit(MOST))).scalars()
    found = [
        Deed(each.id, each.happened_at, _KINDS[each.name], each.data.get("to") or each.data.get("tag") or "", each.data.get("by", ""))
        for each in facts
    ]
    many = (
        select(BulkItem, BulkJob)
        .join(BulkJob, col(BulkJob.id) == BulkItem.job_id)
        .where(BulkItem.subject_id == order_id, BulkJob.merchant_id == scope.merchant_id, BulkItem.state.in_(("changed", "kept")))  # type: ignore[attr-defined]
        .where(col(BulkJob.action).in_(("assign", "tag", "untag")), BulkItem.reason == "")
        .limit(MOST)
    )
    for row in await db.execute(many):
        item, job = row.BulkItem, row.BulkJob
        found.append(Deed(f"{job.id}:{order_id}", datetime.fromisoformat(item.after["at"]), job.action, job.value, job.actor))
    return found

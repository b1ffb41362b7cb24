"""A label for a return was bought, or could not be: its parcel belongs to the return, its price settles what was an estimate.

Called for every fact by the outbox job.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.queries import label_by_id
from wesupply_ui.domain.returns.held import Held, done, hold
from wesupply_ui.domain.returns.labelled.groups import is_live, used_by
from wesupply_ui.domain.returns.labelled.keep import CAUSE, sum_up
from wesupply_ui.domain.returns.labelled.standing import FAILED
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnParcel
from wesupply_ui.kernel.outbox import Fact

_NEWS = frozenset({"label.bought", "label.failed", "label.voided", "label.used"})


async def on_fact(db: AsyncSession, fact: Fact, *, now: datetime) -> None:
    """Facts `return.label_ready` and `return.label_failed`. Told twice, it changes nothing."""
    if fact.name not in _NEWS or fact.data.get("cause_kind") != CAUSE:
        return
    scope = scope_of_system(fact.merchant_id, "job")
    held = await hold(db, scope, str(fact.data["cause_id"]))
    label = await label_by_id(db, scope, fact.subject.removeprefix("label:"))
    is_new = label.parcel_id is not None and is_live(label) and await _follow(db, held, label, now)
    items = used_by(held.items, label)
    if is_new:
        settle_price(held, label, items)
    has_changed = await sum_up(db, scope, held, now=now)
    if is_new:
        await done(db, scope, held, "label_ready", items, now=now, is_noted=False)
    elif has_changed and held.request.label_state == FAILED:
        await done(db, scope, held, "label_failed", items, now=now, is_noted=False)


async def _follow(db: AsyncSession, held: Held, label: Label, now: datetime) -> bool:
    """The label's parcel is one of the return's; whether it was not before."""
    request = held.request
    mine = select(ReturnParcel.id).where(ReturnParcel.return_id == request.id, ReturnParcel.parcel_id == label.parcel_id)
    if (await db.execute(mine)).first() is not None:
        return False
    assert label.parcel_id is not None
    parcel = ReturnParcel(
        merchant_id=request.merchant_id,
        return_id=request.id,
        parcel_id=label.parcel_id,
        carrier=label.carrier,
        number=label.number,
        source="label",
        created_at=now,
    )
    db.add(parcel)
    await db.flush()
    return True


def settle_price(held: Held, label: Label, items: Sequence[ReturnItem]) -> None:
    """What the shopper bears was an estimate: it becomes what the label cost, where that is less. It never becomes more."""
    if label.price_minor is None or label.currency != held.request.currency:
        return
    for each in items:
        if not each.estimated or each.settlement != "none":
            continue
        each.estimated = False
        each.return_cost_minor = min(each.return_cost_minor, label.price_minor)

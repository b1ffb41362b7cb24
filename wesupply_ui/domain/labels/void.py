"""A label is not needed any more: what was not bought is withdrawn at once, what was is given back by the job."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.queries import label_by_id
from wesupply_ui.domain.labels.states import State, moved
from wesupply_ui.domain.labels.want import TOPIC, Cause
from wesupply_ui.kernel import live


async def void_label(db: AsyncSession, scope: Scope, label_id: str, *, now: datetime) -> Label:
    """Give one label back. Conflict when it was used; voiding what is void changes nothing."""
    scope.require(RETURNS_DECIDE)
    label = await label_by_id(db, scope, label_id, locked=True)
    before = label.state
    if before == State.VOIDED or label.void_wanted_at:
        return label
    _withdraw(db, label, now)
    await audit.note(db, scope, "label.void_wanted", f"label:{label.id}", at=now, label=label.number, before={"state": before})
    return label


async def give_back(db: AsyncSession, scope: Scope, label: Label, *, now: datetime) -> None:
    """Give back one that nobody has used. Whoever calls has decided it: no permission is asked."""
    if label.state in (State.VOIDED, State.USED) or label.void_wanted_at:
        return
    before = label.state
    _withdraw(db, label, now)
    await audit.note(db, scope, "label.void_wanted", f"label:{label.id}", at=now, label=label.number, before={"state": before})


async def void_labels_of(db: AsyncSession, scope: Scope, cause: Cause, *, now: datetime) -> int:
    """Give back all labels of a cause that nobody has used; how many. Whoever calls has decided it: no permission is asked."""
    mine = (Label.merchant_id == scope.merchant_id) & (Label.cause_kind == cause.kind) & (Label.cause_id == cause.id)
    count = 0
    for label in (await db.execute(select(Label).where(mine).order_by(Label.id).with_for_update())).scalars():
        if label.state not in (State.VOIDED, State.USED) and not label.void_wanted_at:
            _withdraw(db, label, now)
            count += 1
    return count


def _withdraw(db: AsyncSession, label: Label, now: datetime) -> None:
    label.updated_at = now
    if label.state == State.BUYING:  # it may be bought already: the job finds out, and gives it back then
        label.void_wanted_at = now
    elif label.state == State.BOUGHT:
        label.void_wanted_at = label.due_at = now
        live.announce(db, TOPIC)
    else:
        label.state = moved(label.state, State.VOIDED)
        # A worker that is asking for offers just now finds its lease gone, and buys nothing.
        label.voided_at, label.due_at, label.claimed_until = now, None, None

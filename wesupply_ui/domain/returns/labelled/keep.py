"""Brings a return's labels to what its items need: wants what is missing, gives back what nothing travels on any more. Safe to do twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.labels.ask import stored
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.queries import label_by_id, labels_of
from wesupply_ui.domain.labels.retry import retry_label
from wesupply_ui.domain.labels.states import State
from wesupply_ui.domain.labels.void import give_back, void_label
from wesupply_ui.domain.labels.want import Cause, want_label
from wesupply_ui.domain.returns.held import Held, hold, restand
from wesupply_ui.domain.returns.labelled.compose import ask_for
from wesupply_ui.domain.returns.labelled.groups import group_of, is_live, key_of, used_by, wanting
from wesupply_ui.domain.returns.labelled.standing import label_state
from wesupply_ui.kernel.errors import Conflict, NotFound
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.language import _

CAUSE = "return"
"""What a label is for that is bought for a return: `labels.want.Cause(CAUSE, <the return's id>)`."""


async def want_missing(db: AsyncSession, scope: Scope, held: Held, occasion: str, *, now: datetime) -> None:
    """A label for each group of items that waits to be sent and has none. `occasion`: why now; the same one never buys twice.

    One that is not bought yet, and whose items have changed meanwhile, is asked for as they are now.
    """
    labels = await labels_of(db, scope, Cause(CAUSE, held.request.id))
    for group, items in wanting(held.items).items():
        known = next((each for each in labels if is_live(each) and group_of(each) == group), None)
        if known is None:
            ask = await ask_for(db, scope, held.request, items)
            await want_label(db, scope, Cause(CAUSE, held.request.id), ask, key=key_of(held.request.id, group, occasion), now=now)
        elif known.state == State.FAILED and known.due_at is not None:
            ask = await ask_for(db, scope, held.request, items)
            # Where it is sent from may have been corrected by hand, and is kept.
            known.ask = stored(ask) | {"sender": known.ask["sender"]}


async def give_back_unneeded(db: AsyncSession, scope: Scope, held: Held, *, now: datetime) -> None:
    """Labels of which no item may come back any more: cancelled, lapsed, declined, or to be sent another way."""
    for each in await labels_of(db, scope, Cause(CAUSE, held.request.id)):
        if is_live(each) and each.state != State.USED and not used_by(held.items, each):
            await give_back(db, scope, each, now=now)


async def sum_up(db: AsyncSession, scope: Scope, held: Held, *, now: datetime) -> bool:
    """Write down how its labels stand; whether that is news."""
    state = label_state(await labels_of(db, scope, Cause(CAUSE, held.request.id)), held.items)
    if state == held.request.label_state:
        return False
    held.request.label_state = state
    restand(held, now)
    return True


async def new_label(db: AsyncSession, scope: Scope, key: str, *, now: datetime) -> Held:
    """Staff want labels for what waits without one. Conflict when nothing does."""
    scope.require(RETURNS_DECIDE)
    held = await hold(db, scope, key)
    labels = await labels_of(db, scope, Cause(CAUSE, held.request.id))
    have = {group_of(each) for each in labels if is_live(each)}
    if not any(group not in have for group in wanting(held.items)):
        raise Conflict(_("No item of this return waits for a label."))
    await want_missing(db, scope, held, new_id(), now=now)
    await sum_up(db, scope, held, now=now)
    return held


async def try_again(
    db: AsyncSession, scope: Scope, key: str, label_id: str, *, sender: Mapping[str, Any] | None = None, now: datetime
) -> Held:
    """A label of this return that was not bought, asked for with what is known now. `sender`: the address to send it from instead."""
    held, label = await _mine(db, scope, key, label_id)
    items = [each for each in used_by(held.items, label) if each.logistics == "awaiting"]
    if label.state == State.FAILED and items:
        fresh = stored(await ask_for(db, scope, held.request, items))
        # An address that was corrected by hand is kept, unless it is what is in the way.
        label.ask = fresh if label.failure_code == "address_invalid" else fresh | {"sender": label.ask["sender"]}
    await retry_label(db, scope, label.id, sender=sender, now=now)
    await sum_up(db, scope, held, now=now)
    return held


async def take_off(db: AsyncSession, scope: Scope, key: str, label_id: str, *, now: datetime) -> Held:
    """Staff give a label of this return back: it is not needed, or was sent by another way."""
    held, label = await _mine(db, scope, key, label_id)
    await void_label(db, scope, label.id, now=now)
    await sum_up(db, scope, held, now=now)
    return held


async def _mine(db: AsyncSession, scope: Scope, key: str, label_id: str) -> tuple[Held, Label]:
    scope.require(RETURNS_DECIDE)
    held = await hold(db, scope, key)
    label = await label_by_id(db, scope, label_id)
    if (label.cause_kind, label.cause_id) != (CAUSE, held.request.id):
        raise NotFound(_("There is no such label."))
    return held, label

"""Try a label again that was not bought, perhaps with a better address; or fetch the files of one that was bought, again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.labels.ask import Party, restored, stored
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.queries import label_by_id
from wesupply_ui.domain.labels.states import State, moved
from wesupply_ui.domain.labels.want import TOPIC
from wesupply_ui.kernel import live


async def retry_label(db: AsyncSession, scope: Scope, label_id: str, *, sender: Mapping[str, Any] | None = None, now: datetime) -> Label:
    """Conflict unless it is one that was not bought. `sender`: the address to send from instead."""
    scope.require(RETURNS_DECIDE)
    label = await label_by_id(db, scope, label_id, locked=True)
    label.state = moved(label.state, State.WANTED)
    if sender is not None:
        label.ask = stored(replace(restored(label.ask), sender=Party.of(sender)))
    label.due_at, label.attempts, label.updated_at = now, 0, now
    live.announce(db, TOPIC)
    corrected = {"address": "corrected"} if sender is not None else {}
    await audit.note(db, scope, "label.retried", f"label:{label.id}", at=now, before={"failure": label.failure_code}, after=corrected)
    return label


async def fetch_again(db: AsyncSession, scope: Scope, label_id: str, *, now: datetime) -> Label:
    """The provider is asked for the files once more: one was lost, or never came. For a label that is bought or used."""
    scope.require(RETURNS_DECIDE)
    label = await label_by_id(db, scope, label_id, locked=True)
    if label.bought_at is not None and label.state in (State.BOUGHT, State.USED):
        label.files, label.due_at, label.updated_at = {}, now, now
        live.announce(db, TOPIC)
    return label

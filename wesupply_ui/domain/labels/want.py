"""Somebody wants a label. Asked again under the same key, it is the same label, and bought once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.labels.ask import Ask, stored
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.states import State
from wesupply_ui.kernel import live
from wesupply_ui.kernel.ids import new_id

TOPIC = "labels"
"""The live topic that wakes the job."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What a label is for: a noun and its id, such as ("return", "01h…"). Nothing here looks behind it."""

    kind: str
    id: str


async def want_label(db: AsyncSession, scope: Scope, cause: Cause, ask: Ask, *, key: str, now: datetime) -> Label:
    """The label under this key; new, it is bought within seconds. Whoever calls has decided that it is due: no permission is asked."""
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    row = {
        "id": new_id(), "merchant_id": scope.merchant_id, "cause_kind": cause.kind, "cause_id": cause.id, "key": key[:200],
        "state": State.WANTED.value, "ask": stored(ask), "currency": ask.currency, "files": {}, "due_at": now,
        "created_at": now, "updated_at": now,
    }  # fmt: skip
    blank = dict.fromkeys(("provider", "shipment_id", "rate_id", "bought_id", "carrier", "service", "number", "refund"), "")
    blank |= dict.fromkeys(("failure_code", "failure_message", "owner"), "")
    values = row | blank | {"on_scan": False, "attempts": 0}
    await db.execute(insert(Label.__table__).values(values).on_conflict_do_nothing())  # type: ignore[attr-defined]
    mine = (Label.merchant_id == scope.merchant_id) & (Label.key == key[:200])
    label = (await db.execute(select(Label).where(mine))).scalar_one()
    if label.id == row["id"]:
        live.announce(db, TOPIC)
    return label

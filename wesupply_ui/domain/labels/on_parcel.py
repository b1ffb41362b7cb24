"""A parcel moves that a label of ours is on: then the label is used. Called for every fact by the outbox job."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.labels.queries import label_of_parcel
from wesupply_ui.domain.labels.record import record_used
from wesupply_ui.domain.tracking.facts import SHIPPED
from wesupply_ui.kernel.outbox import Fact


async def on_fact(db: AsyncSession, fact: Fact, *, now: datetime) -> None:
    """`parcel.shipped` is told at a parcel's first scan, whichever milestone that is."""
    if fact.name != SHIPPED:
        return
    label = await label_of_parcel(db, fact.merchant_id, fact.subject.removeprefix("parcel:"))
    if label is not None:
        await record_used(db, label, at=fact.happened_at, now=now)

"""How far behind are the jobs? From what is due in the database, whichever process should have done it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import func, select

from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.kernel.outbox import Fact


@dataclass(frozen=True, slots=True)
class Backlog:
    """How long the longest waiting parcel has been due, and the longest waiting fact."""

    polls_behind: timedelta
    facts_behind: timedelta


async def backlog(db: AsyncSession, *, now: datetime) -> Backlog:
    """Nothing due: no time. Two looks at the ends of indexes."""
    polled = (await db.execute(select(func.min(Parcel.next_poll_at)))).scalar_one()
    told = (await db.execute(select(func.min(Fact.due_at)).where(Fact.handled_at.is_(None)))).scalar_one()  # type: ignore[union-attr]
    nothing = timedelta()
    return Backlog(max(nothing, now - polled) if polled else nothing, max(nothing, now - told) if told else nothing)

"""A person's browsers are signed out at one merchant, at once and wherever they are."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import StaffSession
from wesupply_ui.domain.accounts.sign_in import session_topic
from wesupply_ui.kernel import live


async def end_sessions(db: AsyncSession, *, merchant_id: str, person_id: str, now: datetime) -> int:
    """End every open session that stands at this merchant; open pages hear of it. Returns how many there were."""
    mine = select(StaffSession).where(
        StaffSession.merchant_id == merchant_id, StaffSession.person_id == person_id, col(StaffSession.ended_at).is_(None)
    )
    found = (await db.execute(mine)).scalars().all()
    for session in found:
        session.ended_at = now
        live.announce(db, session_topic(session.token_hash))
    return len(found)

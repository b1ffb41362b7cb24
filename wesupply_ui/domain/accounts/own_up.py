"""Whoever proves that a mail address is theirs takes an account that was opened under it without proof, and nothing of who opened it stays.

Else somebody signs up under another's address first and waits: the password, phone or passkey they left would open the account later.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.factors import CodeSecret, DeskPin, LinkedIdentity, Passkey, RecoveryCode
from wesupply_ui.domain.accounts.links import AccountLink
from wesupply_ui.domain.accounts.models import Person, StaffSession
from wesupply_ui.domain.accounts.sign_in import session_topic
from wesupply_ui.kernel import live

_WAYS_IN: tuple[Any, ...] = (CodeSecret, RecoveryCode, Passkey, LinkedIdentity, DeskPin)


async def own_up(db: AsyncSession, person: Person, *, now: datetime) -> None:
    """The address is confirmed. If it was not before, every way in ends: password, codes, passkeys, links, sign-ins elsewhere, sessions."""
    if person.email_confirmed_at is not None:
        return
    person.email_confirmed_at = person.password_changed_at = now
    person.password_hash = None
    for table in _WAYS_IN:
        await db.execute(delete(table).where(table.person_id == person.id))
    unused = (AccountLink.person_id == person.id, col(AccountLink.used_at).is_(None))
    await db.execute(update(AccountLink).where(*unused).values(used_at=now))
    mine = select(StaffSession).where(StaffSession.person_id == person.id, col(StaffSession.ended_at).is_(None))
    for session in (await db.execute(mine)).scalars():
        session.ended_at = now
        live.announce(db, session_topic(session.token_hash))

"""Staff come in with mail address and password and leave a session; wrong ones learn nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import passwords
from wesupply_ui.domain.accounts.models import Membership, Person, StaffSession
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import SignInNeeded
from wesupply_ui.kernel.secrets import fingerprint, new_token

SESSION = "session:"
SESSION_LIFE = timedelta(days=14)
SESSION_COOKIE = "wesupply_session"  # set by the API door, read by the screens


def session_topic(token_hash: str) -> str:
    """The live topic that tells the end of a session, by its fingerprint."""
    return SESSION + token_hash


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session: its cookie's token (told once) and end."""

    token: str
    expires_at: datetime


async def sign_in(db: AsyncSession, *, email: str, password: str, device: str, now: datetime) -> Opened:
    """Open a session. SignInNeeded, the same for an unknown address, a wrong password and someone without a merchant."""
    person = (await db.execute(select(Person).where(Person.email == email.strip().lower()))).scalar_one_or_none()
    right = await passwords.matches(person.password_hash if person and person.is_active else None, password)
    membership = (
        person
        and (
            await db.execute(
                select(Membership).where(Membership.person_id == person.id, Membership.is_active).order_by(Membership.created_at).limit(1)
            )
        ).scalar_one_or_none()
    )
    if not (right and person and membership):
        raise SignInNeeded("The address or the password is not right.")
    return open_session(db, person_id=person.id, merchant_id=membership.merchant_id, device=device, now=now)


def open_session(db: AsyncSession, *, person_id: str, merchant_id: str, device: str, now: datetime) -> Opened:
    """A new session for someone who has just proven who they are; how they did is the caller's business."""
    token = new_token()
    db.add(
        StaffSession(
            token_hash=fingerprint(token),
            person_id=person_id,
            merchant_id=merchant_id,
            device=device[:200],
            created_at=now,
            last_seen_at=now,
            expires_at=now + SESSION_LIFE,
        )
    )
    return Opened(token, now + SESSION_LIFE)


async def sign_out(db: AsyncSession, *, token: str, now: datetime) -> None:
    """End the session of this cookie; nothing happens when there is none."""
    session = (await db.execute(select(StaffSession).where(StaffSession.token_hash == fingerprint(token)))).scalar_one_or_none()
    if session and session.ended_at is None:
        session.ended_at = now
        live.announce(db, session_topic(session.token_hash))


async def change_password(db: AsyncSession, person: Person, *, password: str, now: datetime) -> None:
    """Set a password; every session opened before ends with it."""
    passwords.check_strength(password)
    person.password_hash = await passwords.hashed(password)
    person.password_changed_at = now
    mine = select(StaffSession).where(StaffSession.person_id == person.id, col(StaffSession.ended_at).is_(None))
    for session in (await db.execute(mine)).scalars():
        session.ended_at = now
        live.announce(db, session_topic(session.token_hash))

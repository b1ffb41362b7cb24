"""Where is somebody signed in? Lists a person's sessions, ends them, keeps them alive and gives them new tokens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.models import Merchant, StaffSession
from wesupply_ui.domain.accounts.scopes import Scope, SignedIn
from wesupply_ui.domain.accounts.sign_in import SESSION_LIFE, SESSION_MAX, Opened, moved_topic, session_topic
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import NotFound, SignInNeeded
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.secrets import fingerprint, new_token

SEEN_EVERY = timedelta(minutes=5)
"""A visit is written down at most this often."""


async def sessions_of(db: AsyncSession, person_id: str, *, now: datetime) -> Sequence[StaffSession]:
    """Every open session of this person, at every merchant, the last used first."""
    mine = select(StaffSession).where(
        StaffSession.person_id == person_id, col(StaffSession.ended_at).is_(None), StaffSession.expires_at > now
    )
    return (await db.execute(mine.order_by(col(StaffSession.last_seen_at).desc(), col(StaffSession.id).desc()).limit(100))).scalars().all()


async def end_one(db: AsyncSession, scope: Scope, session_id: str, *, now: datetime) -> None:
    """End one of the caller's own sessions. NotFound when it is none of theirs."""
    mine = select(StaffSession).where(StaffSession.id == session_id[:40], StaffSession.person_id == _person(scope))
    session = (await db.execute(mine)).scalar_one_or_none()
    if session is None:
        raise NotFound(_("There is no such session."))
    _end(db, session, now)
    await audit.note(db, scope, "session.ended", f"session:{session.id}", at=now)


async def end_others(db: AsyncSession, scope: Scope, *, but: str, now: datetime) -> int:
    """End every session of the caller's but this one; how many there were."""
    open_ones = [each for each in await sessions_of(db, _person(scope), now=now) if each.id != but]
    for session in open_ones:
        _end(db, session, now)
    if open_ones:
        await audit.note(db, scope, "sessions.ended", scope.actor, at=now, after={"count": len(open_ones)})
    return len(open_ones)


async def rotate_session(db: AsyncSession, session_id: str, *, now: datetime, two_factors: bool = False, confirmed: bool = False) -> Opened:
    """The same session under a new token, for when its holder may do more than before: what somebody copied earlier opens nothing."""
    session = (await db.execute(select(StaffSession).where(StaffSession.id == session_id))).scalar_one_or_none()
    if session is None or session.ended_at is not None:
        raise SignInNeeded(_("Please sign in."))
    token = new_token()
    live.announce(db, moved_topic(session.token_hash))
    session.token_hash, session.last_seen_at = fingerprint(token), now
    session.two_factors = session.two_factors or two_factors
    if confirmed:
        session.confirmed_at = now
    return Opened(token, session.expires_at)


def is_stale(person: SignedIn, now: datetime) -> bool:
    """Whether the visit is worth writing down."""
    every = timedelta(seconds=20) if person.device_id else SEEN_EVERY
    return person.seen_at is None or now - person.seen_at >= every


async def seen(db: AsyncSession, person: SignedIn, *, now: datetime) -> None:
    """The person is here: the session's end moves on, up to the longest that a session may live. At a store's tablet it is minutes."""
    session = (await db.execute(select(StaffSession).where(StaffSession.id == person.session_id))).scalar_one_or_none()
    if session is None or session.ended_at is not None:
        return
    idle = SESSION_LIFE
    if session.device_id:
        idle = timedelta(minutes=(await db.get_one(Merchant, session.merchant_id)).desk_idle_minutes)
    session.last_seen_at = now
    session.expires_at = max(session.expires_at, min(now + idle, session.created_at + SESSION_MAX))


def _end(db: AsyncSession, session: StaffSession, now: datetime) -> None:
    if session.ended_at is None:
        session.ended_at = now
        live.announce(db, session_topic(session.token_hash))


def _person(scope: Scope) -> str:
    """Sessions belong to a person, not to a merchant: only people have any."""
    kind, _, person_id = scope.actor.partition(":")
    if kind != "person":
        raise NotFound(_("There is no such session."))
    return person_id

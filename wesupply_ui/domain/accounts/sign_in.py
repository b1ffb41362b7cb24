"""Staff come in with mail address and password and leave a session; wrong ones learn nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit, passwords
from wesupply_ui.domain.accounts.factors import CodeSecret, Passkey
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person, StaffSession
from wesupply_ui.domain.accounts.scopes import Audience, Scope
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import SecondFactorNeeded, SignInNeeded
from wesupply_ui.kernel.language import _, known
from wesupply_ui.kernel.secrets import fingerprint, new_token

SESSION, MOVED = "session:", "moved:"
SESSION_LIFE = timedelta(days=14)
"""Without a visit in between; every visit starts it anew."""
SESSION_MAX = timedelta(days=90)
"""However often somebody comes."""
SESSION_COOKIE = "wesupply_session"  # set by the API door, read by the screens


def session_topic(token_hash: str) -> str:
    """The live topic that tells the end of a session, by its fingerprint."""
    return SESSION + token_hash


def moved_topic(token_hash: str) -> str:
    """The live topic that tells that a session goes on under another token, by the fingerprint of the former one."""
    return MOVED + token_hash


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session: its cookie's token (told once) and end. `at_store`: its holder works at one store's desk. `account`: whose it is, by
    mail address, where they have just proven themselves.

    `language`: what they read, so that their first page speaks it; empty when the browser knows already.
    """

    token: str
    expires_at: datetime
    at_store: bool = False
    account: str = ""
    language: str = ""


class NotIn(SignInNeeded):
    """Somebody did not get in. `person_id`: whose account it was about, if it is one; for the log alone, never for the answer."""

    def __init__(self, message: str, person_id: str | None) -> None:
        super().__init__(message)
        self.person_id = person_id


async def sign_in(db: AsyncSession, *, email: str, password: str, device: str, now: datetime, address: str = "") -> Opened:
    """Open a session. `NotIn`, the same for an unknown address, a wrong password and someone without a merchant.

    `SecondStep` when the password is right and the person has a second factor.
    """
    person = (await db.execute(select(Person).where(Person.email == email.strip().lower()))).scalar_one_or_none()
    right = await passwords.matches(person.password_hash if person and person.is_active else None, password)
    # Who was never confirmed is nobody yet: else signing up and in would tell whether the address was known here before.
    if not (right and person and person.email_confirmed_at and await works_somewhere(db, person.id)):
        raise NotIn(_("The address or the password is not right."), person.id if person else None)
    return await come_in(db, person, way="password", device=device, address=address, now=now)


class SecondStep(SecondFactorNeeded):
    """The first step is done; the second is still to do."""

    def __init__(self, person_id: str, way: str) -> None:
        super().__init__(_("Please enter a code from your phone as well."))
        self.person_id, self.way = person_id, way


async def come_in(
    db: AsyncSession, person: Person, *, way: str, device: str, address: str, now: datetime, two_factors: bool = False
) -> Opened:
    """A session for someone who has just proven who they are, at the first merchant they work for. `SecondStep` when that is only half."""
    work = await works_somewhere(db, person.id)
    if work is None or not person.is_active:
        raise SignInNeeded(_("You do not work for a shop here any more."))
    if not two_factors and await has_factor(db, person.id):
        raise SecondStep(person.id, way)
    opened = open_session(
        db, person_id=person.id, merchant_id=work.merchant_id, device=device, address=address, way=way, two_factors=two_factors, now=now
    )
    who = Scope(work.merchant_id, Audience.STAFF, f"person:{person.id}", origin=address)
    await audit.note(db, who, "session.opened", who.actor, at=now, label=person.name or person.email, after={"way": way})
    language = await language_of(db, person.id, work.merchant_id)
    return replace(opened, at_store=work.location_id is not None, account=person.email, language=language)


async def works_somewhere(db: AsyncSession, person_id: str) -> Membership | None:
    """Where this person came first of all shops that they may still enter."""
    mine = select(Membership).where(Membership.person_id == person_id, Membership.is_active)
    return (await db.execute(mine.order_by(col(Membership.created_at)).limit(1))).scalar_one_or_none()


async def language_of(db: AsyncSession, person_id: str, merchant_id: str) -> str:
    """The language that this person reads at this merchant's: their own wish, else the merchant's."""
    person, merchant = await db.get_one(Person, person_id), await db.get_one(Merchant, merchant_id)
    return known(person.language or merchant.locale)


async def has_factor(db: AsyncSession, person_id: str) -> bool:
    """Whether this person has set up a second factor: codes from a phone, or a passkey."""
    codes = select(CodeSecret.person_id).where(CodeSecret.person_id == person_id, col(CodeSecret.confirmed_at).is_not(None))
    keys = select(Passkey.person_id).where(Passkey.person_id == person_id)
    return bool((await db.execute(codes)).first() or (await db.execute(keys.limit(1))).first())


def open_session(
    db: AsyncSession,
    *,
    person_id: str,
    merchant_id: str,
    device: str,
    now: datetime,
    address: str = "",
    way: str = "password",
    two_factors: bool = False,
    device_id: str | None = None,
    life: timedelta = SESSION_LIFE,
) -> Opened:
    """A new session for someone who has just proven who they are; how they did is the caller's business."""
    token = new_token()
    db.add(
        StaffSession(
            token_hash=fingerprint(token),
            person_id=person_id,
            merchant_id=merchant_id,
            device=device[:200],
            address=address,
            way=way,
            two_factors=two_factors,
            confirmed_at=now,
            created_at=now,
            last_seen_at=now,
            device_id=device_id,
            expires_at=now + life,
        )
    )
    return Opened(token, now + life)


async def sign_out(db: AsyncSession, *, token: str, now: datetime) -> None:
    """End the session of this cookie; nothing happens when there is none."""
    session = (await db.execute(select(StaffSession).where(StaffSession.token_hash == fingerprint(token)))).scalar_one_or_none()
    if session and session.ended_at is None:
        session.ended_at = now
        live.announce(db, session_topic(session.token_hash))
        who = Scope(session.merchant_id, Audience.STAFF, f"person:{session.person_id}", origin=session.address)
        await audit.note(db, who, "session.ended", who.actor, at=now)


async def change_password(db: AsyncSession, person: Person, *, password: str, now: datetime) -> None:
    """Set a password; every session opened before ends with it."""
    passwords.check_strength(password)
    person.password_hash = await passwords.hashed(password)
    person.password_changed_at = now
    mine = select(StaffSession).where(StaffSession.person_id == person.id, col(StaffSession.ended_at).is_(None))
    for session in (await db.execute(mine)).scalars():
        session.ended_at = now
        live.announce(db, session_topic(session.token_hash))

"""An invited person takes the invitation: someone new gives name and password, someone known here takes it while signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts import audit, passwords
from wesupply_ui.domain.accounts.enter import ticket_for
from wesupply_ui.domain.accounts.invitations import Invitation, open_invitation
from wesupply_ui.domain.accounts.models import CustomRole, Membership, Merchant, Person
from wesupply_ui.domain.accounts.own_up import own_up
from wesupply_ui.domain.accounts.person_names import read_name
from wesupply_ui.domain.accounts.roles import CUSTOM, name_of
from wesupply_ui.domain.accounts.scopes import SignedIn, scope_of_self, signed_in
from wesupply_ui.domain.accounts.sign_in import change_password
from wesupply_ui.kernel import outbox
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid, NotAllowed
from wesupply_ui.kernel.language import _


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the page says about an invitation. `way`: "new" (give name and password), "sign_in", "signed_in", "somebody_else"."""

    merchant_id: str
    merchant_slug: str
    merchant_name: str
    email: str
    role_name: str
    location_id: str | None
    invited_by: str
    way: str
    signed_in_as: str = ""


async def welcome(db: AsyncSession, token: str, *, session: str | None, now: datetime) -> Welcome:
    """The invitation of this link, for whoever holds it; `session` is their browser's cookie. NotFound."""
    invitation = await open_invitation(db, token, now=now)
    merchant = (await db.execute(select(Merchant).where(Merchant.id == invitation.merchant_id))).scalar_one()
    inviter = await db.get(Person, invitation.invited_by) if invitation.invited_by else None
    own = await db.get(CustomRole, invitation.role.removeprefix(CUSTOM)) if invitation.role.startswith(CUSTOM) else None
    here = await _here(db, session, now)
    if here:
        way = "signed_in" if here.email == invitation.email else "somebody_else"
    else:
        way = "sign_in" if _can_sign_in(await _person(db, invitation)) else "new"
    return Welcome(
        merchant_id=merchant.id,
        merchant_slug=merchant.slug,
        merchant_name=merchant.name,
        email=invitation.email,
        role_name=name_of(invitation.role, own.name if own and own.merchant_id == merchant.id else None),
        location_id=invitation.location_id,
        invited_by=inviter.name if inviter else "",
        way=way,
        signed_in_as=here.email if here else "",
    )


async def accept_as_new(db: AsyncSession, token: str, raw: Mapping[str, Any], *, now: datetime) -> str | None:
    """Make the person (name, password) and their membership. Returns a ticket to go straight in. NotFound, Invalid.

    The mail reached its owner, so an account under this address that nobody ever confirmed is theirs: its password and sessions end.
    """
    invitation = await open_invitation(db, token, now=now)
    person = await _person(db, invitation)
    if person is not None and _can_sign_in(person):
        raise NotAllowed(_("You have an account here already. Sign in to accept."))
    name, password = _read(raw)
    if person is None:
        person = Person(email=invitation.email, created_at=now)
        db.add(person)
        await db.flush()
        person.password_hash = await passwords.hashed(password)
    else:
        await own_up(db, person, now=now)
        await change_password(db, person, password=password, now=now)
    person.name, person.email_confirmed_at, person.is_active = name, now, True
    await _join(db, invitation, person, now)
    return await ticket_for(db, person.id, invitation.merchant_id, now=now)


async def accept_signed_in(db: AsyncSession, token: str, *, session: str | None, now: datetime) -> str:
    """The person of this session joins; returns the merchant's slug. NotFound; NotAllowed for anybody but whom it was sent to."""
    invitation = await open_invitation(db, token, now=now)
    here = await _here(db, session, now)
    person = await _person(db, invitation)
    if here is None or person is None or here.person_id != person.id:
        raise NotAllowed(_("This invitation is for somebody else."))
    person.email_confirmed_at = person.email_confirmed_at or now
    await _join(db, invitation, person, now)
    return (await db.execute(select(Merchant.slug).where(Merchant.id == invitation.merchant_id))).scalar_one()


async def _here(db: AsyncSession, session: str | None, now: datetime) -> SignedIn | None:
    """Who is signed in in this browser as themselves; a PIN on a store's tablet does not count."""
    found = await signed_in(db, session, now=now)
    return None if found is None or found.device_id else found


async def _person(db: AsyncSession, invitation: Invitation) -> Person | None:
    return (await db.execute(select(Person).where(Person.email == invitation.email))).scalar_one_or_none()


def _can_sign_in(person: Person | None) -> bool:
    return person is not None and person.email_confirmed_at is not None


def _read(raw: Mapping[str, Any]) -> tuple[str, str]:
    problems: list[FieldProblem] = []
    name, given = "", raw.get("password")
    password = given if isinstance(given, str) else ""
    try:
        name = read_name(raw.get("name"))
    except ValueError as error:
        problems.append(FieldProblem("name", str(error)))
    try:
        passwords.check_strength(password)
    except Invalid as weak:
        problems += weak.problems
    if problems:
        raise Invalid(_("Some fields need another look."), problems=tuple(problems))
    return name, password


async def _join(db: AsyncSession, invitation: Invitation, person: Person, now: datetime) -> None:
    mine = select(Membership).where(Membership.merchant_id == invitation.merchant_id, Membership.person_id == person.id)
    membership = (await db.execute(mine.with_for_update())).scalar_one_or_none()
    if membership is None:
        membership = Membership(merchant_id=invitation.merchant_id, person_id=person.id, role=invitation.role, created_at=now)
        db.add(membership)
    elif membership.is_active:
        raise Conflict(_("You work here already."))
    membership.role, membership.location_id, membership.is_active = invitation.role, invitation.location_id, True
    invitation.accepted_at = now
    await db.flush()
    scope = scope_of_self(invitation.merchant_id, person.id)
    outbox.tell(db, merchant_id=invitation.merchant_id, name="staff.joined", subject=f"person:{person.id}", at=now)
    after = {"role": invitation.role}
    await audit.note(db, scope, "staff.joined", f"person:{person.id}", at=now, label=person.name or person.email, after=after)

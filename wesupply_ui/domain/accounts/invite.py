"""Somebody who manages staff asks a person to work here, asks once more, or takes it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.confirm import require_confirmed
from wesupply_ui.domain.accounts.invitations import Invitation, renew, waiting_invitation
from wesupply_ui.domain.accounts.may_manage import RoleGiven, may_give
from wesupply_ui.domain.accounts.models import Membership, Person
from wesupply_ui.domain.accounts.permissions import STAFF_MANAGE
from wesupply_ui.domain.accounts.person_names import read_email
from wesupply_ui.domain.accounts.role_of import role_held, role_of
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel import outbox
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid, NotAllowed, TooMany
from wesupply_ui.kernel.language import _

# Mail to strangers in a shop's name: more than a large chain needs, less than a sender of spam wants.
MOST_A_DAY = 200
MOST_MAILS = 5
"""So many mails one invitation may become: a mailbox is not a toy."""


async def invite(db: AsyncSession, scope: Scope, raw: Mapping[str, Any], *, stores: Collection[str], now: datetime) -> Invitation:
    """Invite `email` as `role`, for a store's role at `location` (one of `stores`, the ids of this merchant's stores).

    Invalid beside its field; Conflict for who works here or was invited; NotAllowed for a role above one's own; TooMany.
    """
    scope.require(STAFF_MANAGE)
    await require_confirmed(db, scope)
    try:
        email = read_email(raw.get("email"))
    except ValueError as error:
        raise Invalid(str(error), problems=(FieldProblem("email", str(error)),)) from error
    role = await role_of(db, scope, raw.get("role"))
    location_id = given(scope, role, raw.get("location"), stores)
    await _refuse_known(db, scope, email, now)
    await _refuse_floods(db, scope, now)
    invitation = Invitation(
        merchant_id=scope.merchant_id,
        email=email,
        role=role.key,
        location_id=location_id,
        invited_by=_person_of(scope),
        token_hash="",
        created_at=now,
        sent_at=now,
        expires_at=now,
    )
    renew(invitation, now=now)
    db.add(invitation)
    await db.flush()
    _tell(db, invitation, now)
    after = {"role": role.key} | ({"location": location_id} if location_id else {})
    await audit.note(db, scope, "staff.invited", f"invitation:{invitation.id}", at=now, label=email, after=after)
    return invitation


async def invite_again(db: AsyncSession, scope: Scope, invitation_id: str, *, now: datetime) -> Invitation:
    """Mail a fresh link, good for a week; the one before opens nothing any more. NotFound, NotAllowed, TooMany."""
    scope.require(STAFF_MANAGE)
    await require_confirmed(db, scope)
    invitation = await _mine_to_change(db, scope, invitation_id)
    if invitation.version >= MOST_MAILS:
        raise TooMany(_("This invitation was mailed often enough. Withdraw it and ask the person."), retry_after=86_400)
    await _refuse_floods(db, scope, now)
    invitation.version += 1
    renew(invitation, now=now)
    await db.flush()
    _tell(db, invitation, now)
    await audit.note(db, scope, "staff.invited_again", f"invitation:{invitation.id}", at=now, label=invitation.email)
    return invitation


async def withdraw(db: AsyncSession, scope: Scope, invitation_id: str, *, now: datetime) -> Invitation:
    """The link opens nothing any more. NotFound, NotAllowed."""
    scope.require(STAFF_MANAGE)
    invitation = await _mine_to_change(db, scope, invitation_id)
    invitation.withdrawn_at = now
    await audit.note(db, scope, "staff.invitation_withdrawn", f"invitation:{invitation.id}", at=now, label=invitation.email)
    return invitation


def given(scope: Scope, role: RoleGiven, location: Any, stores: Collection[str]) -> str | None:
    """The store that goes with the role; None for a role without one. Invalid, NotAllowed."""
    if not may_give(scope, role):
        words = _("You can only give roles that allow no more than your own.")
        raise NotAllowed(words, problems=(FieldProblem("role", words),))
    if not role.at_store:
        return None
    if not isinstance(location, str) or location not in stores:
        raise Invalid(_("Choose the store."), problems=(FieldProblem("location", _("Choose the store.")),))
    return location


async def _mine_to_change(db: AsyncSession, scope: Scope, invitation_id: str) -> Invitation:
    invitation = await waiting_invitation(db, scope, invitation_id)
    if not may_give(scope, await role_held(db, scope, invitation.role)):
        raise NotAllowed(_("This invitation gives more than your own role allows."))
    return invitation


async def _refuse_known(db: AsyncSession, scope: Scope, email: str, now: datetime) -> None:
    membership = select(Membership.is_active).join(Person, col(Person.id) == Membership.person_id)
    works = (await db.execute(membership.where(Membership.merchant_id == scope.merchant_id, Person.email == email))).scalar_one_or_none()
    if works is not None:
        words = _("This person works here already.") if works else _("This person worked here. Reactivate them in the list.")
        raise Conflict(words, problems=(FieldProblem("email", words),))
    waiting = select(Invitation.id).where(
        Invitation.merchant_id == scope.merchant_id,
        Invitation.email == email,
        col(Invitation.accepted_at).is_(None),
        col(Invitation.withdrawn_at).is_(None),
    )
    if (await db.execute(waiting.limit(1))).first():
        words = _("This person was invited already. Send the invitation again from the list.")
        raise Conflict(words, problems=(FieldProblem("email", words),))


async def _refuse_floods(db: AsyncSession, scope: Scope, now: datetime) -> None:
    today = select(func.count()).where(Invitation.merchant_id == scope.merchant_id, Invitation.sent_at > now - timedelta(days=1))
    if (await db.execute(today)).scalar_one() >= MOST_A_DAY:
        raise TooMany(_("Many people were invited today. Please go on tomorrow."), retry_after=86_400)


def _tell(db: AsyncSession, invitation: Invitation, now: datetime) -> None:
    subject = f"invitation:{invitation.id}"
    outbox.tell(db, merchant_id=invitation.merchant_id, name="staff.invited", subject=subject, at=now, version=invitation.version)


def _person_of(scope: Scope) -> str | None:
    kind, _sign, person_id = scope.actor.partition(":")
    return person_id if kind == "person" else None

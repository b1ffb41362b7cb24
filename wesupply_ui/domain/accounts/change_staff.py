"""Somebody who works here gets another role, leaves, or comes back; their browsers are signed out with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.end_sessions import end_sessions
from wesupply_ui.domain.accounts.invitations import Invitation
from wesupply_ui.domain.accounts.invite import given
from wesupply_ui.domain.accounts.may_manage import RoleGiven, may_give, may_touch
from wesupply_ui.domain.accounts.models import Membership, Person
from wesupply_ui.domain.accounts.permissions import STAFF_MANAGE
from wesupply_ui.domain.accounts.role_of import role_held, role_of
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel import outbox
from wesupply_ui.kernel.errors import Conflict, NotAllowed, NotFound
from wesupply_ui.kernel.language import _


async def change_role(
    db: AsyncSession, scope: Scope, person_id: str, raw: Mapping[str, Any], *, stores: Collection[str], now: datetime
) -> Person:
    """Another role (`role`, for a store's one with its `location` of `stores`). NotFound, NotAllowed, Invalid beside its field."""
    membership, person, held = await _theirs(db, scope, person_id)
    role = await role_of(db, scope, raw.get("role"))
    location_id = given(scope, role, raw.get("location"), stores)
    if (role.key, location_id) == (membership.role, membership.location_id):
        return person
    before = {"role": membership.role, "location": membership.location_id}
    membership.role, membership.location_id = role.key, location_id
    await end_sessions(db, merchant_id=scope.merchant_id, person_id=person.id, now=now)
    if STAFF_MANAGE not in role.permissions or not held.permissions <= role.permissions:
        await _withdraw_theirs(db, scope, person.id, now)
    data = {"from_role": held.key, "to_role": role.key}
    outbox.tell(db, merchant_id=scope.merchant_id, name="staff.role_changed", subject=f"person:{person.id}", at=now, **data)
    after = {"role": role.key, "location": location_id}
    changed = {name for name in after if before[name] != after[name]}
    await audit.note(
        db,
        scope,
        "staff.role_changed",
        f"person:{person.id}",
        at=now,
        label=person.name or person.email,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return person


async def deactivate(db: AsyncSession, scope: Scope, person_id: str, *, now: datetime) -> Person:
    """They may not enter any more; what they did stays under their name. Invitations that they sent are withdrawn. NotFound, NotAllowed."""
    membership, person, _held = await _theirs(db, scope, person_id)
    if not membership.is_active:
        return person
    membership.is_active = False
    await end_sessions(db, merchant_id=scope.merchant_id, person_id=person.id, now=now)
    await _withdraw_theirs(db, scope, person.id, now)
    await audit.note(db, scope, "staff.deactivated", f"person:{person.id}", at=now, label=person.name or person.email)
    return person


async def reactivate(db: AsyncSession, scope: Scope, person_id: str, *, stores: Collection[str], now: datetime) -> Person:
    """They may enter again, in the role that they had. NotFound, NotAllowed; Conflict when their store is gone."""
    membership, person, held = await _theirs(db, scope, person_id)
    if membership.is_active:
        return person
    if not may_give(scope, held):
        raise NotAllowed(_("You can only give roles that allow no more than your own."))
    if held.at_store and membership.location_id not in stores:
        raise Conflict(_("Their store is gone. Change their role first."))
    membership.is_active = True
    await audit.note(db, scope, "staff.reactivated", f"person:{person.id}", at=now, label=person.name or person.email)
    return person


async def _theirs(db: AsyncSession, scope: Scope, person_id: str) -> tuple[Membership, Person, RoleGiven]:
    """The person's place at the caller's merchant, locked; only for who may change it."""
    scope.require(STAFF_MANAGE)
    wanted = select(Membership).where(Membership.merchant_id == scope.merchant_id, Membership.person_id == str(person_id)[:40])
    membership = (await db.execute(wanted.with_for_update().execution_options(populate_existing=True))).scalar_one_or_none()
    if membership is None:
        raise NotFound(_("This person does not work here."))
    held = await role_held(db, scope, membership.role)
    if not may_touch(scope, membership.person_id, held):
        raise NotAllowed(_("You cannot change yourself, the owner, or somebody who may do more than you."))
    person = (await db.execute(select(Person).where(Person.id == membership.person_id))).scalar_one()
    return membership, person, held


async def _withdraw_theirs(db: AsyncSession, scope: Scope, person_id: str, now: datetime) -> None:
    waiting = (col(Invitation.accepted_at).is_(None), col(Invitation.withdrawn_at).is_(None))
    mine = (Invitation.merchant_id == scope.merchant_id, Invitation.invited_by == person_id)
    await db.execute(update(Invitation).where(*mine, *waiting).values(withdrawn_at=now))

"""The owner hands the shop over to somebody who works there, and manages it from then on. There is always an owner."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts import audit, passwords
from wesupply_ui.domain.accounts.confirm import require_confirmed
from wesupply_ui.domain.accounts.end_sessions import end_sessions
from wesupply_ui.domain.accounts.may_manage import OWNER
from wesupply_ui.domain.accounts.models import Membership, Person, StaffSession
from wesupply_ui.domain.accounts.permissions import OWNERSHIP_TRANSFER
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel import outbox
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotAllowed, NotFound
from wesupply_ui.kernel.language import _

RECENTLY = timedelta(minutes=15)
AFTERWARDS = "manager"


async def transfer(db: AsyncSession, scope: Scope, person_id: str, *, password: str, session_id: str, now: datetime) -> Person:
    """`person_id` is the owner from now on, the caller a manager. The caller proves with the password that it is them; somebody without
    one must have signed in within the last quarter of an hour.

    NotAllowed, NotFound; Invalid beside "password"; Conflict for someone who cannot own a shop yet.
    """
    scope.require(OWNERSHIP_TRANSFER)
    await require_confirmed(db, scope)
    await _prove(db, scope, password, session_id, now)
    mine = await _membership(db, scope, scope.actor.removeprefix("person:"))
    if mine.role != OWNER or mine.person_id == person_id:
        raise NotAllowed(_("Only the owner can hand the shop over, and to somebody else."))
    theirs = await _membership(db, scope, person_id)
    heir = (await db.execute(select(Person).where(Person.id == theirs.person_id))).scalar_one()
    if not theirs.is_active or not heir.is_active or heir.email_confirmed_at is None:
        words = _("This person cannot own the shop: they are deactivated, or their mail address is not confirmed.")
        raise Invalid(words, problems=(FieldProblem("person", words),))
    before = theirs.role
    theirs.role, theirs.location_id, mine.role = OWNER, None, AFTERWARDS
    await end_sessions(db, merchant_id=scope.merchant_id, person_id=heir.id, now=now)
    outbox.tell(
        db, merchant_id=scope.merchant_id, name="ownership.transferred", subject=f"person:{heir.id}", at=now, from_person=mine.person_id
    )
    label = heir.name or heir.email
    await audit.note(
        db, scope, "ownership.transferred", f"person:{heir.id}", at=now, label=label, before={"role": before}, after={"role": OWNER}
    )
    return heir


async def _prove(db: AsyncSession, scope: Scope, password: str, session_id: str, now: datetime) -> None:
    person = await db.get(Person, scope.actor.removeprefix("person:"))
    if person is None:
        raise NotAllowed(_("Only the owner can hand the shop over, and to somebody else."))
    if person.password_hash:
        if not await passwords.matches(person.password_hash, password):
            raise Invalid(_("This is not your password."), problems=(FieldProblem("password", _("This is not your password.")),))
        return
    session = await db.get(StaffSession, session_id)
    if session is None or session.person_id != person.id or now - (session.confirmed_at or session.created_at) > RECENTLY:
        words = _("Sign out and in again, then hand the shop over within {minutes} minutes.", minutes=int(RECENTLY.total_seconds() // 60))
        raise Invalid(words, problems=(FieldProblem("password", words),))


async def _membership(db: AsyncSession, scope: Scope, person_id: str) -> Membership:
    wanted = select(Membership).where(Membership.merchant_id == scope.merchant_id, Membership.person_id == str(person_id)[:40])
    found = (await db.execute(wanted.with_for_update().execution_options(populate_existing=True))).scalar_one_or_none()
    if found is None:
        raise NotFound(_("This person does not work here."))
    return found

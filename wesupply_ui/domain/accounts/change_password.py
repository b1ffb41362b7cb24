"""A signed-in person takes another password; every other session of theirs ends."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit, passwords
from wesupply_ui.domain.accounts.models import Person, StaffSession
from wesupply_ui.domain.accounts.scopes import SignedIn
from wesupply_ui.domain.accounts.sign_in import SESSION_LIFE, Opened, change_password, open_session
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _


async def change_own_password(db: AsyncSession, signed: SignedIn, present: str, new: str, *, now: datetime) -> Opened:
    """A fresh session for this browser. Invalid when `present` is not the password, or `new` is too weak.

    Who has none yet (they sign in elsewhere) sets one, after a fresh proof of who they are.
    """
    person = await db.get_one(Person, signed.person_id)
    if person.password_hash is None:
        signed.scope.require_recent(now)
    elif not await passwords.matches(person.password_hash, present):
        raise Invalid(_("The present password is not right."), problems=(FieldProblem("current", _("is not right")),))
    before = await db.get_one(StaffSession, signed.session_id)
    await change_password(db, person, password=new, now=now)
    opened = open_session(
        db,
        person_id=person.id,
        merchant_id=signed.scope.merchant_id,
        device=before.device,
        address=before.address,
        way=before.way,
        two_factors=before.two_factors,
        now=now,
    )
    await audit.note(db, signed.scope, "password.changed", f"person:{person.id}", at=now, label=person.email)
    return Opened(opened.token, now + SESSION_LIFE)

"""Is it still you? A signed-in person proves again who they are, by their second factor where they have one, else by the password."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import codes, passwords
from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.accounts.scopes import SignedIn
from wesupply_ui.domain.accounts.sessions import rotate_session
from wesupply_ui.domain.accounts.sign_in import Opened
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _


async def reconfirm(db: AsyncSession, signed: SignedIn, proof: str, *, now: datetime) -> Opened:
    """The session goes on under a new token, as one that was confirmed now. Invalid when the proof is not right."""
    person = await db.get_one(Person, signed.person_id)
    if signed.has_factor:
        if not await codes.use_code(db, person, proof, now=now):
            raise codes.wrong_code()
    elif not await passwords.matches(person.password_hash, proof):
        raise Invalid(_("The password is not right."), problems=(FieldProblem("password", _("is not right")),))
    return await rotate_session(db, signed.session_id, now=now, two_factors=signed.has_factor, confirmed=True)

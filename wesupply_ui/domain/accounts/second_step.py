"""Between password and session: who has a second factor proves it too, by a slip that the first step gave the browser."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import codes, slips
from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.accounts.sign_in import Opened, SecondStep, come_in
from wesupply_ui.domain.accounts.slips import Slip

SECOND_STEP = "second-step"
SECOND_COOKIE = "wesupply_second"


def first_half(step: SecondStep, *, next_: str, now: datetime) -> str:
    """The slip that says: the first step is done."""
    return slips.seal(SECOND_STEP, now=now, person=step.person_id, way=step.way, next=next_)


async def whose(db: AsyncSession, slip: Slip) -> Person:
    """Whose second step it is. SignInNeeded when they may not enter any more, or their password was changed meanwhile."""
    person = await db.get(Person, slip.holds["person"])
    changed = person and person.password_changed_at and person.password_changed_at > slip.made_at
    if person is None or not person.is_active or changed:
        raise slips.gone()
    return person


async def finish(db: AsyncSession, slip: Slip, code: str, *, device: str, address: str, now: datetime) -> Opened:
    """A session of two factors, for a code of the phone or a recovery code. Invalid when it is not right; a slip opens one session."""
    person = await whose(db, slip)
    if not await codes.use_code(db, person, code, now=now):
        raise codes.wrong_code()
    await slips.spend(db, slip, now=now)
    return await come_in(db, person, way=slip.holds["way"], device=device, address=address, now=now, two_factors=True)

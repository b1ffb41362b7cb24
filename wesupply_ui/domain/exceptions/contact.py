"""Writes to the shopper about a case, and notes that the carrier was asked. The mail's first draft comes from the message's own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.exceptions.deed import Before, done, one_picked, orders_of, still_open
from wesupply_ui.domain.notifications import write
from wesupply_ui.domain.notifications.kinds import Kind
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _

_ABOUT = {
    "lost": Kind.LOST,
    "damaged": Kind.DAMAGED,
    "returning": Kind.RETURNING,
    "action_needed": Kind.ACTION_NEEDED,
    "attempt_failed": Kind.ATTEMPT_FAILED,
}
"""Which message's words a mail about this kind of trouble begins with; the others begin with those of a delay."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was done, and the mail that can still be held back."""

    before: Before
    message_id: str


async def draft(db: AsyncSession, scope: Scope, case_id: str, *, now: datetime) -> write.Draft:
    """Subject and text to begin with. Invalid when the parcel belongs to no order."""
    case = await one_picked(db, scope, case_id)
    order_ids = await orders_of(db, case)
    if not order_ids:
        raise Invalid(_("This parcel belongs to no order, so there is nobody to write to."))
    return await write.draft(db, scope, order_ids[0], case.parcel_id, _ABOUT.get(case.kind, Kind.DELAYED), now=now)


async def contact_shopper(db: AsyncSession, scope: Scope, case_id: str, *, subject: str, text: str, now: datetime) -> Written:
    """The mail goes out in the merchant's brand after a moment in which it can be taken back; the case stays open."""
    (case,) = await still_open(db, [await one_picked(db, scope, case_id)])
    order_ids = await orders_of(db, case)
    if not order_ids:
        raise Invalid(_("This parcel belongs to no order, so there is nobody to write to."))
    message = await write.write(db, scope, order_ids[0], case.parcel_id, subject=subject, text=text, now=now)
    return Written(await done(db, scope, case, "shopper_contacted", now=now, more={"message_id": message.id}), message.id)


async def carrier_asked(db: AsyncSession, scope: Scope, case_id: str, *, now: datetime) -> Before:
    """Somebody has asked the carrier; the case stays open."""
    (case,) = await still_open(db, [await one_picked(db, scope, case_id)])
    return await done(db, scope, case, "carrier_asked", now=now, more={})

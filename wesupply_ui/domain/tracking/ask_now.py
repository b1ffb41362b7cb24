"""A person wants news of a parcel now: it becomes due at once, and the poller is woken."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import TRACKING_POLL
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.register import POLLING
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import NotFound, TooMany
from wesupply_ui.kernel.language import _

LEAST_APART = timedelta(seconds=10)
"""Carriers count calls; asking again so soon brings nothing new."""


async def ask_now(db: AsyncSession, scope: Scope, parcel_id: str, *, now: datetime) -> Parcel:
    """The parcel, due at once. NotFound, NotAllowed; TooMany when it was asked for a moment ago. A worker that holds it keeps it."""
    scope.require(TRACKING_POLL)
    mine = select(Parcel).where(Parcel.id == parcel_id, Parcel.merchant_id == scope.merchant_id).with_for_update()
    parcel = (await db.execute(mine)).scalar_one_or_none()
    if parcel is None:
        raise NotFound(_("There is no such parcel."))
    if parcel.last_polled_at and now - parcel.last_polled_at < LEAST_APART:
        left = LEAST_APART - (now - parcel.last_polled_at)
        raise TooMany(_("The carrier was asked a moment ago. Try again in a few seconds."), retry_after=left.total_seconds())
    parcel.next_poll_at = now
    live.announce(db, POLLING)
    await audit.note(db, scope, "parcel.asked", f"parcel:{parcel.id}", at=now, label=parcel.number)
    return parcel

"""Shops that signed up and were never confirmed go, so that their address, and the mail address somebody gave, are free again."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from sqlalchemy import delete, exists
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col, select

from wesupply_ui.domain.accounts.audit import AuditHead
from wesupply_ui.domain.accounts.models import HeldSlug, Membership, Merchant, Person

KEPT = timedelta(days=14)
"""Longer than the mailed link works: until then a new password, which confirms too, can be asked for."""
BATCH = 20
_log = structlog.get_logger(__name__)


async def sweep_sign_ups(db: AsyncSession, *, now: datetime) -> int:
    """Delete what is left of them; how many shops that were. One that something stands in the way of stays, and the others go.

    Addresses that were only held, because whoever asked has an account already, end on the same day: nobody can tell which it was.
    """
    await db.execute(delete(HeldSlug).where(col(HeldSlug.until) <= now))
    gone = 0
    for merchant_id in await _never_confirmed(db, now):
        try:
            async with db.begin_nested():
                await _delete(db, merchant_id)
        except IntegrityError as error:
            _log.warning("sign_up.not_swept", merchant=merchant_id, error=type(error).__name__)
        else:
            gone += 1
    return gone


async def _never_confirmed(db: AsyncSession, now: datetime) -> list[str]:
    """Old enough, with people of whom none is confirmed, and nothing in the log: nobody ever did anything there."""
    people = exists().where(col(Membership.merchant_id) == Merchant.id)
    someone = people.where(col(Membership.person_id) == Person.id, col(Person.email_confirmed_at).is_not(None))
    noted = exists().where(col(AuditHead.merchant_id) == Merchant.id)
    wanted = select(Merchant.id).where(Merchant.created_at <= now - KEPT, ~Merchant.is_demo, people, ~someone, ~noted)
    return list((await db.execute(wanted.order_by(col(Merchant.created_at)).limit(BATCH).with_for_update(of=Merchant))).scalars())


async def _delete(db: AsyncSession, merchant_id: str) -> None:
    theirs = select(Membership.person_id).where(Membership.merchant_id == merchant_id)
    people = list((await db.execute(theirs)).scalars())
    await _delete_where(db, "merchant_id", [merchant_id])
    elsewhere = set((await db.execute(select(Membership.person_id).where(col(Membership.person_id).in_(people)))).scalars())
    lonely = [each for each in people if each not in elsewhere]
    await _delete_where(db, "person_id", lonely)
    await db.execute(delete(Merchant).where(col(Merchant.id) == merchant_id))
    await db.execute(delete(Person).where(col(Person.id).in_(lonely), col(Person.email_confirmed_at).is_(None)))


async def _delete_where(db: AsyncSession, column: str, ids: list[str]) -> None:
    """From every table that names one of these, whichever noun's it is: those that lean on others first."""
    for table in reversed(SQLModel.metadata.sorted_tables):
        if ids and column in table.c:
            await db.execute(table.delete().where(table.c[column].in_(ids)))

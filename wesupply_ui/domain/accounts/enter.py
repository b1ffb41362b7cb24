"""Someone who has just proven by mail who they are goes straight in: a ticket for one session, good for moments and only once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.links import ENTER, make_link, open_link, token_of, use_up
from wesupply_ui.domain.accounts.models import Membership, Person
from wesupply_ui.domain.accounts.sign_in import Opened, has_factor, language_of, open_session
from wesupply_ui.kernel.errors import SignInNeeded
from wesupply_ui.kernel.language import _


async def ticket_for(db: AsyncSession, person_id: str, merchant_id: str | None, *, now: datetime) -> str | None:
    """A ticket for whoever is in front of the page now; None when a mailbox alone must not open this account."""
    if merchant_id is None or await has_factor(db, person_id):
        return None
    link = await make_link(db, ENTER, person_id=person_id, merchant_id=merchant_id, now=now)
    return token_of(link)


async def enter(db: AsyncSession, ticket: str, *, device: str, now: datetime, address: str = "") -> Opened:
    """The session that the ticket stands for. NotFound when it was used or is too old; SignInNeeded for who may no longer enter."""
    link = await open_link(db, ENTER, ticket, now=now)
    await use_up(db, link, now=now)
    entitled = (
        select(Membership)
        .join(Person, col(Person.id) == Membership.person_id)
        .where(Person.id == link.person_id, Membership.merchant_id == link.merchant_id, Membership.is_active, Person.is_active)
    )
    work = (await db.execute(entitled)).scalar_one_or_none()
    if work is None:
        raise SignInNeeded(_("Please sign in."))
    where = {"device": device, "address": address, "way": "mail"}
    opened = open_session(db, person_id=work.person_id, merchant_id=work.merchant_id, now=now, **where)
    language = await language_of(db, work.person_id, work.merchant_id)
    return replace(opened, at_store=work.location_id is not None, language=language)

"""Does this mail address belong to who gave it? Confirming it, and what waits until it is done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.enter import ticket_for
from wesupply_ui.domain.accounts.links import CONFIRM, open_link, use_up
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_self
from wesupply_ui.kernel.errors import NotAllowed
from wesupply_ui.kernel.language import _


async def confirm(db: AsyncSession, token: str, *, now: datetime) -> str | None:
    """The address is confirmed. Returns a ticket to go straight in with, or None for someone who has to sign in. NotFound."""
    link = await open_link(db, CONFIRM, token, now=now)
    await use_up(db, link, now=now)
    person = (await db.execute(select(Person).where(Person.id == link.person_id))).scalar_one()
    if person.email_confirmed_at is None:
        person.email_confirmed_at = now
    ticket = await ticket_for(db, person.id, link.merchant_id, now=now)
    if link.merchant_id:
        scope, merchant = scope_of_self(link.merchant_id, person.id), await db.get_one(Merchant, link.merchant_id)
        about = {"label": merchant.name, "after": {"slug": merchant.slug}}
        await audit.note(db, scope, "merchant.signed_up", f"merchant:{merchant.id}", at=now, **about)
        await audit.note(db, scope, "person.confirmed", f"person:{person.id}", at=now, label=person.name)
    return ticket


async def check_confirm(db: AsyncSession, token: str, *, now: datetime) -> None:
    """NotFound unless the link still works."""
    await open_link(db, CONFIRM, token, now=now)


async def require_confirmed(db: AsyncSession, scope: Scope) -> None:
    """NotAllowed for a person whose address is not confirmed: they could have mail sent in somebody else's name."""
    person = await _who(db, scope)
    if person is not None and person.email_confirmed_at is None:
        raise NotAllowed(_("Confirm your mail address first: open the link that we sent to you."))


async def is_somebodys(db: AsyncSession, merchant_id: str) -> bool:
    """Whether this shop may be seen and may write to others: not as long as it has owners and none of them is confirmed."""
    owners = select(Person.email_confirmed_at).join(Membership, col(Membership.person_id) == Person.id)
    found = (await db.execute(owners.where(Membership.merchant_id == merchant_id, Membership.role == "owner"))).scalars().all()
    return not found or any(found)


async def _who(db: AsyncSession, scope: Scope) -> Person | None:
    kind, _sign, person_id = scope.actor.partition(":")
    return await db.get(Person, person_id) if kind == "person" else None

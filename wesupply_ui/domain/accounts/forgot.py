"""Somebody forgot their password: a link by mail, and with it a new one. Whoever asks learns nothing about who is known here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.links import RESET, make_link, open_link, use_up
from wesupply_ui.domain.accounts.models import Membership, Person
from wesupply_ui.domain.accounts.own_up import own_up
from wesupply_ui.domain.accounts.passwords import check_strength
from wesupply_ui.domain.accounts.person_names import read_email
from wesupply_ui.domain.accounts.scopes import scope_of_self
from wesupply_ui.domain.accounts.sign_in import change_password
from wesupply_ui.domain.accounts.sign_up import any_merchant_of
from wesupply_ui.kernel import outbox
from wesupply_ui.kernel.errors import FieldProblem, Invalid


async def ask_for_reset(db: AsyncSession, email: Any, *, now: datetime) -> None:
    """Have a link mailed if somebody has this address; the same work and the same answer if nobody has. Invalid for no address at all."""
    try:
        address = read_email(email)
    except ValueError as error:
        raise Invalid(str(error), problems=(FieldProblem("email", str(error)),)) from error
    person_id = (await db.execute(select(Person.id).where(Person.email == address, Person.is_active))).scalar_one_or_none()
    merchant_id = await any_merchant_of(db, person_id or "nobody")
    link = await make_link(db, RESET, person_id=person_id if merchant_id else None, merchant_id=merchant_id, now=now)
    if person_id and merchant_id:
        outbox.tell(db, merchant_id=merchant_id, name="person.forgot_password", subject=f"person:{person_id}", at=now, link=link.id)


async def check_reset(db: AsyncSession, token: str, *, now: datetime) -> None:
    """NotFound unless the link still works."""
    await open_link(db, RESET, token, now=now)


async def reset(db: AsyncSession, token: str, password: Any, *, now: datetime) -> None:
    """Set the password; all sessions end and the link is used up. Who got the mail owns the address: it counts as confirmed.

    NotFound; Invalid for a password that is too weak, which leaves the link as it was.
    """
    link = await open_link(db, RESET, token, now=now)
    person = (await db.execute(select(Person).where(Person.id == link.person_id))).scalar_one()
    chosen = password if isinstance(password, str) else ""
    check_strength(chosen)
    await own_up(db, person, now=now)
    await change_password(db, person, password=chosen, now=now)
    await use_up(db, link, now=now)
    theirs = select(Membership.merchant_id).where(Membership.person_id == person.id, Membership.is_active)
    for merchant_id in (await db.execute(theirs.order_by(col(Membership.merchant_id)))).scalars().all():
        await audit.note(
            db, scope_of_self(merchant_id, person.id), "person.reset_password", f"person:{person.id}", at=now, label=person.name
        )

"""A person with a session and codes on their phone, in one line each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pyotp.totp import TOTP
from sqlalchemy import update
from sqlmodel import col

from wesupply_ui.domain.accounts import codes
from wesupply_ui.domain.accounts.models import StaffSession
from wesupply_ui.domain.accounts.scopes import SignedIn, signed_in
from wesupply_ui.kernel.db import Database


async def person_of(database: Database, token: str, now: datetime) -> SignedIn:
    """Who holds this session."""
    async with database.reading() as db:
        found = await signed_in(db, token, now=now)
    assert found
    return found


async def with_codes(database: Database, token: str, now: datetime) -> TOTP:
    """The phone of this session's person, set up in it: from then on it counts as one of two factors, as the route makes it."""
    person = await person_of(database, token, now)
    async with database.transaction() as db:
        secret, _ = await codes.start_codes(db, person, now=now)
    phone = TOTP(secret)
    async with database.transaction() as db:
        await codes.confirm_codes(db, person, phone.at(now), now=now)
        await db.execute(update(StaffSession).where(col(StaffSession.id) == person.session_id).values(two_factors=True))
    return phone


async def attempt(database: Database, work: Any) -> Any:
    """Run `async def work(db)` in a transaction of its own."""
    async with database.transaction() as db:
        return await work(db)

"""People with a role, and the session their browser holds, in one line."""

from __future__ import annotations

from datetime import timedelta

from wesupply_ui.domain.accounts.models import Membership, Merchant, Person, StaffSession
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.secrets import fingerprint, new_token


async def signed_in_as(db: Database, merchant: Merchant, role: str = "owner", *, location_id: str | None = None) -> str:
    """A person of this role with an open session; returns the session's token."""
    token = new_token()
    person = Person(email=f"{role}-{token[:6].lower()}@example.com", name=f"Ada {role.title()}", email_confirmed_at=now())
    async with db.transaction() as session:
        session.add(person)
        await session.flush()
        session.add(Membership(merchant_id=merchant.id, person_id=person.id, role=role, location_id=location_id))
        session.add(
            StaffSession(
                token_hash=fingerprint(token),
                person_id=person.id,
                merchant_id=merchant.id,
                last_seen_at=now(),
                expires_at=now() + timedelta(days=1),
            )
        )
    return token


async def end_session(db: Database, token: str) -> None:
    """As signing out elsewhere does."""
    from sqlmodel import select

    async with db.transaction() as session:
        found = (await session.execute(select(StaffSession).where(StaffSession.token_hash == fingerprint(token)))).scalar_one()
        found.ended_at = now()

"""Somebody who works for several merchants goes on at another of them, without signing in again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.models import Membership, Merchant, StaffSession
from wesupply_ui.domain.accounts.scopes import signed_in
from wesupply_ui.domain.accounts.sign_in import Opened, moved_topic
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import NotFound, SignInNeeded
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.secrets import fingerprint, new_token


async def switch_merchant(db: AsyncSession, *, token: str, slug: str, now: datetime) -> Opened:
    """The session stands at the other merchant from now on, under a new token; the former one opens nothing any more.

    SignInNeeded without a session; NotFound, the same for a merchant that isn't there and one where the person does not work.
    """
    person = await signed_in(db, token, now=now)
    if person is None or person.device_id:  # a PIN at a store's tablet opens that store and nothing else
        raise SignInNeeded(_("Please sign in."))
    merchant_id = (
        await db.execute(
            select(Merchant.id)
            .join(Membership, Membership.merchant_id == Merchant.id)  # type: ignore[arg-type]
            .where(Merchant.slug == slug, Membership.person_id == person.person_id, Membership.is_active)
        )
    ).scalar_one_or_none()
    if merchant_id is None:
        raise NotFound(_("You do not work for a merchant of this name."))
    session = (await db.execute(select(StaffSession).where(StaffSession.id == person.session_id))).scalar_one()
    fresh = new_token()
    live.announce(db, moved_topic(session.token_hash))  # other tabs show another merchant still
    session.token_hash, session.merchant_id, session.last_seen_at = fingerprint(fresh), merchant_id, now
    return Opened(fresh, session.expires_at)

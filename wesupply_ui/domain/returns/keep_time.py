"""What does time alone do to a return? It reminds a shopper who has sent nothing, and ends what was never sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.returns.held import done, hold, move, tracks_of
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.returns.tracks import Track, why_not
from wesupply_ui.kernel import leases

LEASE = timedelta(minutes=2)
BATCH = 100
ACTOR = "job"


async def claim_due(db: AsyncSession, *, now: datetime, limit: int = BATCH) -> Sequence[tuple[str, str]]:
    """Take returns for which it is time; (merchant, return) of each. Whoever is killed with them loses them when the lease ends."""
    due = col(ReturnRequest.wake_at) <= now
    order = col(ReturnRequest.wake_at)
    rows = await leases.claim(
        db, ReturnRequest, due=due, order_by=order, limit=limit, now=now, lease=LEASE, returning=(ReturnRequest.merchant_id,)
    )
    return [(row.merchant_id, row.id) for row in rows]


async def keep_time(db: AsyncSession, merchant_id: str, return_id: str, *, now: datetime) -> str | None:
    """What was done about one that was claimed: "expired", "reminded", or nothing when it has moved on meanwhile."""
    scope = scope_of_system(merchant_id, ACTOR)
    held = await hold(db, scope, return_id)
    request = held.request
    request.claimed_until = None
    if request.wake_at is None or request.wake_at > now:
        return None
    waiting = [each for each in held.items if each.authorisation == "approved" and each.logistics == "awaiting"]
    if request.expires_at is None or request.expires_at > now:
        request.reminded_at = now
        await done(db, scope, held, "reminded", waiting, now=now, is_noted=False)
        return "reminded"
    ending = [each for each in waiting if why_not(tracks_of(each), Track.AUTHORISATION, "expired") is None]
    for each in ending:
        move(each, Track.AUTHORISATION, "expired")
        each.decided_at = now
    request.wake_at = None
    if ending:
        await done(db, scope, held, "expired", ending, now=now, after={"items": sum(each.quantity for each in ending)})
        return "expired"
    return None

"""How many of these calls may an account still make today? Counts them in the database, for all processes together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.tracking.models import CarrierCredential
from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure


async def spend(db: AsyncSession, account: CarrierAccount, calls: int, *, now: datetime) -> int:
    """Take the places of as many of the calls as the day has left; how many. A call of several numbers is one, repetitions aren't counted.

    The day is UTC's. An account without a limit, or of the platform, has places for all.
    """
    if account.per_day is None or not account.key.startswith("merchant:"):
        return calls
    _, merchant_id, carrier = account.key.split(":")
    mine = (CarrierCredential.merchant_id == merchant_id) & (CarrierCredential.carrier == carrier)
    locked = select(CarrierCredential).where(mine).with_for_update().execution_options(populate_existing=True)
    credential = (await db.execute(locked)).scalar_one_or_none()
    if credential is None:
        return 0
    today = now.astimezone(UTC).date()
    spent = credential.spent if credential.spent_on == today else 0
    granted = max(0, min(calls, account.per_day - spent))
    credential.spent_on, credential.spent = today, spent + granted
    return granted


def used_up(now: datetime) -> Failure:
    """What the parcels of calls without a place are told: come back when the next day has begun."""
    tomorrow = (now.astimezone(UTC) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return Failure("rate_limited", "The account's calls for today are used up.", True, (tomorrow - now).total_seconds())

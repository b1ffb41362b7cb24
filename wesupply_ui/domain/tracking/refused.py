"""A carrier that refuses a merchant's account is told to staff: once a day and carrier, however many parcels found it out."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.tracking.facts import fact_id
from wesupply_ui.domain.tracking.outcome import Outcome
from wesupply_ui.kernel.outbox import Fact

NAME = "carrier.refused"


async def tell_refused(db: AsyncSession, outcomes: Sequence[Outcome]) -> None:
    """Write the fact for each merchant and carrier whose account was refused; one that is there for that day is left alone."""
    refused = {
        (each.claimed.merchant_id, each.claimed.carrier): each.at
        for each in outcomes
        if each.failure and each.failure.code == "unauthorised"
    }
    if not refused:
        return
    rows = [
        {
            "id": fact_id(merchant_id, f"{NAME}:{carrier}:{at.date()}"),
            "merchant_id": merchant_id,
            "name": NAME,
            "subject": f"carrier:{carrier}",
            "data": {"carrier": carrier},
            "happened_at": at,
            "due_at": at,
            "attempts": 0,
        }
        for (merchant_id, carrier), at in sorted(refused.items())
    ]
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    await (await db.connection()).execute(insert(Fact.__table__).on_conflict_do_nothing(), rows)  # type: ignore[attr-defined]

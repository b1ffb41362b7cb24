"""Which messages are to be sent now? Takes them for a while, so that no other worker sends them too."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.kernel import leases

# Long enough for a batch over a slow server; a killed worker's messages go out again after it.
LEASE = timedelta(minutes=5)


async def claim_due(db: AsyncSession, *, now: datetime, limit: int) -> list[str]:
    """Claim pending messages whose time has come; their ids, longest waiting first."""
    rows = await leases.claim(
        db,
        Message,
        due=(col(Message.state) == "pending") & (col(Message.due_at) <= now),
        order_by=Message.due_at,
        limit=limit,
        now=now,
        lease=LEASE,
        returning=(Message.due_at,),
    )
    return [row.id for row in sorted(rows, key=lambda row: (row.due_at, row.id))]

"""A carrier says by itself that a parcel has news: ask about it now rather than when it would be due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from wesupply_ui.domain.tracking.detect import tidy
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.register import POLLING
from wesupply_ui.kernel import live

AT_ONCE = 50
"""More numbers than a push of any carrier names."""


async def news_pushed(db: AsyncSession, merchant_id: str, carrier: str, numbers: Iterable[str], *, now: datetime) -> int:
    """Make the merchant's parcels under these numbers due now, ended ones too; how many there are. Unknown numbers are passed over."""
    wanted = sorted({tidy(number) for number in numbers})[:AT_ONCE]
    mine = (col(Parcel.merchant_id) == merchant_id) & (col(Parcel.carrier) == carrier) & col(Parcel.number).in_(wanted)
    done = await db.execute(update(Parcel).where(mine).values(next_poll_at=now).returning(col(Parcel.id)))
    count = len(done.all())
    if count:
        live.announce(db, POLLING)
    return count


def credential_subject(merchant_id: str, carrier: str) -> str:
    """What the credential of a carrier's webhook is derived from (`kernel.secrets.capability` of kind `WEBHOOK`)."""
    return f"{merchant_id}:{carrier}"


WEBHOOK = "carrier-webhook"

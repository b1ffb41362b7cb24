"""Which returns are lost on their way? A parcel that was scanned, and of which there has been no news for too long since: staff decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.labels.queries import label_of_parcel
from wesupply_ui.domain.returns.held import done, hold, move
from wesupply_ui.domain.returns.on_parcel import inside
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnParcel
from wesupply_ui.domain.returns.tracks import Track
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.status import Condition

LOST_AFTER = timedelta(days=14)
"""Since the last scan. Carriers take claims for domestic parcels from ten to fifteen days on."""
BATCH = 100


async def silent_too_long(db: AsyncSession, *, now: datetime, limit: int = BATCH) -> Sequence[tuple[str, str, str]]:
    """(merchant, return, parcel) of those that travel in a parcel without news. For jobs: not scoped to one merchant."""
    travelling = select(ReturnItem.return_id).where(ReturnItem.logistics == "in_transit", ReturnItem.authorisation == "approved")
    query = select(ReturnParcel.merchant_id, ReturnParcel.return_id, ReturnParcel.parcel_id).join(
        Parcel, col(Parcel.id) == ReturnParcel.parcel_id
    )
    query = query.where(col(ReturnParcel.return_id).in_(travelling), Parcel.condition == Condition.SILENT.value)
    query = query.where(col(Parcel.last_scan_at) < now - LOST_AFTER).order_by(col(ReturnParcel.id)).limit(limit)
    return [(merchant_id, return_id, parcel_id) for merchant_id, return_id, parcel_id in await db.execute(query)]


async def give_up(db: AsyncSession, merchant_id: str, return_id: str, parcel_id: str, *, now: datetime) -> bool:
    """Its items count as lost, and can still be received. Whether there were any; done again, there are none."""
    scope = scope_of_system(merchant_id, "job")
    held = await hold(db, scope, return_id)
    parcel = await db.get(Parcel, parcel_id, populate_existing=True)
    if parcel is None or parcel.condition != Condition.SILENT or (parcel.last_scan_at or now) >= now - LOST_AFTER:
        return False
    label = await label_of_parcel(db, merchant_id, parcel_id)
    items = [each for each in inside(held, label) if each.logistics == "in_transit" and each.authorisation == "approved"]
    for each in items:
        move(each, Track.LOGISTICS, "lost")
    if items:
        await done(db, scope, held, "lost", items, now=now, after={"items": sum(each.quantity for each in items)})
    return bool(items)

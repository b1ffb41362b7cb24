"""All reads of photos: of a draft, of returns, one by its id; and how long a draft's photos are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import OrderLine
from wesupply_ui.domain.returns.begun.models import ReturnDraft
from wesupply_ui.domain.returns.photos.models import ReturnPhoto
from wesupply_ui.kernel.planning import unled


async def photos_of_draft(db: AsyncSession, draft: ReturnDraft, *, now: datetime) -> Sequence[ReturnPhoto]:
    """What has been added so far, in that order."""
    mine = select(ReturnPhoto).where(ReturnPhoto.draft_id == draft.id, ReturnPhoto.merchant_id == draft.merchant_id)
    return (await db.execute(mine.where(col(ReturnPhoto.lapses_at) > now).order_by(col(ReturnPhoto.id)))).scalars().all()


async def lines_with_photos(db: AsyncSession, draft: ReturnDraft, *, now: datetime) -> dict[str, str]:
    """Line id → the shop's own id of it, of lines that a photo was added to."""
    joined = select(OrderLine.id, OrderLine.external_id).join(ReturnPhoto, col(ReturnPhoto.line_id) == OrderLine.id)
    mine = joined.where(ReturnPhoto.draft_id == draft.id, ReturnPhoto.merchant_id == draft.merchant_id, col(ReturnPhoto.lapses_at) > now)
    return {row[0]: row[1] for row in await db.execute(mine)}


async def put_off(db: AsyncSession, draft: ReturnDraft, until: datetime, *, now: datetime) -> None:
    """A draft's photos are kept as long as itself; those that were taken out stay so."""
    mine = (col(ReturnPhoto.draft_id) == draft.id) & (col(ReturnPhoto.lapses_at) > now)
    await db.execute(update(ReturnPhoto).where(mine).values(lapses_at=until))


async def photos_by_return(db: AsyncSession, scope: Scope, return_ids: Sequence[str]) -> dict[str, list[ReturnPhoto]]:
    """The photos of a page of returns, in the order in which they were added."""
    mine = select(ReturnPhoto).where(unled(ReturnPhoto.merchant_id) == scope.merchant_id, col(ReturnPhoto.return_id).in_(return_ids))
    found: dict[str, list[ReturnPhoto]] = defaultdict(list)
    for photo in (await db.execute(mine.order_by(col(ReturnPhoto.id)))).scalars():
        found[photo.return_id or ""].append(photo)
    return found


async def photo_by_id(db: AsyncSession, photo_id: str, *, now: datetime) -> ReturnPhoto | None:
    """For whoever holds a link to it; nothing once it has lapsed."""
    found = await db.get(ReturnPhoto, photo_id[:64])
    return found if found is not None and (found.lapses_at is None or found.lapses_at > now) else None

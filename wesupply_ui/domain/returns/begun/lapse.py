"""What becomes of returns that were begun and left? After some days they are forgotten, and their photos with them."""

from __future__ import annotations

import asyncio
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.returns.begun.models import ReturnDraft
from wesupply_ui.domain.returns.photos.models import ReturnPhoto
from wesupply_ui.kernel import kept_files

BATCH = 100


async def lapse_photos(db: AsyncSession, *, now: datetime) -> int:
    """Remove photos whose time is over, files first: whoever is killed between does the rest next time. How many."""
    over = select(ReturnPhoto).where(col(ReturnPhoto.lapses_at) <= now).order_by(col(ReturnPhoto.lapses_at)).limit(BATCH)
    found = (await db.execute(over)).scalars().all()
    names = [(each.merchant_id, name) for each in found for name in (each.file, each.small_file)]
    await asyncio.to_thread(_remove, names)
    await db.execute(delete(ReturnPhoto).where(col(ReturnPhoto.id).in_([each.id for each in found])))
    return len(found)


async def lapse_drafts(db: AsyncSession, *, now: datetime) -> int:
    """Remove drafts whose time is over and whose photos are gone; how many."""
    pictured = select(ReturnPhoto.draft_id).where(col(ReturnPhoto.draft_id).is_not(None))
    over = select(ReturnDraft.id).where(ReturnDraft.lapses_at <= now, col(ReturnDraft.id).not_in(pictured))
    ids = (await db.execute(over.order_by(col(ReturnDraft.lapses_at)).limit(BATCH))).scalars().all()
    await db.execute(delete(ReturnDraft).where(col(ReturnDraft.id).in_(ids)))
    return len(ids)


def _remove(names: list[tuple[str, str]]) -> None:
    for owner, name in names:
        kept_files.remove(owner, name)

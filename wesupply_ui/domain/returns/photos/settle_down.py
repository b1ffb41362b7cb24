"""A draft has become a return: its photos belong to that from now on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.returns.begun.models import ReturnDraft
from wesupply_ui.domain.returns.photos.queries import photos_of_draft
from wesupply_ui.domain.returns.request_models import ReturnRequest


async def settle_down(db: AsyncSession, draft: ReturnDraft, request: ReturnRequest, line_ids: Collection[str], *, now: datetime) -> None:
    """Those of its lines stay with the return; those of lines that were left out after all lapse."""
    for photo in await photos_of_draft(db, draft, now=now):
        if photo.line_id in line_ids:
            photo.return_id, photo.draft_id, photo.lapses_at = request.id, None, None
        else:
            photo.lapses_at = now

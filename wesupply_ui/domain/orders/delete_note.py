"""Somebody takes their own note away, and may bring it back."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.notes import count_notes, note_to_change
from wesupply_ui.domain.orders.work_models import OrderNote
from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.kernel.language import _

UNDONE_WITHIN = timedelta(minutes=10)


async def delete_note(db: AsyncSession, scope: Scope, note_id: str, *, now: datetime) -> OrderNote:
    """Gone from every page, and for some minutes not for good."""
    return await _gone(db, scope, await note_to_change(db, scope, note_id), now)


async def take_back_note(db: AsyncSession, scope: Scope, note_id: str, *, now: datetime) -> None:
    """What it told of was undone. One that is gone already changes nothing."""
    mine = select(OrderNote).where(OrderNote.id == str(note_id)[:64], OrderNote.merchant_id == scope.merchant_id).with_for_update()
    note = (await db.execute(mine)).scalar_one_or_none()
    if note is not None and note.deleted_at is None:
        await _gone(db, scope, note, now)


async def restore_note(db: AsyncSession, scope: Scope, note_id: str, *, now: datetime) -> OrderNote:
    """As it was. Conflict when too much time has passed."""
    note = await note_to_change(db, scope, note_id, is_deleted=True)
    if note.deleted_at is None or now - note.deleted_at > UNDONE_WITHIN:
        raise Conflict(_("Too much time has passed; write it again."))
    note.deleted_at = None
    await count_notes(db, scope, note.order_id, now=now)
    await audit.note(db, scope, "order.note_restored", f"order:{note.order_id}", at=now, after={"note": note.id})
    return note


async def _gone(db: AsyncSession, scope: Scope, note: OrderNote, now: datetime) -> OrderNote:
    note.deleted_at = now
    await count_notes(db, scope, note.order_id, now=now)
    await audit.note(db, scope, "order.note_deleted", f"order:{note.order_id}", at=now, before={"note": note.id})
    return note

"""Somebody writes a note about an order, changes their own, or pins one so that it is read first."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.colleagues import me, staff_of
from wesupply_ui.domain.accounts.permissions import ORDERS_NOTE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.notes import count_notes, named_in, note_to_change, read_text
from wesupply_ui.domain.orders.queries import order_to_change
from wesupply_ui.domain.orders.work_models import OrderNote
from wesupply_ui.kernel import live, outbox


async def write_note(db: AsyncSession, scope: Scope, order_id: str, text: str, *, now: datetime) -> OrderNote:
    """The note. Whoever is named in it with "@" is told by the fact. NotFound for another merchant's order, Invalid."""
    scope.require(ORDERS_NOTE)
    return await add_note(db, scope, order_id, text, now=now)


async def add_note(db: AsyncSession, scope: Scope, order_id: str, text: str, *, now: datetime) -> OrderNote:
    """For what somebody was allowed to do elsewhere and the order tells of: no right to write notes is asked for."""
    order, written = await order_to_change(db, scope, order_id), read_text(text)
    mentions = await _mentions(db, scope, written)
    note = OrderNote(merchant_id=scope.merchant_id, order_id=order.id, author_id=me(scope), text=written, mentions=mentions, created_at=now)
    db.add(note)
    await count_notes(db, scope, order.id, now=now)
    _tell(db, scope, note, mentions, now)
    await audit.note(db, scope, "order.noted", f"order:{order.id}", at=now, label=order.number, after={"note": note.id})
    return note


async def edit_note(db: AsyncSession, scope: Scope, note_id: str, text: str, *, now: datetime) -> OrderNote:
    """One's own note with another text; who is newly named is told."""
    note, written = await note_to_change(db, scope, note_id), read_text(text)
    if written == note.text:
        return note
    mentions = await _mentions(db, scope, written)
    new = [each for each in mentions if each not in note.mentions]
    note.text, note.mentions, note.edited_at = written, mentions, now
    live.announce(db, f"order:{note.order_id}")
    if new:
        _tell(db, scope, note, new, now)
    await audit.note(db, scope, "order.note_edited", f"order:{note.order_id}", at=now, after={"note": note.id})
    return note


async def pin_note(db: AsyncSession, scope: Scope, note_id: str, *, is_pinned: bool, now: datetime) -> OrderNote:
    """Anybody's note stands first, or no longer."""
    note = await note_to_change(db, scope, note_id, own=False)
    if note.is_pinned != is_pinned:
        note.is_pinned = is_pinned
        live.announce(db, f"order:{note.order_id}")
        name = "order.note_pinned" if is_pinned else "order.note_unpinned"
        await audit.note(db, scope, name, f"order:{note.order_id}", at=now, after={"note": note.id})
    return note


async def _mentions(db: AsyncSession, scope: Scope, text: str) -> list[str]:
    return named_in(text, [each for each in await staff_of(db, scope) if each.is_active]) if "@" in text else []


def _tell(db: AsyncSession, scope: Scope, note: OrderNote, mentions: list[str], now: datetime) -> None:
    subject = f"order:{note.order_id}"
    outbox.tell(
        db, merchant_id=scope.merchant_id, name="order.noted", subject=subject, at=now, by=scope.actor, note=note.id, mentions=mentions
    )

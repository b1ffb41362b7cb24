"""What staff did with an order, as entries of its story: their notes, and who gave it to whom or tagged it."""

from __future__ import annotations

from wesupply_ui.domain.orders.deeds import Deed
from wesupply_ui.domain.orders.work_models import OrderNote
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.order.find import Whole
from wesupply_ui.portals.merchant.order.rows import EventRow
from wesupply_ui.portals.merchant.telling import Telling


def note_row(note: OrderNote, whole: Whole, tell: Telling) -> EventRow:
    """A note with its author."""
    edited = _("edited {when}", when=tell.moment(note.edited_at)) if note.edited_at else ""
    return EventRow(
        key=note.id,
        kind="note",
        day="",
        when="",
        words=note.text,
        detail=" · ".join(filter(None, (_named(whole, note.author_id), edited))),
        tone="moving",
        note_id=note.id,
        is_mine=whole.actor == f"person:{note.author_id}",
        is_pinned=note.is_pinned,
    )


def deed_row(deed: Deed, whole: Whole) -> EventRow:
    """Something else that was done."""
    match deed.kind:
        case "assign" if deed.value:
            words = _("Assigned to {name}", name=_named(whole, deed.value))
        case "assign":
            words = _("Assigned to nobody")
        case "tag":
            words = _("Tagged {tag}", tag=deed.value)
        case _tag:
            words = _("Tag {tag} removed", tag=deed.value)
    by = _named(whole, deed.by.removeprefix("person:"))
    return EventRow(key=deed.key, kind="staff", day="", when="", words=words, detail=by, tone="quiet")


def _named(whole: Whole, person_id: str) -> str:
    return next((each.called for each in whole.staff if each.id == person_id), _("Somebody who left"))

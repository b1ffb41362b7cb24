"""What staff wrote about an order: the text of a note, who is named in it, and the notes of an order. Writing them is other modules'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select, update

from wesupply_ui.domain.accounts.colleagues import Colleague, me
from wesupply_ui.domain.accounts.permissions import ORDERS_NOTE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.terms import NOTED, add_words, remove_words
from wesupply_ui.domain.orders.work_models import OrderNote
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotAllowed, NotFound
from wesupply_ui.kernel.intake import storable
from wesupply_ui.kernel.language import _, number

LONGEST = 4_000
MOST = 500


def read_text(text: object) -> str:
    """A note's text as it is kept. Invalid when there is nothing, or too much."""
    written = str(text).replace("\r\n", "\n").strip()
    if not written or len(written) > LONGEST or not storable(written):
        words = (
            _("Write something.")
            if not written
            else _("A note can have {longest} characters; this one has {count}.", longest=number(LONGEST), count=number(len(written)))
        )
        raise Invalid(_("This note cannot be kept."), problems=(FieldProblem("note", words),))
    return written


def named_in(text: str, staff: Sequence[Colleague]) -> list[str]:
    """The ids of those who are named as "@Ada Lovelace", "@Ada" or by mail address, where that means one person only."""
    low = text.lower()
    found = []
    for person in staff:
        names = {person.name.lower(), person.email.lower()} | ({person.name.split()[0].lower()} if person.name else set())
        others = [other for other in staff if other.id != person.id]
        own = {name for name in names if name and not any(name == other.name.lower().split(" ")[0] for other in others)}
        if any(_is_named(low, name) for name in own | {person.email.lower()}):
            found.append(person.id)
    return found


def _is_named(text: str, name: str) -> bool:
    at = text.find(f"@{name}")
    while at >= 0:
        after = text[at + 1 + len(name) : at + 2 + len(name)]
        if not after.isalnum():
            return True
        at = text.find(f"@{name}", at + 1)
    return False


async def notes_of(db: AsyncSession, scope: Scope, order_id: str) -> Sequence[OrderNote]:
    """An order's notes, the newest first; deleted ones are left out."""
    mine = select(OrderNote).where(OrderNote.order_id == order_id, OrderNote.merchant_id == scope.merchant_id)
    newest = mine.where(col(OrderNote.deleted_at).is_(None)).order_by(col(OrderNote.created_at).desc(), col(OrderNote.id).desc())
    return (await db.execute(newest.limit(MOST))).scalars().all()


async def note_to_change(db: AsyncSession, scope: Scope, note_id: str, *, own: bool = True, is_deleted: bool = False) -> OrderNote:
    """NotFound also for another merchant's; NotAllowed for a note of somebody else when it has to be one's own."""
    scope.require(ORDERS_NOTE)
    mine = select(OrderNote).where(OrderNote.id == str(note_id)[:64], OrderNote.merchant_id == scope.merchant_id).with_for_update()
    found = (await db.execute(mine)).scalar_one_or_none()
    if found is None or (found.deleted_at is not None) is not is_deleted:
        raise NotFound(_("There is no such note."))
    if own and found.author_id != me(scope):
        raise NotAllowed(_("Only who wrote a note can change it."))
    return found


async def count_notes(db: AsyncSession, scope: Scope, order_id: str, *, now: datetime) -> None:
    """Keep on the order how many notes it has, and the word by which lists find it."""
    await db.flush()
    living = select(func.count()).where(OrderNote.order_id == order_id, col(OrderNote.deleted_at).is_(None))
    count = (await db.execute(living)).scalar_one()
    await db.execute(update(Order).where(col(Order.id) == order_id).values(note_count=count))
    await (add_words if count else remove_words)(db, scope.merchant_id, [(order_id, NOTED)])
    live.announce(db, f"merchant:{scope.merchant_id}", f"order:{order_id}")

"""A shopper adds a photo to what was chosen, or takes one out again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.queries import lines_of, order_by_id
from wesupply_ui.domain.returns.begun.choose import AlreadyMade
from wesupply_ui.domain.returns.begun.models import ReturnDraft
from wesupply_ui.domain.returns.begun.queries import draft_of
from wesupply_ui.domain.returns.photos.develop import Developed
from wesupply_ui.domain.returns.photos.models import ReturnPhoto
from wesupply_ui.domain.returns.photos.queries import photos_of_draft
from wesupply_ui.kernel import kept_files
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotFound
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.language import _

MOST_OF_LINE = 5
MOST_OF_DRAFT = 20


def keep(scope: Scope, photo: Developed) -> ReturnPhoto:
    """Its files, kept, and a row for them that belongs to nothing yet. Touches the disk: call it in a thread."""
    photo_id = new_id()
    large = kept_files.keep(scope.merchant_id, photo.large, "jpg", apart=photo_id)
    small = kept_files.keep(scope.merchant_id, photo.small, "jpg", apart=photo_id)
    return ReturnPhoto(
        id=photo_id,
        merchant_id=scope.merchant_id,
        line_id="",
        file=large,
        small_file=small,
        width=photo.width,
        height=photo.height,
        size=len(photo.large),
    )


def forget(photo: ReturnPhoto) -> None:
    """Remove the files of a photo that could not be added."""
    for name in (photo.file, photo.small_file):
        kept_files.remove(photo.merchant_id, name)


async def add(db: AsyncSession, scope: Scope, draft_id: str, line_id: str, photo: ReturnPhoto, *, now: datetime) -> ReturnPhoto:
    """Put a kept photo to a line of the draft's order. NotFound out of reach; Invalid when there are enough."""
    draft = await _open(db, scope, draft_id, now)
    order: Order = await order_by_id(db, scope, draft.order_id)
    if line_id not in {each.id for each in await lines_of(db, order)}:
        raise NotFound(_("This item is not part of the order."))
    there = await photos_of_draft(db, draft, now=now)
    if sum(each.line_id == line_id for each in there) >= MOST_OF_LINE or len(there) >= MOST_OF_DRAFT:
        words = _("These are enough photos: {most} for an item. Take one out to add another.", most=MOST_OF_LINE)
        raise Invalid(words, problems=(FieldProblem("photo", words),))
    photo.draft_id, photo.line_id, photo.created_at, photo.lapses_at = draft.id, line_id, now, draft.lapses_at
    db.add(photo)
    await db.flush()
    return photo


async def take_out(db: AsyncSession, scope: Scope, draft_id: str, photo_id: str, *, now: datetime) -> None:
    """It is not shown any more, and the next round of the job removes it. What is gone already stays gone."""
    draft = await _open(db, scope, draft_id, now)
    for photo in await photos_of_draft(db, draft, now=now):
        if photo.id == photo_id:
            photo.lapses_at = now
    await db.flush()


async def _open(db: AsyncSession, scope: Scope, draft_id: str, now: datetime) -> ReturnDraft:
    draft = await draft_of(db, scope, draft_id, now=now, lock=True)
    if draft.return_id:
        raise AlreadyMade(_("This return has been asked for already."))
    return draft

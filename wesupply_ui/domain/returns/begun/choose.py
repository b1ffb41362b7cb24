"""A shopper begins a return and goes on choosing: what was chosen is kept for some days, so that nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.permissions import RETURNS_DECIDE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.queries import order_to_change
from wesupply_ui.domain.returns.admit import admit
from wesupply_ui.domain.returns.begun.choices import MOST_LINES, written
from wesupply_ui.domain.returns.begun.models import ReturnDraft
from wesupply_ui.domain.returns.begun.queries import draft_of, unfinished
from wesupply_ui.domain.returns.photos.queries import put_off
from wesupply_ui.domain.returns.snapshot import AskedLine
from wesupply_ui.kernel.errors import Conflict, Invalid
from wesupply_ui.kernel.language import _

KEPT_FOR = timedelta(days=3)
MOST_OPEN = 10
"""So many unfinished ones of an order are kept; the one that was touched longest ago makes room."""


class AlreadyMade(Conflict):
    """The draft has become a return: nothing more can be chosen."""

    code = "already_made"


async def begin(db: AsyncSession, scope: Scope, lines: Sequence[AskedLine], *, now: datetime) -> ReturnDraft:
    """A draft of the scope's order with these lines."""
    admit(scope, RETURNS_DECIDE)
    order = await order_to_change(db, scope, scope.order_id or "")
    for old in (await unfinished(db, scope, now=now, limit=100))[MOST_OPEN - 1 :]:
        old.lapses_at = now
    draft = ReturnDraft(merchant_id=scope.merchant_id, order_id=order.id, lapses_at=now + KEPT_FOR, created_at=now)
    _take(draft, lines, now)
    db.add(draft)
    await db.flush()
    return draft


async def choose(db: AsyncSession, scope: Scope, draft_id: str, lines: Sequence[AskedLine], *, now: datetime) -> ReturnDraft:
    """Other choices take the place of those before. NotFound for a draft out of reach, AlreadyMade for one that is a return."""
    admit(scope, RETURNS_DECIDE)
    draft = await draft_of(db, scope, draft_id, now=now, lock=True)
    if draft.return_id:
        raise AlreadyMade(_("This return has been asked for already."))
    _take(draft, lines, now)
    await put_off(db, draft, draft.lapses_at, now=now)
    await db.flush()
    return draft


def _take(draft: ReturnDraft, lines: Sequence[AskedLine], now: datetime) -> None:
    if len(lines) > MOST_LINES:
        raise Invalid(_("These are too many items for one return."))
    draft.choices, draft.updated_at, draft.lapses_at = written(lines), now, now + KEPT_FOR

"""Which returns were asked for of this order, and how does each stand? For the small card that leads to their pages."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.held import tracks_of
from wesupply_ui.domain.returns.label import label_of
from wesupply_ui.domain.returns.links import return_token
from wesupply_ui.domain.returns.queries import items_by_return, returns_of_order
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.shopper.tracking.rows import ReturnRow

MOST = 10


async def return_rows(db: AsyncSession, scope: Scope, order_id: str) -> list[ReturnRow]:
    """The newest first, in the language of this task."""
    found = (await returns_of_order(db, scope, order_id))[:MOST]
    items = await items_by_return(db, scope, [each.id for each in found])
    rows = []
    for each in found:
        tracks = [(tracks_of(item), item.resolution) for item, _line in items[each.id]]
        label = label_of(
            tracks,
            due_at=each.due_at,
            expires_at=each.expires_at,
            turn=each.turn,
            is_appealed=each.appeal_at is not None,
            label_state=each.label_state,
        )
        url = f"/r/{return_token(each.id, each.link_version)}"
        rows.append(ReturnRow(each.id, _("Return {number}", number=each.number), label.title, url))
    return rows

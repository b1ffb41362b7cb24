"""What of an order can be sent back, and until when? A line of words beside each item that has arrived; more is told by `returning`."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.bench import bench
from wesupply_ui.domain.returns.offered import coming
from wesupply_ui.domain.returns.versions import NoPolicy
from wesupply_ui.domain.tracking.following import FollowedOrder
from wesupply_ui.domain.tracking.status import Milestone
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.shopper.tracking.saying import Saying


async def returnable(db: AsyncSession, scope: Scope, order: FollowedOrder, saying: Saying) -> dict[str, str]:
    """Words by the line's id; lines that can't come back, or have not arrived, are left out. Costs nothing before something has."""
    has_arrived = any(each.parcel.milestone == Milestone.DELIVERED for each in order.parcels)
    if not has_arrived and not any(line.collected_at for line in order.lines):
        return {}
    try:
        judge = await bench(db, scope, order.order, at=saying.now)
    except NoPolicy:
        return {}
    found = {}
    for line in order.lines:
        back = coming(judge, line.external_id)
        if back.may_come and back.has_arrived:
            found[line.id] = _("Return until {day}", day=saying.day(back.ends_on)) if back.ends_on else _("Can be returned at any time")
    return found

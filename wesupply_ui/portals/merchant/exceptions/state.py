"""What the exceptions screen knows."""

from __future__ import annotations

from typing import ClassVar

import reflex as rx

from wesupply_ui.domain.tracking import listing
from wesupply_ui.domain.tracking.attention import KINDS
from wesupply_ui.domain.tracking.cases import cases
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.exceptions.rows import GroupRow, group_of
from wesupply_ui.portals.merchant.person import telling_of

OF_EACH = 20  # cases of each kind when all are shown
OF_ONE = 100


class ExceptionsState(rx.State):
    """Groups of cases; one of them, or all."""

    seconds_between_refreshes: ClassVar[float] = 1.0
    groups: list[GroupRow] = []
    loaded: bool = False
    current: str = ""

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def load(self) -> None:
        """Show the kind that the address names, or all."""
        watch(self, f"merchant:{await self._show()}")

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def refresh(self) -> None:
        """Something happened at this merchant's."""
        await self._show()

    async def _show(self) -> str:
        wanted = str(self.router.url.query_parameters.get("kind", ""))
        kinds, most = ((wanted,), OF_ONE) if wanted in KINDS else (KINDS, OF_EACH)
        tell = await telling_of(self)
        groups = []
        async with look(self) as (db, scope):
            for kind in kinds:
                parcels = await cases(db, scope, kind, now=tell.now, limit=most)
                inside = await listing.orders_in(db, scope, [each.id for each in parcels])
                groups.append(group_of(kind, parcels, inside, tell, most=most))
        self.groups = [group for group in groups if group.cases]
        self.current = f"/app/exceptions?kind={wanted}" if wanted in KINDS else "/app/exceptions"
        self.loaded = True
        return scope.merchant_id

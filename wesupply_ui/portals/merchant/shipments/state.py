"""What the list of parcels knows and what staff do there."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import reflex as rx

from wesupply_ui.domain.orders import queries
from wesupply_ui.domain.tracking import listing
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.orders.rows import Chip
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.shipments.address import FILTERS, Asked
from wesupply_ui.portals.merchant.shipments.rows import ShipmentRow, shipment_row

PAGE = 50


class ShipmentsState(rx.State):
    """One page of the list."""

    seconds_between_refreshes: ClassVar[float] = 1.0
    rows: list[ShipmentRow] = []
    chips: list[Chip] = []
    loaded: bool = False
    is_narrowed: bool = False
    typed: str = ""
    field_key: int = 0
    milestone: str = ""
    condition: str = ""
    carrier: str = ""
    total: str = ""
    told: str = ""
    has_before: bool = False
    has_after: bool = False
    _next: str = ""
    _trail: dict[str, str] = {}

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def load(self) -> None:
        """Show what the address asks for."""
        asked = self._asked()
        if asked.q != self.typed:
            self.typed, self.field_key = asked.q, self.field_key + 1
        watch(self, f"merchant:{await self._show(asked)}")

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def refresh(self) -> None:
        """Something happened at this merchant's."""
        await self._show(self._asked())

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def search_for(self, text: str) -> Any:
        """Narrow the list to what was typed."""
        asked = self._asked().changed(q=str(text).strip())
        self.typed = asked.q
        await self._show(asked)
        return rx.call_script(f"history.replaceState(history.state, '', {json.dumps(asked.href)})")

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def choose(self, name: str, value: str) -> Any:
        """Put a filter in force, or take it away with an empty value."""
        return rx.redirect(self._asked().changed(**{str(name): str(value)}).href)

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def clear(self) -> Any:
        """Everything again."""
        return rx.redirect(self._asked().changed(q="", **dict.fromkeys(FILTERS, "")).href)

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def turn_on(self) -> Any:
        """The next page."""
        if not self._next:
            return None
        asked = self._asked()
        self._trail = {**dict(list(self._trail.items())[-50:]), self._next: asked.after}
        return rx.redirect(asked.at(self._next, asked.number + 1).href)

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def turn_back(self) -> Any:
        """The page before; the first one when this tab did not come from it."""
        asked = self._asked()
        before = self._trail.get(asked.after)
        return rx.redirect(asked.at(before or "", asked.number - 1 if before else 1).href)

    def _asked(self) -> Asked:
        return Asked.of(self.router.url.query_parameters)

    async def _show(self, asked: Asked) -> str:
        """Answer; the merchant's id, for those who watch."""
        tell = await telling_of(self)
        wanted = asked.filter(tell.now)
        async with look(self) as (db, scope):
            try:
                page = await listing.list_parcels(db, scope, wanted, limit=PAGE, cursor=asked.after or None)
            except Invalid:
                asked = asked.at("", 1)
                page = await listing.list_parcels(db, scope, wanted, limit=PAGE)
            total = str(await listing.count_parcels(db, scope, wanted))
            inside = await listing.orders_in(db, scope, [row.id for row in page.items])
            shared = await queries.shared_numbers(db, scope, [each[0].number for each in inside.values()])
        self.rows = [shipment_row(row, inside.get(row.id, ()), tell, shared=shared) for row in page.items]
        self._next = page.next_cursor or ""
        first = (asked.number - 1) * PAGE + 1
        self.total, self.told = total, f"{first:,}–{first + len(page.items) - 1:,} of {total}" if page.items else ""
        self.has_before, self.has_after = bool(asked.after), bool(self._next)
        self.milestone, self.condition, self.carrier = asked.milestone, asked.condition, asked.carrier
        self.chips, self.is_narrowed, self.loaded = [Chip(*each) for each in asked.chips()], asked.is_narrowed, True
        return scope.merchant_id

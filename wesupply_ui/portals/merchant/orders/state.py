"""What the order list knows and what staff do there. What is asked for stands in the address; this only answers it."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import reflex as rx

from wesupply_ui.domain.orders import listing, queries
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.orders.address import FILTERS, Asked
from wesupply_ui.portals.merchant.orders.rows import Chip, OrderLine, line_of
from wesupply_ui.portals.merchant.person import telling_of

PAGE = 50


class OrdersState(rx.State):
    """One page of the list."""

    seconds_between_refreshes: ClassVar[float] = 1.0
    rows: list[OrderLine] = []
    chips: list[Chip] = []
    loaded: bool = False
    is_narrowed: bool = False
    typed: str = ""
    field_key: int = 0  # changes when the search field has to take over what the address says
    milestone: str = ""
    attention: str = ""
    condition: str = ""
    status: str = ""
    channel: str = ""
    placed_from: str = ""
    placed_to: str = ""
    sort: str = "-placed"
    view: str = ""
    total: str = ""
    told: str = ""
    has_before: bool = False
    has_after: bool = False
    density: str = rx.LocalStorage("", name="wesupply-density")
    _next: str = ""
    _trail: dict[str, str] = {}

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def load(self) -> None:
        """Show what the address asks for."""
        asked = Asked.of(self.router.url.query_parameters)
        if asked.q != self.typed:
            self.typed, self.field_key = asked.q, self.field_key + 1
        watch(self, f"merchant:{await self._show(asked)}")

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def refresh(self) -> None:
        """Something happened at this merchant's."""
        await self._show(Asked.of(self.router.url.query_parameters))

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def search_for(self, text: str) -> Any:
        """Narrow the list to what was typed; the address follows without a new entry in the browser's history."""
        asked = Asked.of(self.router.url.query_parameters).changed(q=str(text).strip())
        self.typed = asked.q
        await self._show(asked)
        return rx.call_script(f"history.replaceState(history.state, '', {json.dumps(asked.href)})")

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def choose(self, name: str, value: str) -> Any:
        """Put a filter in force, or take it away with an empty value."""
        return rx.redirect(Asked.of(self.router.url.query_parameters).changed(**{str(name): str(value)}).href)

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def sort_by(self, key: str) -> Any:
        """Another order of the rows."""
        return rx.redirect(Asked.of(self.router.url.query_parameters).changed(sort=str(key)).href)

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def clear(self) -> Any:
        """Everything again."""
        return rx.redirect(Asked.of(self.router.url.query_parameters).changed(q="", **dict.fromkeys(FILTERS, "")).href)

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def turn_on(self) -> Any:
        """The next page."""
        asked = Asked.of(self.router.url.query_parameters)
        if not self._next:
            return None
        self._trail = {**dict(list(self._trail.items())[-50:]), self._next: asked.after}
        return rx.redirect(asked.at(self._next, asked.number + 1).href)

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def turn_back(self) -> Any:
        """The page before; the first one when this tab did not come from it."""
        asked = Asked.of(self.router.url.query_parameters)
        before = self._trail.get(asked.after)
        return rx.redirect(asked.at(before or "", asked.number - 1 if before else 1).href)

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def set_density(self, value: str) -> None:
        """Rows of 44 or of 36 pixels, remembered by this browser."""
        self.density = "dense" if value == "dense" else ""

    async def _show(self, asked: Asked) -> str:
        """Answer; the merchant's id, for those who watch."""
        tell = await telling_of(self)
        wanted = asked.filter(tell.zone)
        async with look(self) as (db, scope):
            try:
                page = await listing.list_orders(db, scope, wanted, sort=asked.order, limit=PAGE, cursor=asked.after or None)
            except Invalid:  # a cursor that was cut off in a mail: begin at the beginning
                asked = asked.at("", 1)
                page = await listing.list_orders(db, scope, wanted, sort=asked.order, limit=PAGE)
            count = await listing.count_orders(db, scope, wanted)
            shared = await queries.shared_numbers(db, scope, [row.number for row in page.items])
        self.rows = [line_of(row, tell, is_shared=row.number in shared) for row in page.items]
        self._next = page.next_cursor or ""
        self._tell_about(asked, str(count), len(page.items))
        self.chips = [Chip(*each) for each in asked.chips(tell)]
        self.loaded = True
        return scope.merchant_id

    def _tell_about(self, asked: Asked, total: str, shown: int) -> None:
        first = (asked.number - 1) * PAGE + 1
        self.total, self.is_narrowed = total, asked.is_narrowed
        self.told = f"{first:,}–{first + shown - 1:,} of {total}" if shown else ""
        self.has_before, self.has_after = bool(asked.after), bool(self._next)
        self.sort = asked.sort or "-placed"
        self.milestone, self.attention, self.condition = asked.milestone, asked.attention, asked.condition
        self.status, self.channel, self.placed_from, self.placed_to = asked.status, asked.channel, asked.placed_from, asked.placed_to
        self.view = view_of(asked)


VIEWS: tuple[tuple[str, str, Asked], ...] = (
    ("all", "All", Asked()),
    ("attention", "Needs attention", Asked(attention="any")),
    ("open", "Not shipped", Asked(milestone="none")),
    ("moving", "In transit", Asked(milestone="in_transit")),
    ("today", "Out for delivery", Asked(milestone="out_for_delivery")),
    ("done", "Delivered", Asked(milestone="delivered")),
)
"""Saved views of the list: key, words, what they ask for."""


def view_of(asked: Asked) -> str:
    """The address of the saved view that this is one of, whatever is searched and sorted in it; empty for none."""
    narrowed = {name: getattr(asked, name) for name in FILTERS}
    return next((each.href for _, _, each in VIEWS if {name: getattr(each, name) for name in FILTERS} == narrowed), "")

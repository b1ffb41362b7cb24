"""What the list of parcels knows and what staff do there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders import queries
from wesupply_ui.domain.orders.listing import Count
from wesupply_ui.domain.tracking import listing
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _, ngettext, number
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.lists.views_state import ViewsState
from wesupply_ui.portals.merchant.orders.rows import Chip
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.shipments.address import FILTERS, Asked
from wesupply_ui.portals.merchant.shipments.rows import ShipmentRow, shipment_row

PAGE = 50


@dataclass(frozen=True, slots=True)
class _Found:
    """One page. `ids` in their order; `leave_for`: where to go instead."""

    scope: Scope
    asked: Asked
    ids: list[str]
    rows: list[ShipmentRow]
    count: Count
    next: str
    leave_for: str


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
    view: str = ""
    total: str = ""
    told: str = ""
    news: str = ""
    has_before: bool = False
    has_after: bool = False
    export_query: str = ""
    _next: str = ""
    _trail: dict[str, str] = {}

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def load(self) -> Any:
        """Show what the address asks for."""
        asked = self._asked()
        if asked.q != self.typed:
            self.typed, self.field_key = asked.q, self.field_key + 1
        found = await self._show(asked)
        watch(self, f"merchant:{found.scope.merchant_id}")
        return rx.redirect(found.leave_for, replace=True) if found.leave_for else None

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def refresh(self) -> None:
        """Something happened at this merchant's: the rows tell it where they stand, and what is new waits until it is asked for."""
        shown = [row.id for row in self.rows]
        found = await self._find(self._asked(), shown)
        if found.ids == shown or not shown:
            self._put(found)
            return
        self.rows = found.rows
        count = len([each for each in found.ids if each not in shown])
        self.news = ngettext("{count} new shipment", "{count} new shipments", count) if count else _("The list has changed")

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def show_news(self) -> None:
        """What came in meanwhile takes its place."""
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
        return rx.redirect(self._asked().changed(q="", view="all" if self._asked().view else "", **dict.fromkeys(FILTERS, "")).href)

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

    async def _show(self, asked: Asked) -> _Found:
        found = await self._find(asked, ())
        self._put(found)
        return found

    async def _find(self, asked: Asked, shown: Any) -> _Found:
        """Rows are those of `shown`, where they stand already; else those of the page."""
        tell = await telling_of(self)
        wanted = asked.filter(tell.now)
        async with look(self) as (db, scope):
            _shown, leave_for, _there = await (await self.get_state(ViewsState))._arrive(db, scope, "shipments", asked)
            try:
                page = await listing.list_parcels(db, scope, wanted, limit=PAGE, cursor=asked.after or None)
            except Invalid:
                asked = asked.at("", 1)
                page = await listing.list_parcels(db, scope, wanted, limit=PAGE)
            count = await listing.count_parcels(db, scope, wanted)
            items = await listing.parcel_rows(db, scope, shown) if shown else page.items
            inside = await listing.orders_in(db, scope, [row.id for row in items])
            shared = await queries.shared_numbers(db, scope, [each[0].number for each in inside.values()])
        rows = [shipment_row(row, inside.get(row.id, ()), tell, shared=shared) for row in items]
        return _Found(scope, asked, [row.id for row in page.items], rows, count, page.next_cursor or "", leave_for)

    def _put(self, found: _Found) -> None:
        asked, total = found.asked, number(found.count.value) + ("+" if found.count.is_more else "")
        self.rows, self._next, self.news = found.rows, found.next, ""
        first = (asked.number - 1) * PAGE + 1
        which = f"{number(first)}–{number(first + len(found.rows) - 1)}"
        self.total, self.told = total, _("{which} of {total}", which=which, total=total) if found.rows else ""
        self.has_before, self.has_after = bool(asked.after), bool(self._next)
        self.milestone, self.condition, self.carrier = asked.milestone, asked.condition, asked.carrier
        self.view, self.export_query = "" if asked.is_narrowed else "all", asked.exported
        self.chips, self.is_narrowed, self.loaded = [Chip(*each) for each in asked.chips()], asked.is_narrowed, True

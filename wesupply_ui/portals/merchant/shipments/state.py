"""What the list of parcels knows and what staff do there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

import reflex as rx

from wesupply_ui.domain.accounts.colleagues import me, staff_of
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.exceptions.assign import colleagues
from wesupply_ui.domain.locations.queries import names_by_own_id
from wesupply_ui.domain.orders import queries
from wesupply_ui.domain.orders.listing import Count
from wesupply_ui.domain.orders.marks import countries_there
from wesupply_ui.domain.tracking import listing
from wesupply_ui.domain.tracking.asked import FILTERS
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.lists.bulk_state import BulkState
from wesupply_ui.portals.merchant.lists.paged import PAGE, Paged, said
from wesupply_ui.portals.merchant.lists.rows import Chip, OptionRow
from wesupply_ui.portals.merchant.lists.views_state import ViewsState
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.shipments.address import Asked
from wesupply_ui.portals.merchant.shipments.built_in import view_of
from wesupply_ui.portals.merchant.shipments.rows import ShipmentRow, shipment_row
from wesupply_ui.portals.merchant.telling import Telling


@dataclass(frozen=True, slots=True)
class _Found:
    """One page. `ids` in their order; `leave_for`: where to go instead; `places`: locations by the merchant's id."""

    scope: Scope
    asked: Asked
    ids: list[str]
    rows: list[ShipmentRow]
    count: Count
    next: str
    leave_for: str
    tell: Telling
    people: list[OptionRow] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)


class ShipmentsState(Paged, rx.State):
    """One page of the list."""

    seconds_between_refreshes: ClassVar[float] = 1.0
    rows: list[ShipmentRow] = []
    asked: dict[str, str] = dict.fromkeys(FILTERS, "")
    people: list[OptionRow] = []
    places: list[OptionRow] = []
    countries: list[str] = []

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def load(self) -> Any:
        """Show what the address asks for."""
        asked = self._asked()
        self._take_over(asked)
        found = await self._show(asked)
        async with look(self) as (db, scope):
            self.countries = await countries_there(db, scope)
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

    def _asked(self) -> Asked:
        return Asked.of(self.router.url.query_parameters)

    async def _show(self, asked: Asked) -> _Found:
        found = await self._find(asked, ())
        self._put(found)
        return found

    async def _find(self, asked: Asked, shown: Any) -> _Found:
        """Rows are those of `shown`, where they stand already; else those of the page."""
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            wanted = asked.filter(tell.zone, today=tell.today, me=me(scope))
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
            people = [OptionRow(each.id, each.name) for each in await colleagues(db, scope)]
            places, ids = await names_by_own_id(db, scope), [row.id for row in page.items]
            names, has_more = (
                {each.id: each.called for each in await staff_of(db, scope)},
                page.next_cursor is not None or bool(asked.after),
            )
            await (await self.get_state(BulkState))._arrive(db, scope, asked, ids, said(count), names, has_more=has_more)
        rows = [shipment_row(row, inside.get(row.id, ()), tell, shared=shared) for row in items]
        return _Found(scope, asked, ids, rows, count, page.next_cursor or "", leave_for, tell, people, places)

    def _put(self, found: _Found) -> None:
        asked = found.asked
        self._place(asked, len(found.rows), found.count, found.next)
        self.rows, self.people = found.rows, found.people
        self.places = [OptionRow(own_id, name) for own_id, name in found.places.items()]
        self.asked = {name: getattr(asked, name) for name in FILTERS}
        self.view = view_of(asked)
        self.chips = [Chip(*each) for each in asked.chips(found.tell, found.places)]

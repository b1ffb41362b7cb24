"""What the order list knows and what staff do there. What is asked for stands in the address; this only answers it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.colleagues import me, staff_of
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders import listing, queries
from wesupply_ui.domain.orders.asked import FILTERS, OWN
from wesupply_ui.domain.orders.columns import There
from wesupply_ui.domain.orders.custom.queries import values_of
from wesupply_ui.domain.orders.listing import Count, OrderRow
from wesupply_ui.domain.orders.marks import carriers_of, countries_there, tags_there
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.kernel.paging import Page
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.lists.bulk_state import BulkState
from wesupply_ui.portals.merchant.lists.paged import PAGE, Paged, said
from wesupply_ui.portals.merchant.lists.rows import Chip, OptionRow
from wesupply_ui.portals.merchant.lists.views_state import ViewsState
from wesupply_ui.portals.merchant.orders.address import Asked
from wesupply_ui.portals.merchant.orders.built_in import view_of
from wesupply_ui.portals.merchant.orders.own import OwnFilter, own_cells, own_chips, own_filters, typed_into
from wesupply_ui.portals.merchant.orders.rows import Beside, OrderLine, line_of
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.telling import Telling


@dataclass(frozen=True, slots=True)
class _Found:
    """One page with what stands beside it. `leave_for`: where to go instead."""

    scope: Scope
    asked: Asked
    page: Page[OrderRow]
    count: Count
    beside: Beside
    there: There
    leave_for: str = ""
    people: list[OptionRow] = field(default_factory=list)


class OrdersState(Paged, rx.State):
    """One page of the list."""

    seconds_between_refreshes: ClassVar[float] = 1.0
    rows: list[OrderLine] = []
    asked: dict[str, str] = dict.fromkeys(FILTERS, "")
    people: list[OptionRow] = []
    countries: list[str] = []
    tags: list[str] = []
    own: list[OwnFilter] = []
    """The merchant's own fields, as filters."""
    sort: str = "-placed"
    density: str = rx.LocalStorage("", name="wesupply-density")

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def load(self) -> Any:
        """Show what the address asks for."""
        asked = self._asked()
        self._take_over(asked)
        found = await self._show(asked)
        async with look(self) as (db, scope):
            self.countries, self.tags = await countries_there(db, scope), await tags_there(db, scope)
        watch(self, f"merchant:{found.scope.merchant_id}")
        return rx.redirect(found.leave_for, replace=True) if found.leave_for else None

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def refresh(self) -> None:
        """Something happened at this merchant's: the rows tell it where they stand, and what is new waits until it is asked for."""
        tell, shown = await telling_of(self), [row.id for row in self.rows]
        found = await self._find(self._asked(), tell)
        now_there = [row.id for row in found.page.items]
        if now_there == shown or not shown:
            self._put(found, tell)
            return
        async with look(self) as (db, scope):
            rows = await listing.rows_of(db, scope, shown)
            beside = await self._beside(db, scope, rows, found.beside, found.there)
        self.rows = [line_of(row, tell, beside) for row in rows]
        self.news = _news(len([each for each in now_there if each not in shown]), is_newest=found.asked.order == "-placed")

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def type_into(self, name: str, edge: str, value: str) -> Any:
        """What one of the merchant's own fields begins with, or where its range begins ("low") or ends ("high")."""
        now = dict(self._asked().own).get(str(name).removeprefix(OWN), "")
        wanted = typed_into(now, edge, str(value))
        return None if wanted == now else rx.redirect(self._asked().changed(**{str(name): wanted}).href)

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def sort_by(self, key: str) -> Any:
        """Another order of the rows."""
        return rx.redirect(self._asked().changed(sort=str(key)).href)

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def set_density(self, value: str) -> None:
        """Rows of 44 or of 36 pixels, remembered by this browser."""
        self.density = "dense" if value == "dense" else ""

    def _asked(self) -> Asked:
        return Asked.of(self.router.url.query_parameters)

    async def _show(self, asked: Asked) -> _Found:
        tell = await telling_of(self)
        found = await self._find(asked, tell)
        self._put(found, tell)
        return found

    async def _find(self, asked: Asked, tell: Telling) -> _Found:
        async with look(self) as (db, scope):
            wanted = asked.filter(tell.zone, today=tell.today, me=me(scope))
            columns, leave_for, there = await (await self.get_state(ViewsState))._arrive(db, scope, "orders", asked)
            try:
                page, count = await listing.page_and_count(db, scope, wanted, sort=asked.order, limit=PAGE, cursor=asked.after or None)
            except Invalid:  # a cursor that was cut off in a mail: begin at the beginning
                asked = asked.at("", 1)
                page, count = await listing.page_and_count(db, scope, wanted, sort=asked.order, limit=PAGE)
            staff = await staff_of(db, scope)
            names = {each.id: each.called for each in staff}
            beside = await self._beside(db, scope, page.items, Beside(names=names, columns=frozenset(columns)), there)
            ids = [row.id for row in page.items]
            has_more = page.next_cursor is not None or bool(asked.after)
            await (await self.get_state(BulkState))._arrive(db, scope, asked, ids, said(count), names, has_more=has_more)
        people = [OptionRow(each.id, each.called) for each in staff if each.is_active]
        return _Found(scope, asked, page, count, beside, there, leave_for, people)

    async def _beside(self, db: AsyncSession, scope: Scope, rows: list[OrderRow], known: Beside, there: There) -> Beside:
        """What the shown columns need of other tables."""
        ids, tell = [row.id for row in rows], await telling_of(self)
        by_field = {each.id: key for key, each in there.own.items() if key in known.columns}
        values = await values_of(db, scope, ids, list(by_field)) if by_field else {}
        return Beside(
            shared=frozenset(await queries.shared_numbers(db, scope, [row.number for row in rows])),
            names=known.names,
            carriers=await carriers_of(db, scope, ids) if "carrier" in known.columns else {},
            own={order_id: own_cells(found, by_field, there, tell) for order_id, found in values.items()},
            columns=known.columns,
        )

    def _put(self, found: _Found, tell: Telling) -> None:
        asked = found.asked
        self._place(asked, len(found.page.items), found.count, found.page.next_cursor or "")
        self.rows = [line_of(row, tell, found.beside) for row in found.page.items]
        self.people, self.view = found.people, view_of(asked)
        self.sort, self.asked = asked.sort or "-placed", {name: getattr(asked, name) for name in FILTERS}
        self.chips = [Chip(*each) for each in (*asked.chips(tell, found.beside.names), *own_chips(asked, found.there, tell))]
        self.own = own_filters(asked, found.there)


def _news(count: int, *, is_newest: bool) -> str:
    if is_newest and count:
        return _("{count}+ new orders", count=PAGE) if count >= PAGE else ngettext("{count} new order", "{count} new orders", count)
    return _("The list has changed")

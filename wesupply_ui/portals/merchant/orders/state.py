"""What the order list knows and what staff do there. What is asked for stands in the address; this only answers it."""

from __future__ import annotations

import json
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
from wesupply_ui.kernel.language import _, ngettext, number
from wesupply_ui.kernel.paging import Page
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.lists.bulk_state import BulkState
from wesupply_ui.portals.merchant.lists.rows import OptionRow
from wesupply_ui.portals.merchant.lists.views_state import ViewsState
from wesupply_ui.portals.merchant.orders.address import Asked
from wesupply_ui.portals.merchant.orders.built_in import view_of
from wesupply_ui.portals.merchant.orders.own import OwnFilter, own_cells, own_chips, own_filters, typed_into
from wesupply_ui.portals.merchant.orders.rows import Beside, Chip, OrderLine, line_of
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.telling import Telling

PAGE = 50


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


class OrdersState(rx.State):
    """One page of the list."""

    seconds_between_refreshes: ClassVar[float] = 1.0
    rows: list[OrderLine] = []
    chips: list[Chip] = []
    loaded: bool = False
    is_narrowed: bool = False
    typed: str = ""
    field_key: int = 0  # changes when the search field has to take over what the address says
    asked: dict[str, str] = dict.fromkeys(FILTERS, "")
    """What the address asks for, by name: for the filters' fields."""
    people: list[OptionRow] = []
    countries: list[str] = []
    tags: list[str] = []
    own: list[OwnFilter] = []
    """The merchant's own fields, as filters."""
    sort: str = "-placed"
    view: str = ""
    total: str = ""
    told: str = ""
    news: str = ""
    """What came in meanwhile and is not shown yet, so that nothing moves under anybody's finger."""
    has_before: bool = False
    has_after: bool = False
    export_query: str = ""
    density: str = rx.LocalStorage("", name="wesupply-density")
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
    async def show_news(self) -> None:
        """What came in meanwhile takes its place."""
        await self._show(self._asked())

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def search_for(self, text: str) -> Any:
        """Narrow the list to what was typed; the address follows without a new entry in the browser's history."""
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
    async def clear(self) -> Any:
        """Everything again."""
        return rx.redirect(self._asked().cleared().href)

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def turn_on(self) -> Any:
        """The next page."""
        asked = self._asked()
        if not self._next:
            return None
        self._trail = {**dict(list(self._trail.items())[-50:]), self._next: asked.after}
        return rx.redirect(asked.at(self._next, asked.number + 1).href)

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def turn_back(self) -> Any:
        """The page before; the first one when this tab did not come from it."""
        asked = self._asked()
        before = self._trail.get(asked.after)
        return rx.redirect(asked.at(before or "", asked.number - 1 if before else 1).href)

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
                page = await listing.list_orders(db, scope, wanted, sort=asked.order, limit=PAGE, cursor=asked.after or None)
            except Invalid:  # a cursor that was cut off in a mail: begin at the beginning
                asked = asked.at("", 1)
                page = await listing.list_orders(db, scope, wanted, sort=asked.order, limit=PAGE)
            count = await listing.count_orders(db, scope, wanted)
            staff = await staff_of(db, scope)
            names = {each.id: each.called for each in staff}
            beside = await self._beside(db, scope, page.items, Beside(names=names, columns=frozenset(columns)), there)
            ids = [row.id for row in page.items]
            has_more = page.next_cursor is not None or bool(asked.after)
            await (await self.get_state(BulkState))._arrive(db, scope, asked, ids, _said(count), names, has_more=has_more)
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
        asked, shown = found.asked, len(found.page.items)
        self.rows = [line_of(row, tell, found.beside) for row in found.page.items]
        self.people, self.news = found.people, ""
        self._next = found.page.next_cursor or ""
        first = (asked.number - 1) * PAGE + 1
        self.total, self.is_narrowed = _said(found.count), asked.is_narrowed
        which = f"{number(first)}–{number(first + shown - 1)}"
        self.told = _("{which} of {total}", which=which, total=self.total) if shown else ""
        self.has_before, self.has_after = bool(asked.after), bool(self._next)
        self.sort, self.asked = asked.sort or "-placed", {name: getattr(asked, name) for name in FILTERS}
        self.view, self.export_query = view_of(asked), asked.exported
        self.chips = [Chip(*each) for each in (*asked.chips(tell, found.beside.names), *own_chips(asked, found.there, tell))]
        self.own = own_filters(asked, found.there)
        self.loaded = True


def _said(count: Count) -> str:
    return number(count.value) + ("+" if count.is_more else "")


def _news(count: int, *, is_newest: bool) -> str:
    if is_newest and count:
        return _("{count}+ new orders", count=PAGE) if count >= PAGE else ngettext("{count} new order", "{count} new orders", count)
    return _("The list has changed")

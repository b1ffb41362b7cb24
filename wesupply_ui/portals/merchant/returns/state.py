"""What the list of returns knows: one page of a tab. It never jumps: what changes is told in place, what is new waits for a press."""

from __future__ import annotations

import json
from typing import Any, ClassVar
from urllib.parse import urlencode

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.colleagues import me, staff_of
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns import waiting
from wesupply_ui.domain.returns.describe import wholes
from wesupply_ui.domain.returns.receiving.boxes import count_open
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _, ngettext, number
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.lists.bulk_state import BulkState
from wesupply_ui.portals.merchant.lists.paged import PAGE, said
from wesupply_ui.portals.merchant.lists.rows import OptionRow
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.returns.address import TABS, Asked
from wesupply_ui.portals.merchant.returns.rows import ReturnRow, return_row

_TRAIL = 50


class ReturnsState(rx.State):
    """One page of the list. `counts`: step → how many wait for it, empty for none."""

    seconds_between_refreshes: ClassVar[float] = 1.0
    rows: list[ReturnRow] = []
    counts: dict[str, str] = dict.fromkeys(TABS, "")
    loaded: bool = False
    boxes: str = ""
    """How many boxes belong to no return yet."""
    people: list[OptionRow] = []
    who: str = ""
    export_query: str = ""
    tab: str = ""
    is_all: bool = True
    is_searched: bool = False
    typed: str = ""
    field_key: int = 0
    """Changes when the search field has to take over what the address says."""
    total: str = ""
    told: str = ""
    news: str = ""
    has_before: bool = False
    has_after: bool = False
    _next: str = ""
    _trail: dict[str, str] = {}
    _names: dict[str, str] = {}

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def load(self) -> None:
        """Show what the address asks for."""
        asked = self._asked()
        if asked.q != self.typed:
            self.typed, self.field_key = asked.q, self.field_key + 1
        watch(self, f"merchant:{await self._show(asked)}")

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def refresh(self) -> None:
        """Something happened at this merchant's: rows say it where they stand, what is new waits until it is asked for."""
        asked, shown, tell = self._asked(), [row.id for row in self.rows], await telling_of(self)
        async with look(self) as (db, scope):
            await self._count(db, scope)
            page = await self._page(db, scope, asked)
            ids = [each.id for each in page.items]
            if shown and ids != shown:
                kept = await wholes(db, scope, await waiting.these(db, scope, shown))
        if not shown or ids == shown:
            await self._show(asked)
            return
        self.rows = [return_row(each, tell, self._names) for each in kept]
        count = len([each for each in ids if each not in shown])
        self.news = ngettext("{count} new return", "{count} new returns", count) if count else _("The list has changed")

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def show_news(self) -> None:
        """What came in meanwhile takes its place."""
        await self._show(self._asked())

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def search_for(self, text: str) -> Any:
        """Narrow the list to what was typed; the address follows without a new entry in the browser's history."""
        asked = self._asked().searching(str(text))
        self.typed = asked.q
        await self._show(asked)
        return rx.call_script(f"history.replaceState(history.state, '', {json.dumps(asked.href)})")

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def clear(self) -> Any:
        """Search for nothing, of whomever."""
        return rx.redirect(self._asked().searching("").of_whom("").href)

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def of_whom(self, who: str) -> Any:
        """Only those that oneself looks after, or all."""
        return rx.redirect(self._asked().of_whom(str(who)).href)

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def turn_on(self) -> Any:
        """The next page."""
        asked = self._asked()
        if not self._next:
            return None
        self._trail = {**dict(list(self._trail.items())[-_TRAIL:]), self._next: asked.after}
        return rx.redirect(asked.at(self._next, asked.number + 1).href)

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def turn_back(self) -> Any:
        """The page before; the first one when this tab did not come from it."""
        asked = self._asked()
        before = self._trail.get(asked.after)
        return rx.redirect(asked.at(before or "", asked.number - 1 if before else 1).href)

    def _asked(self) -> Asked:
        return Asked.of(self.router.url.query_parameters)

    async def _page(self, db: AsyncSession, scope: Scope, asked: Asked) -> Any:
        try:
            return await waiting.list_waiting(db, scope, asked.queue(me(scope)), limit=PAGE, cursor=asked.after or None)
        except Invalid:
            return await waiting.list_waiting(db, scope, asked.queue(me(scope)), limit=PAGE)

    async def _show(self, asked: Asked) -> str:
        """Answer the address; the merchant's id, for those who watch."""
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            page = await self._page(db, scope, asked)
            found = await wholes(db, scope, page.items)
            count = await waiting.count_waiting(db, scope, asked.queue(me(scope)))
            await self._count(db, scope)
            staff, ids = await staff_of(db, scope), [each.request.id for each in found]
            self._names = {each.id: each.called for each in staff}
            has_more = page.next_cursor is not None or bool(asked.after)
            if scope.may("orders.read"):
                await (await self.get_state(BulkState))._arrive(db, scope, asked, ids, said(count), self._names, has_more=has_more)
        self.people = [OptionRow(each.id, each.called) for each in staff if each.is_active]
        self.who, self.export_query = asked.who, urlencode(asked.query())
        self.rows = [return_row(each, tell, self._names) for each in found]
        self._next, self.news, self.total = page.next_cursor or "", "", said(count)
        first = (asked.number - 1) * PAGE + 1
        which = f"{number(first)}–{number(first + len(found) - 1)}"
        self.told = _("{which} of {total}", which=which, total=self.total) if found else ""
        self.has_before, self.has_after = bool(asked.after), bool(self._next)
        self.tab, self.is_all, self.is_searched, self.loaded = asked.tab, not asked.step, bool(asked.q or asked.who), True
        return scope.merchant_id

    async def _count(self, db: AsyncSession, scope: Scope) -> None:
        found, boxes = await waiting.count_steps(db, scope), await count_open(db, scope)
        self.boxes = number(boxes) if boxes else ""
        self.counts = {step: number(found[step]) if step in found else "" for step in TABS}

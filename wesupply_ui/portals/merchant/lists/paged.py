"""What every list's State has: a search, filters in the address, pages, and news that waits until somebody asks for it."""

from __future__ import annotations

import json
from typing import Any

import reflex as rx

from wesupply_ui.domain.orders.listing import Count
from wesupply_ui.kernel.language import _, number
from wesupply_ui.portals.access import MERCHANT, audience
from wesupply_ui.portals.merchant.lists.rows import Chip

PAGE = 50


class Paged(rx.State, mixin=True):
    """Mixed into a list's State, which says what its address asks for (`_asked`) and shows it (`_show`)."""

    chips: list[Chip] = []
    loaded: bool = False
    is_narrowed: bool = False
    typed: str = ""
    field_key: int = 0  # changes when the search field has to take over what the address says
    asked: dict[str, str] = {}
    """What the address asks for, by name: for the filters' fields."""
    view: str = ""
    total: str = ""
    told: str = ""
    news: str = ""
    """What came in meanwhile and is not shown yet, so that nothing moves under anybody's finger."""
    has_before: bool = False
    has_after: bool = False
    export_query: str = ""
    _next: str = ""
    _trail: dict[str, str] = {}

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

    def _asked(self) -> Any:
        raise NotImplementedError

    async def _show(self, asked: Any) -> Any:
        raise NotImplementedError

    def _take_over(self, asked: Any) -> None:
        """The search field says what the address says."""
        if asked.q != self.typed:
            self.typed, self.field_key = asked.q, self.field_key + 1

    def _place(self, asked: Any, shown: int, count: Count, following: str) -> None:
        """Where in the list this page is."""
        self._next, self.news = following, ""
        first = (asked.number - 1) * PAGE + 1
        self.total, self.is_narrowed = said(count), asked.is_narrowed
        which = f"{number(first)}–{number(first + shown - 1)}"
        self.told = _("{which} of {total}", which=which, total=self.total) if shown else ""
        self.has_before, self.has_after = bool(asked.after), bool(following)
        self.export_query, self.loaded = asked.exported, True


def said(count: Count) -> str:
    """ "1,204", "10,000+"."""
    return number(count.value) + ("+" if count.is_more else "")

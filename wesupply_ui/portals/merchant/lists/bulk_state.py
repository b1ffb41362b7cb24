"""Which rows of the list are chosen, and what is done to all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui import runtime
from wesupply_ui.domain.accounts.colleagues import me
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.exceptions.many import actions
from wesupply_ui.domain.orders.bulk import Chosen, preview
from wesupply_ui.domain.orders.bulk_start import dismiss, latest_of, start
from wesupply_ui.domain.orders.bulk_undo import undo
from wesupply_ui.domain.returns.waiting import these
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _, number
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.lists.bulk_words import job_row, preview_row, reason_words
from wesupply_ui.portals.merchant.lists.here import here
from wesupply_ui.portals.merchant.lists.return_words import OF_RETURNS
from wesupply_ui.portals.merchant.lists.rows import JobRow, PreviewRow
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.problems import field_errors

MOST_TICKED = 500
BEGINS_WITH = {
    "assign": "me", "tag": "", "untag": "", "ask": "", "ask_parcels": "", "stop_asking": "", "assign_cases": "me",
    "resolve_cases": "shopper_told", "approve_returns": "", "decline_returns": "", "remind_returns": "", "assign_returns": "me",
}  # fmt: skip
"""Every action, and what its question proposes."""
TYPED = ("tag", "untag", "decline_returns")


class BulkState(rx.State):
    """A tab shows one of the lists. Ticks are ids of its rows; with `is_all` everything that the list's address asks for is meant."""

    ticked: list[str] = []
    is_all: bool = False
    is_page: bool = False
    can_have_all: bool = False
    count: str = ""
    all_count: str = ""
    action: str = ""
    value: str = ""
    preview: PreviewRow = PreviewRow()
    errors: dict[str, str] = {}
    job: JobRow = JobRow()
    _page: list[str] = []
    _query: dict[str, str] = {}
    _names: dict[str, str] = {}

    async def _arrive(
        self, db: AsyncSession, scope: Scope, asked: Any, page: Sequence[str], total: str, names: Mapping[str, str], *, has_more: bool
    ) -> None:
        """Called by the list when it shows something: what was chosen stays chosen as long as the same is asked for."""
        if {"": asked.LIST, **asked.query()} != self._query:
            self.ticked, self.is_all, self._query, self.action = [], False, {"": asked.LIST, **asked.query()}, ""
        self._page, self._names, self.all_count, self.can_have_all = list(page), dict(names), total, has_more
        job = await latest_of(db, scope, now=clock.now())
        self.job = job_row(job, names, clock.now()) if job else JobRow()
        self._count()

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def tick(self, row_id: str, is_ticked: bool) -> None:
        """Choose one of the page, or no longer."""
        others = [each for each in (self._page if self.is_all else self.ticked) if each != row_id]
        known = str(row_id) in self._page
        self.ticked = [*others, str(row_id)][:MOST_TICKED] if is_ticked is True and known else others
        self.is_all = False
        self._count()

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def tick_page(self, is_ticked: bool) -> None:
        """All of the page, or none of it."""
        others = [each for each in self.ticked if each not in self._page]
        self.ticked = [*others, *self._page][:MOST_TICKED] if is_ticked is True else others
        self.is_all = False
        self._count()

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def tick_all(self) -> None:
        """Everything that matches, on all pages."""
        self.is_all = True
        self._count()

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def clear(self) -> None:
        """None."""
        self.ticked, self.is_all = [], False
        self._count()

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def ask(self, action: str) -> None:
        """Open the dialog of an action, and say what it would do as soon as that is known."""
        self.action = action if action in BEGINS_WITH else ""
        self.value, self.errors, self.preview = BEGINS_WITH.get(self.action, ""), {}, PreviewRow()
        if self.action and self.action not in TYPED:
            await self._look_ahead()

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def set_asking(self, is_open: bool) -> None:
        """The dialog was closed."""
        self.action = self.action if is_open is True else ""

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def choose(self, value: str) -> None:
        """To whom, which tag, or why."""
        self.value = str(value)[: 1000 if self.action == "decline_returns" else 200]
        await self._look_ahead()

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def begin(self) -> Any:
        """Do it, in the background."""
        chosen = await self._chosen()
        try:
            async with work(self) as (db, scope):
                job = await start(db, scope, _actions(), self.action, self.value, chosen, now=clock.now())
        except Invalid as problem:
            self.errors = field_errors(problem) or {"tag": problem.message}
            return
        self.job, self.action = job_row(job, self._names, clock.now()), ""
        self.ticked, self.is_all = [], False
        self._count()

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def undo(self) -> None:
        """Take the last change back."""
        async with work(self) as (db, scope):
            job = await undo(db, scope, _actions(), self.job.id, now=clock.now())
        self.job = job_row(job, self._names, clock.now())

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def put_aside(self) -> None:
        """How it ended has been read."""
        async with work(self) as (db, scope):
            await dismiss(db, scope, self.job.id, now=clock.now())
        self.job = JobRow()

    async def _look_ahead(self) -> None:
        self.errors, self.preview = {}, PreviewRow()
        chosen = await self._chosen()
        try:
            async with look(self) as (db, scope):
                shown = await preview(db, scope, _actions(), self.action, self.value, chosen, now=clock.now())
                left = await these(db, scope, list(shown.left)) if self.action in OF_RETURNS else []
        except Invalid as problem:
            self.errors = field_errors(problem) or {"tag": problem.message}
            return
        named = [f"{each.number}: {reason_words(self.action, shown.left[each.id], 1)}" for each in left]
        self.preview = replace(preview_row(shown, self.action), left=named)

    async def _chosen(self) -> Chosen:
        if not self.is_all:
            return Chosen(ids=list(self.ticked))
        _name, asked = here(self)
        tell = await telling_of(self)
        async with look(self) as (_db, scope):
            return Chosen(shown=asked.filter(tell.zone, today=tell.today, me=me(scope)))

    def _count(self) -> None:
        self.is_page = bool(self._page) and (self.is_all or set(self._page) <= set(self.ticked))
        count = self.all_count if self.is_all else number(len(self.ticked))
        self.count = _("{count} chosen", count=count) if self.is_all or self.ticked else ""


def _actions() -> Any:
    return actions(runtime.carrier_codes())

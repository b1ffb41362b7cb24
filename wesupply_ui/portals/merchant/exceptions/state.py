"""What the inbox's list knows. It never jumps: what changes while somebody looks is told in place, what is new waits for a press."""

from __future__ import annotations

from typing import Any, ClassVar

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.exceptions import queries
from wesupply_ui.domain.exceptions.assign import colleagues
from wesupply_ui.domain.exceptions.one import names_of
from wesupply_ui.domain.tracking import listing
from wesupply_ui.domain.tracking.carrier_pages import carrier_name
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.exceptions.address import Asked
from wesupply_ui.portals.merchant.exceptions.rows import Chip, Choice, InboxRow, inbox_row
from wesupply_ui.portals.merchant.person import telling_of

PAGE = 50
MOST = 300


class ExceptionsState(rx.State):
    """The list with its filters, and which cases are ticked."""

    seconds_between_refreshes: ClassVar[float] = 1.0
    rows: list[InboxRow] = []
    chips: list[Chip] = []
    carriers: list[Choice] = []
    people: list[Choice] = []
    loaded: bool = False
    has_more: bool = False
    fresh: str = ""  # "3 new cases", until somebody asks for them
    told: str = ""
    open_id: str = ""
    back: str = ""
    state: str = ""
    kind: str = ""
    reason: str = ""
    party: str = ""
    carrier: str = ""
    age: str = ""
    who: str = ""
    is_narrowed: bool = False
    open_count: str = ""
    mine_count: str = ""
    snoozed_count: str = ""
    ticked: list[str] = []
    _shown: list[str] = []
    _asked: Asked | None = None
    _most: int = PAGE

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def load(self) -> None:
        """Show what the address asks for. The list stays as it is when only another case is opened."""
        asked = self._wanted()
        if self._asked is None or self._asked.at("") != asked.at("") or not self.loaded:
            self._shown, self._most, self.ticked = [], PAGE, []
        watch(self, f"merchant:{await self._show()}")

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def refresh(self) -> None:
        """Something happened at this merchant's."""
        await self._show()

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def show_fresh(self) -> None:
        """Begin the list anew: new cases come in, done ones go."""
        self._shown, self.ticked = [], []
        await self._show()

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def show_more(self) -> None:
        """Less urgent ones below."""
        self._most = min(self._most + PAGE, MOST)
        self._shown = []
        await self._show()

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def choose(self, name: str, value: str) -> Any:
        """Put a filter in force, or take it away with an empty value."""
        return rx.redirect(self._wanted().changed(**{str(name): str(value)}).href)

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def clear(self) -> Any:
        """No filter."""
        return rx.redirect(Asked(state=self._wanted().state).href)

    @rx.event
    @audience(MERCHANT, may="exceptions.work")
    async def tick(self, case_id: str, on: bool) -> None:
        """Choose a case for what is done to several, or not any more."""
        others = [each for each in self.ticked if each != str(case_id)]
        self.ticked = [*others, str(case_id)] if on is True and str(case_id) in self._shown else others

    @rx.event
    @audience(MERCHANT, may="exceptions.work")
    async def tick_all(self, on: bool) -> None:
        """Choose all cases of the list that wait, or none."""
        self.ticked = [row.id for row in self.rows if not row.done or self.state == "snoozed"] if on is True else []

    def _wanted(self) -> Asked:
        return Asked.of(self.router.url.query_parameters)

    async def _show(self) -> str:
        """Answer the address; the merchant's id, for those who watch."""
        from wesupply_ui.portals.merchant.exceptions.case_state import CaseState

        asked, tell = self._wanted(), await telling_of(self)
        async with look(self) as (db, scope):
            me = scope.actor.removeprefix("person:")
            wanted = asked.filter(tell.now, me)
            found = await queries.inbox(db, scope, wanted, limit=self._most + 1)
            rows = await self._kept(db, scope, found[: self._most])
            self.has_more = len(found) > self._most and self._most < MOST
            inside = await listing.orders_in(db, scope, [row.parcel_id for row in rows])
            names = await names_of(db, scope, {row.resolved_by or "" for row in rows})
            self.rows = [inbox_row(row, inside.get(row.parcel_id, []), tell, asked, names) for row in rows]
            await self._count(db, scope, tell.now, me, asked)
            await self._choices(db, scope, asked)
            case = await self.get_state(CaseState)
            await case._tell(db, scope, asked.case, tell)
        self.open_id, self.back, self._asked, self.loaded = asked.case, asked.at("").href, asked, True
        return scope.merchant_id

    async def _kept(self, db: AsyncSession, scope: Scope, found: list[queries.CaseRow]) -> list[queries.CaseRow]:
        """The rows that were shown before, where they were; all of `found` when none were."""
        if not self._shown:
            self._shown, self.fresh = [row.id for row in found], ""
            return found
        new = [row.id for row in found if row.id not in self._shown]
        self.fresh = ngettext("{count} new case", "{count} new cases", len(new)) if new else ""
        rows = {row.id: row for row in await queries.these(db, scope, self._shown)}
        self._shown = [case_id for case_id in self._shown if case_id in rows]
        return [rows[case_id] for case_id in self._shown]

    async def _count(self, db: AsyncSession, scope: Scope, now: Any, me: str, asked: Asked) -> None:
        self.open_count = str(await queries.count(db, scope))
        self.mine_count = str(await queries.count(db, scope, Asked(who="me").filter(now, me)))
        self.snoozed_count = str(await queries.count(db, scope, Asked(state="snoozed").filter(now, me)))
        found = await queries.count(db, scope, asked.filter(now, me))
        self.told = ngettext("{total} case", "{total} cases", found.value, total=str(found))
        self.told = self.told if found.value else _("No case")

    async def _choices(self, db: AsyncSession, scope: Scope, asked: Asked) -> None:
        people = {each.id: each.name for each in await colleagues(db, scope)}
        self.people = [Choice(person_id, name) for person_id, name in people.items()]
        self.carriers = [Choice("", _("Any")), *(Choice(code, carrier_name(code)) for code in await queries.carriers_of(db, scope))]
        self.chips = [Chip(*each) for each in asked.chips(people)]
        self.state, self.kind, self.reason, self.party = asked.state, asked.kind, asked.reason, asked.party
        self.carrier, self.age, self.who, self.is_narrowed = asked.carrier, asked.age, asked.who, asked.is_narrowed

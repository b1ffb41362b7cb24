"""What a person sees before a draft becomes the policy: what changes in words, what is wrong, from when and for which orders."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.returns.changes import changes
from wesupply_ui.domain.returns.editing.draft import policy_of
from wesupply_ui.domain.returns.policy_drafts.edit import DraftMoved
from wesupply_ui.domain.returns.policy_drafts.kept import kept
from wesupply_ui.domain.returns.policy_drafts.publish import publish_draft
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.settings.returns.change_rows import ChangeRow, change_rows
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState
from wesupply_ui.portals.merchant.settings.returns.versions_state import VersionsState
from wesupply_ui.portals.merchant.settings.returns.world import world_of
from wesupply_ui.portals.problems import field_errors


class PublishState(rx.State):
    """`when`: now or day; `which`: new_orders or all_orders."""

    is_open: bool = False
    rows: list[ChangeRow] = []
    when: str = "now"
    which: str = "new_orders"
    day_error: str = ""
    is_first: bool = False
    is_behind: bool = False
    _seen: int = 0
    _newest: int = 0

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def ask(self) -> None:
        """Open the question, with what it is about."""
        await self._look()
        self.when, self.which, self.day_error, self.is_open = "now", "new_orders", "", True

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def set_open(self, is_open: bool) -> None:
        """The question was closed."""
        self.is_open = is_open is True and self.is_open

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def choose_when(self, when: str) -> None:
        """Now or from a day on."""
        self.when = "day" if when == "day" else "now"

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def choose_which(self, which: str) -> None:
        """For which orders."""
        self.which = "all_orders" if which == "all_orders" else "new_orders"

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def mend(self, key: str, to: str) -> Any:
        """To the place of a fault."""
        self.is_open = False
        return PolicyState.open(key, to)  # type: ignore[operator]

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def publish(self, form: dict[str, Any]) -> Any:
        """The draft becomes the policy."""
        begins_on = str(form.get("begins_on") or "") if self.when == "day" else ""
        if self.when == "day" and not begins_on:
            self.day_error = _("Choose a day.")
            return None
        try:
            async with work(self) as (db, scope):
                version = await publish_draft(
                    db, scope, seen=self._seen, newest=self._newest, begins_on=begins_on, applies_to=self.which, now=clock.now()
                )
        except DraftMoved as problem:
            await self._look()
            return [PolicyState.refresh, kit.toast(_("{why} Look at it once more.", why=problem.message), tone="attention")]
        except Invalid as problem:
            self.day_error = field_errors(problem).get("begins_on", "")
            return [PolicyState.refresh, kit.toast(problem.message, tone="problem")]
        self.is_open = False
        return [PolicyState.load, VersionsState.load, kit.toast(_("Published as version {number}", number=version.number))]

    async def _look(self) -> None:
        async with look(self) as (db, scope):
            there = await kept(db, scope)
            document = policy_of(there.draft)
            world = await world_of(db, scope, document)
        self.rows = change_rows(changes(there.published, document), world)
        self._seen, self._newest = there.version, there.newest.number if there.newest else 0
        self.is_first, self.is_behind = there.newest is None, there.version > 0 and there.based_on != self._newest

"""What a person does with the versions of the policy: look at what changed between any two, and go back to one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from wesupply_ui.domain.accounts.audit_queries import called
from wesupply_ui.domain.returns.changes import changes
from wesupply_ui.domain.returns.in_force import in_force
from wesupply_ui.domain.returns.roll_back import roll_back
from wesupply_ui.domain.returns.versions import list_versions
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.settings.audit.words import actor_words
from wesupply_ui.portals.merchant.settings.returns.change_rows import ChangeRow, change_rows
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState
from wesupply_ui.portals.merchant.settings.returns.world import world_of
from wesupply_ui.portals.regions import Option

_DIGITS = 9


@dataclass(frozen=True)
class VersionRow:
    """One version. `standing`: in force, from a day on, or past."""

    number: str
    name: str
    when: str
    standing: str
    tone: str
    about: str
    can_restore: bool


class VersionsState(rx.State):
    """`before`, `after`: the numbers of the two that are compared."""

    rows: list[VersionRow] = []
    options: list[Option] = []
    before: str = ""
    after: str = ""
    changes: list[ChangeRow] = []
    is_compared: bool = False
    asking: str = ""
    which: str = "new_orders"

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def load(self) -> None:
        """All versions, the newest first; the last two compared."""
        self.reset()
        await self._show()
        if len(self.rows) > 1:
            self.before, self.after = self.rows[1].number, self.rows[0].number
            await self._compare()

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def compare(self, end: str, number: str) -> None:
        """Another version at one end of what is compared."""
        self.before, self.after = (_number(number), self.after) if end == "before" else (self.before, _number(number))
        await self._compare()

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def ask(self, number: str) -> None:
        """Shall this one hold again?"""
        self.asking, self.which = _number(number), "new_orders"

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def set_asking(self, is_open: bool) -> None:
        """The question was closed."""
        self.asking = self.asking if is_open is True else ""

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def choose_which(self, which: str) -> None:
        """For which orders."""
        self.which = "all_orders" if which == "all_orders" else "new_orders"

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def restore(self) -> Any:
        """The earlier one is published again, as a new version."""
        if not self.asking.isdecimal():
            return None
        try:
            async with work(self) as (db, scope):
                version, _is_new, _remarks = await roll_back(
                    db, scope, int(self.asking), all_orders=self.which == "all_orders", now=clock.now()
                )
        except Invalid as problem:
            return kit.toast(problem.message, tone="problem")
        self.asking = ""
        return [VersionsState.load, PolicyState.refresh, kit.toast(_("Published as version {number}", number=version.number))]

    async def _show(self) -> None:
        tell, now = await telling_of(self), clock.now()
        async with look(self) as (db, scope):
            versions = await list_versions(db, scope)
            names = await called(db, scope, {each.published_by for each in versions})
        current = in_force(versions, now, now)
        self.options = [Option(str(each.number), _("Version {number}", number=each.number)) for each in versions]
        self.rows = []
        for each in versions:
            later = each.effective_at > now
            standing, tone = (_("In force"), "done") if each is current else (_("Later"), "moving") if later else (_("Past"), "quiet")
            about = [actor_words(each.published_by, names), _("for all orders") if each.applies_to == "all_orders" else _("for new orders")]
            about += [_("from {when}", when=tell.moment(each.effective_at))] if each.effective_at != each.published_at else []
            about += [_("version {number} again", number=each.restores)] if each.restores else []
            when = tell.moment(each.published_at)
            self.rows.append(VersionRow(str(each.number), each.name, when, standing, tone, " · ".join(about), each is not versions[0]))

    async def _compare(self) -> None:
        async with look(self) as (db, scope):
            versions = {str(each.number): each for each in await list_versions(db, scope)}
            if self.before not in versions or self.after not in versions:
                self.changes, self.is_compared = [], False
                return
            old, new = versions[self.before].document, versions[self.after].document
            world = await world_of(db, scope, new)
        self.changes, self.is_compared = change_rows(changes(old, new), world), True


def _number(said: str) -> str:
    """A version's number as it was said, if it can be one; else nothing."""
    return said if isinstance(said, str) and said.isdecimal() and len(said) <= _DIGITS else ""

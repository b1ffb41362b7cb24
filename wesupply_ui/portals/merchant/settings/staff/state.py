"""What the staff screen knows: the list, and which dialog about whom is open. What people do there is in `deeds`."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.accounts.invitations import waiting_invitations
from wesupply_ui.domain.accounts.may_manage import may_give
from wesupply_ui.domain.accounts.role_of import roles_of
from wesupply_ui.domain.accounts.roles import name_of
from wesupply_ui.domain.accounts.staff import staff_of
from wesupply_ui.domain.locations.queries import stores_of
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.language import _, number
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.settings.staff.rows import (
    InvitationRow,
    RoleOption,
    StaffRow,
    invitation_row,
    role_options,
    staff_row,
)
from wesupply_ui.portals.regions import Option

PAGE = 50
DIALOGS = ("invite", "role", "deactivate", "transfer")


class StaffState(rx.State):
    """One tab."""

    rows: list[StaffRow] = []
    invitations: list[InvitationRow] = []
    roles: list[RoleOption] = []
    stores: list[Option] = []
    loaded: bool = False
    search: str = ""
    skip: int = 0
    total: int = 0
    told: str = ""
    dialog: str = ""
    target: str = ""
    target_name: str = ""
    role: str = ""
    needs_store: bool = False
    store: str = ""
    problem: str = ""
    errors: dict[str, str] = {}

    @rx.event
    @audience(MERCHANT, may="staff.read")
    async def load(self) -> None:
        """Show the list."""
        self.reset()
        await self._show()
        self.loaded = True

    @rx.event
    @audience(MERCHANT, may="staff.read")
    async def look_for(self, text: str) -> None:
        """Narrow the list to names and addresses with these words."""
        self.search, self.skip = str(text)[:200], 0
        await self._show()

    @rx.event
    @audience(MERCHANT, may="staff.read")
    async def turn(self, by: int) -> None:
        """The page before or after."""
        self.skip = max(0, self.skip + (PAGE if by == 1 else -PAGE))
        await self._show()

    @rx.event
    @audience(MERCHANT, may="staff.read")
    async def ask(self, dialog: str, person_id: str = "") -> None:
        """Open a dialog, about somebody or about nobody yet."""
        row = next((each for each in self.rows if each.id == person_id), None)
        self.dialog = dialog if dialog in DIALOGS else ""
        self.target, self.target_name = (row.id, row.name) if row else ("", "")
        self.errors, self.problem, self.store = {}, "", row.store_id if row else ""
        self._choose(row.role_key if row else "support")

    @rx.event
    @audience(MERCHANT, may="staff.read")
    async def set_open(self, is_open: bool) -> None:
        """The dialog was closed."""
        if is_open is not True:
            self.dialog = ""

    @rx.event
    @audience(MERCHANT, may="staff.read")
    async def choose_role(self, role: str) -> None:
        """A store's role also needs its store."""
        self._choose(role)

    def _choose(self, role: Any) -> None:
        found = next((each for each in self.roles if each.value == role), None) or next(iter(self.roles), None)
        self.role, self.needs_store = (found.value, found.at_store) if found else ("", False)

    async def _show(self) -> None:
        """Read the list anew."""
        tell, now = await telling_of(self), clock.now()
        async with look(self) as (db, scope):
            found = await staff_of(db, scope, search=self.search, skip=self.skip, limit=PAGE)
            waiting = await waiting_invitations(db, scope)
            stores = dict(await stores_of(db, scope))
            roles = await roles_of(db, scope)
        names = {each.key: each.name for each in roles}
        me = scope.actor.removeprefix("person:")
        self.rows = [staff_row(each, stores, tell, me) for each in found.members]
        self.invitations = [invitation_row(each, names.get(each.role, name_of(each.role)), stores, tell, now) for each in waiting]
        self.roles = role_options([each for each in roles if may_give(scope, each)])
        self.stores = [Option(each, name) for each, name in stores.items()]
        self.total = found.total
        last = self.skip + len(self.rows)
        self.told = _("{first}-{last} of {total}", first=self.skip + 1 if last else 0, last=last, total=number(found.total))

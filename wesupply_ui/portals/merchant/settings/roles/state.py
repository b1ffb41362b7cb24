"""What the roles screen knows, and making, changing and deleting roles of the shop's own."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.accounts.own_roles import change_own_role, delete_own_role, make_role, own_roles
from wesupply_ui.domain.accounts.permissions import ALL
from wesupply_ui.domain.accounts.role_of import roles_of
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed
from wesupply_ui.kernel.language import _
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.settings.roles.rows import (
    OwnRoleRow,
    PermissionRow,
    RoleColumn,
    columns,
    own_role_row,
    permission_rows,
)
from wesupply_ui.portals.problems import field_errors


class RolesState(rx.State):
    """One tab."""

    columns: list[RoleColumn] = []
    rows: list[PermissionRow] = []
    own: list[OwnRoleRow] = []
    loaded: bool = False
    is_open: bool = False
    opened: int = 0
    role_id: str = ""
    name: str = ""
    chosen: list[str] = []
    problem: str = ""
    errors: dict[str, str] = {}

    @rx.event
    @audience(MERCHANT, may="staff.read")
    async def load(self) -> None:
        """Show the table."""
        self.reset()
        await self._show()
        self.loaded = True

    @rx.event
    @audience(MERCHANT, may="roles.manage")
    async def begin(self) -> None:
        """Open the dialog for a new role."""
        self._open("", "", ["orders.read"])

    @rx.event
    @audience(MERCHANT, may="roles.manage")
    async def edit(self, role_id: str) -> None:
        """Open the dialog for a role that there is."""
        async with look(self) as (db, scope):
            found = next((each for each in await own_roles(db, scope) if each.id == role_id), None)
        if found:
            self._open(found.id, found.name, sorted(found.permissions))

    @rx.event
    @audience(MERCHANT, may="roles.manage")
    async def set_open(self, is_open: bool) -> None:
        """The dialog was closed."""
        self.is_open = is_open is True and self.is_open

    @rx.event
    @audience(MERCHANT, may="roles.manage")
    async def save(self, form: dict[str, Any]) -> Any:
        """Make the role or change it."""
        self.errors, self.problem = {}, ""
        raw = {"name": form.get("name"), "permissions": [each for each in sorted(ALL) if form.get(each)]}
        try:
            async with work(self) as (db, scope):
                if self.role_id:
                    role = await change_own_role(db, scope, self.role_id, raw, now=clock.now())
                else:
                    role = await make_role(db, scope, raw, now=clock.now())
        except (Invalid, Conflict, NotAllowed) as refused:
            self.errors = field_errors(refused)
            self.problem = self.errors.get("permissions", "" if self.errors else refused.message)
            return None
        self.is_open = False
        await self._show()
        return kit.toast(_("The role {name} is saved.", name=role.name))

    @rx.event
    @audience(MERCHANT, may="roles.manage")
    async def delete(self, role_id: str) -> Any:
        """The role is gone, if nobody has it."""
        async with work(self) as (db, scope):
            await delete_own_role(db, scope, role_id, now=clock.now())
        await self._show()
        return kit.toast(_("The role is deleted."))

    def _open(self, role_id: str, name: str, chosen: list[str]) -> None:
        self.role_id, self.name, self.chosen = role_id, name, chosen
        self.errors, self.problem, self.is_open, self.opened = {}, "", True, self.opened + 1

    async def _show(self) -> None:
        async with look(self) as (db, scope):
            roles = await roles_of(db, scope)
            own = await own_roles(db, scope)
        self.columns, self.rows, self.own = columns(roles), permission_rows(roles), [own_role_row(each) for each in own]

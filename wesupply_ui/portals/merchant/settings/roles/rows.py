"""What the table of roles says, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from wesupply_ui.domain.accounts.may_manage import RoleGiven
from wesupply_ui.domain.accounts.own_roles import OwnRole
from wesupply_ui.domain.accounts.permissions import GROUPS, PERMISSIONS
from wesupply_ui.kernel.language import _, ngettext


@dataclass(frozen=True)
class RoleColumn:
    """One role at the table's head."""

    key: str
    name: str


@dataclass(frozen=True)
class Tick:
    """Whether a role allows something; `words` for those who cannot see the sign."""

    key: str
    is_on: bool
    words: str


@dataclass(frozen=True)
class PermissionRow:
    """One permission across all roles; `heading` stands above the first of its group."""

    key: str
    heading: str
    words: str
    ticks: list[Tick] = field(default_factory=list)


@dataclass(frozen=True)
class OwnRoleRow:
    """A role of the shop's own."""

    id: str
    name: str
    about: str
    is_used: bool


def columns(roles: Sequence[RoleGiven]) -> list[RoleColumn]:
    """The roles in their order."""
    return [RoleColumn(each.key, _(each.name)) for each in roles]


def permission_rows(roles: Sequence[RoleGiven]) -> list[PermissionRow]:
    """Every permission, by groups."""
    rows: list[PermissionRow] = []
    for group in GROUPS:
        for at, each in enumerate(each for each in PERMISSIONS if each.group == group):
            ticks = [Tick(role.key, each.key in role.permissions, _("yes") if each.key in role.permissions else _("no")) for role in roles]
            words = _(each.words)
            rows.append(PermissionRow(each.key, "" if at else _(group), words[:1].upper() + words[1:], ticks))
    return rows


def own_role_row(role: OwnRole) -> OwnRoleRow:
    """From a role to the list."""
    allowed = ngettext("{count} permission", "{count} permissions", len(role.permissions))
    held = ngettext("{count} person", "{count} people", role.holders) if role.holders else _("nobody")
    return OwnRoleRow(role.id, role.name, f"{allowed} · {held}", role.holders > 0)

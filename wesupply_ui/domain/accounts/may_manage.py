"""Who may change whom, and give which role? Nobody reaches above their own permissions, and nobody changes themselves. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.accounts.permissions import OWNERSHIP_TRANSFER
from wesupply_ui.domain.accounts.scopes import Scope

OWNER = "owner"


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """A role at one merchant: built in or its own. `key` as in `Membership.role`."""

    key: str
    name: str
    permissions: frozenset[str]
    at_store: bool = False


def may_give(scope: Scope, role: RoleGiven) -> bool:
    """Whether the caller may put somebody into this role. The ownership is handed over, never given."""
    return role.key != OWNER and OWNERSHIP_TRANSFER not in role.permissions and role.permissions <= scope.permissions


def may_touch(scope: Scope, person_id: str, role: RoleGiven) -> bool:
    """Whether the caller may change or deactivate this person, who holds this role."""
    return scope.actor != f"person:{person_id}" and role.key != OWNER and role.permissions <= scope.permissions

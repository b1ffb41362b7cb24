"""What does a role's key stand for at this merchant? Built-in roles and the merchant's own, read alike."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts.may_manage import RoleGiven
from wesupply_ui.domain.accounts.models import CustomRole
from wesupply_ui.domain.accounts.permissions import ALL
from wesupply_ui.domain.accounts.roles import BY_KEY, CUSTOM, STAFF_ROLES, name_of
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _


async def roles_of(db: AsyncSession, scope: Scope) -> list[RoleGiven]:
    """Every role there is at the caller's merchant: the built-in ones in their order, then its own by name."""
    own = (await db.execute(select(CustomRole).where(CustomRole.merchant_id == scope.merchant_id).order_by(CustomRole.name))).scalars()
    built_in = [RoleGiven(each.key, each.name, each.permissions, each.at_store) for each in STAFF_ROLES]
    return [*built_in, *(_own(each) for each in own)]


async def role_of(db: AsyncSession, scope: Scope, key: Any) -> RoleGiven:
    """The role of this key. Invalid, beside the field "role", for one that is not there or another merchant's."""
    if isinstance(key, str) and key in BY_KEY:
        found = BY_KEY[key]
        return RoleGiven(found.key, found.name, found.permissions, found.at_store)
    own = await _custom(db, scope, key)
    if own is None:
        raise Invalid(_("Choose a role."), problems=(FieldProblem("role", _("Choose a role.")),))
    return _own(own)


async def role_held(db: AsyncSession, scope: Scope, key: str) -> RoleGiven:
    """As `role_of` for somebody who holds it already: a role that is gone allows nothing."""
    try:
        return await role_of(db, scope, key)
    except Invalid:
        return RoleGiven(key, name_of(key), frozenset())


async def _custom(db: AsyncSession, scope: Scope, key: Any) -> CustomRole | None:
    if not isinstance(key, str) or not key.startswith(CUSTOM):
        return None
    wanted = select(CustomRole).where(CustomRole.merchant_id == scope.merchant_id, CustomRole.id == key.removeprefix(CUSTOM)[:40])
    return (await db.execute(wanted)).scalar_one_or_none()


def _own(role: CustomRole) -> RoleGiven:
    return RoleGiven(CUSTOM + role.id, role.name, ALL & frozenset(role.permissions))

"""A merchant's own roles: made, changed and deleted by who may make roles, out of permissions that they hold themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.invitations import Invitation
from wesupply_ui.domain.accounts.models import CustomRole, Membership
from wesupply_ui.domain.accounts.permissions import ALL, OWNERSHIP_TRANSFER, ROLES_MANAGE, STAFF_READ
from wesupply_ui.domain.accounts.roles import BY_KEY, CUSTOM
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid, NotAllowed, NotFound
from wesupply_ui.kernel.language import _

MOST_ROLES = 30
MOST_NAME = 40


@dataclass(frozen=True, slots=True)
class OwnRole:
    """One of them. `holders`: people with this role, also deactivated ones, and invitations that wait."""

    id: str
    name: str
    permissions: frozenset[str]
    holders: int


async def own_roles(db: AsyncSession, scope: Scope) -> list[OwnRole]:
    """The merchant's own roles by name."""
    scope.require(STAFF_READ)
    roles = (await db.execute(select(CustomRole).where(CustomRole.merchant_id == scope.merchant_id).order_by(CustomRole.name))).scalars()
    return [OwnRole(each.id, each.name, ALL & frozenset(each.permissions), await _holders(db, scope, each.id)) for each in roles.all()]


async def make_role(db: AsyncSession, scope: Scope, raw: Mapping[str, Any], *, now: datetime) -> CustomRole:
    """A new role (`name`, `permissions`). Invalid beside its field, Conflict when there are too many."""
    scope.require(ROLES_MANAGE)
    name, permissions = await _read(db, scope, raw, but=None)
    if (await db.execute(select(func.count()).where(CustomRole.merchant_id == scope.merchant_id))).scalar_one() >= MOST_ROLES:
        raise Conflict(_("{most} roles of your own are enough. Delete one first.", most=MOST_ROLES))
    role = CustomRole(merchant_id=scope.merchant_id, name=name, permissions=sorted(permissions), created_at=now, updated_at=now)
    db.add(role)
    await db.flush()
    after = {"permissions": role.permissions}
    await audit.note(db, scope, "role.made", f"role:{role.id}", at=now, label=name, after=after)
    return role


async def change_own_role(db: AsyncSession, scope: Scope, role_id: str, raw: Mapping[str, Any], *, now: datetime) -> CustomRole:
    """Another name or other permissions, at once for all who hold it. NotFound, NotAllowed, Invalid beside its field."""
    scope.require(ROLES_MANAGE)
    role = await _mine(db, scope, role_id)
    name, permissions = await _read(db, scope, raw, but=role.id)
    before = {"name": role.name, "permissions": sorted(ALL & frozenset(role.permissions))}
    after = {"name": name, "permissions": sorted(permissions)}
    changed = [field for field in after if before[field] != after[field]]
    if not changed:
        return role
    role.name, role.permissions, role.updated_at = name, sorted(permissions), now
    told = {"before": {field: before[field] for field in changed}, "after": {field: after[field] for field in changed}}
    await db.flush()
    await audit.note(db, scope, "role.changed", f"role:{role.id}", at=now, label=name, **told)
    return role


async def delete_own_role(db: AsyncSession, scope: Scope, role_id: str, *, now: datetime) -> None:
    """The role is gone. NotFound, NotAllowed; Conflict while somebody holds it or is invited to it."""
    scope.require(ROLES_MANAGE)
    role = await _mine(db, scope, role_id)
    if await _holders(db, scope, role.id):
        raise Conflict(_("Somebody holds this role or is invited to it. Give them another one first."))
    before = {"permissions": role.permissions}
    await db.delete(role)
    await db.flush()
    await audit.note(db, scope, "role.deleted", f"role:{role.id}", at=now, label=role.name, before=before)


async def _mine(db: AsyncSession, scope: Scope, role_id: str) -> CustomRole:
    wanted = select(CustomRole).where(CustomRole.merchant_id == scope.merchant_id, CustomRole.id == str(role_id)[:40])
    role = (await db.execute(wanted.with_for_update())).scalar_one_or_none()
    if role is None:
        raise NotFound(_("There is no such role."))
    if not ALL & frozenset(role.permissions) <= scope.permissions:
        raise NotAllowed(_("This role allows more than your own."))
    return role


async def _read(db: AsyncSession, scope: Scope, raw: Mapping[str, Any], *, but: str | None) -> tuple[str, frozenset[str]]:
    problems: list[FieldProblem] = []
    name = " ".join(raw["name"].split()) if isinstance(raw.get("name"), str) else ""
    if not name or len(name) > MOST_NAME or not name.isprintable():
        problems.append(FieldProblem("name", _("Write a name of {most} characters at most.", most=MOST_NAME)))
    elif await _is_taken(db, scope, name, but):
        problems.append(FieldProblem("name", _("There is a role of this name. Choose another name.")))
    given = raw.get("permissions")
    wanted = (
        frozenset(each for each in given if isinstance(each, str)) if isinstance(given, list | tuple | set | frozenset) else frozenset()
    )
    if not wanted or not wanted <= ALL - {OWNERSHIP_TRANSFER}:
        problems.append(FieldProblem("permissions", _("Choose what this role allows.")))
    elif not wanted <= scope.permissions:
        problems.append(FieldProblem("permissions", _("A role can allow no more than your own.")))
    if problems:
        raise Invalid(_("Some fields need another look."), problems=tuple(problems))
    return name, wanted


async def _is_taken(db: AsyncSession, scope: Scope, name: str, but: str | None) -> bool:
    others = select(CustomRole.id).where(CustomRole.merchant_id == scope.merchant_id, func.lower(CustomRole.name) == name.lower())
    found = (await db.execute(others)).scalars().all()
    return any(each != but for each in found) or name.lower() in {role.name.lower() for role in BY_KEY.values()}


async def _holders(db: AsyncSession, scope: Scope, role_id: str) -> int:
    key = CUSTOM + role_id
    people = select(func.count()).where(Membership.merchant_id == scope.merchant_id, Membership.role == key)
    waiting = select(func.count()).where(
        Invitation.merchant_id == scope.merchant_id,
        Invitation.role == key,
        col(Invitation.accepted_at).is_(None),
        col(Invitation.withdrawn_at).is_(None),
    )
    return (await db.execute(people)).scalar_one() + (await db.execute(waiting)).scalar_one()

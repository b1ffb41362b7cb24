"""Who works here? The people of one merchant, with their role, their state and when they were last seen. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.factors import CodeSecret, Passkey
from wesupply_ui.domain.accounts.may_manage import RoleGiven, may_touch
from wesupply_ui.domain.accounts.models import Membership, Person, StaffSession
from wesupply_ui.domain.accounts.permissions import STAFF_READ
from wesupply_ui.domain.accounts.role_of import roles_of
from wesupply_ui.domain.accounts.roles import name_of
from wesupply_ui.domain.accounts.scopes import Scope

MOST = 100


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One person at the caller's merchant. `may_touch`: the caller may change or deactivate them."""

    person_id: str
    name: str
    email: str
    role: RoleGiven
    location_id: str | None
    is_active: bool
    is_confirmed: bool
    has_factor: bool
    last_seen_at: datetime | None
    may_touch: bool


@dataclass(frozen=True, slots=True)
class Staff:
    """A stretch of the list, by name. `total` counts all that fit the search."""

    members: tuple[StaffMember, ...]
    total: int


async def staff_of(db: AsyncSession, scope: Scope, *, search: str = "", skip: int = 0, limit: int = MOST) -> Staff:
    """Active people first, then by name. `search` looks into names and addresses."""
    scope.require(STAFF_READ)
    roles = {each.key: each for each in await roles_of(db, scope)}
    wanted = [Membership.merchant_id == scope.merchant_id]
    for word in search.lower().split()[:5]:
        name, email = func.lower(Person.name), col(Person.email)
        wanted.append(or_(name.contains(word[:80], autoescape=True), email.contains(word[:80], autoescape=True)))  # type: ignore[arg-type]
    joined = select(func.count()).select_from(Membership).join(Person, col(Person.id) == Membership.person_id)
    total = (await db.execute(joined.where(*wanted))).scalar_one()
    seen = (
        select(func.max(col(StaffSession.last_seen_at)))
        .where(StaffSession.merchant_id == Membership.merchant_id, StaffSession.person_id == Membership.person_id)
        .correlate(Membership)
        .scalar_subquery()
    )
    rows = await db.execute(
        select(Membership, Person, _has_factor(), seen)
        .join(Person, col(Person.id) == Membership.person_id)
        .where(*wanted)
        .order_by(col(Membership.is_active).desc(), func.lower(Person.name), Person.email)
        .offset(max(0, skip))
        .limit(min(max(1, limit), MOST))
    )
    return Staff(tuple(_member(scope, roles, *row) for row in rows.all()), total)


def _has_factor() -> Any:
    codes = exists().where(col(CodeSecret.person_id) == Person.id, col(CodeSecret.confirmed_at).is_not(None))
    return or_(codes, exists().where(col(Passkey.person_id) == Person.id))


def _member(
    scope: Scope, roles: dict[str, RoleGiven], membership: Membership, person: Person, has_factor: bool, seen: datetime | None
) -> StaffMember:
    role = roles.get(membership.role) or RoleGiven(membership.role, name_of(membership.role), frozenset())
    return StaffMember(
        person.id,
        person.name,
        person.email,
        role,
        membership.location_id,
        membership.is_active and person.is_active,
        person.email_confirmed_at is not None,
        bool(has_factor),
        seen,
        may_touch(scope, person.id, role),
    )

"""Gives cases to somebody, or to nobody; and who there is to give them to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import CustomRole, Membership, Person
from wesupply_ui.domain.accounts.permissions import EXCEPTIONS_WORK
from wesupply_ui.domain.accounts.roles import CUSTOM, permissions_of
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.exceptions.deed import Before, done, picked, still_open
from wesupply_ui.kernel.errors import FieldProblem, Invalid
from wesupply_ui.kernel.language import _


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may work exceptions here."""

    id: str
    name: str


async def colleagues(db: AsyncSession, scope: Scope) -> list[Colleague]:
    """Active staff of the merchant who may work exceptions, by name."""
    rows = await db.execute(
        select(Person.id, Person.name, Person.email, Membership.role, CustomRole.permissions)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .outerjoin(
            CustomRole, (col(CustomRole.merchant_id) == scope.merchant_id) & (col(Membership.role) == literal(CUSTOM) + CustomRole.id)
        )
        .where(Membership.merchant_id == scope.merchant_id, Membership.is_active, Person.is_active)
        .where(col(Membership.location_id).is_(None))
    )
    found = [
        Colleague(row.id, row.name or row.email)
        for row in rows
        if EXCEPTIONS_WORK in (frozenset(row.permissions) if row.permissions is not None else permissions_of(row.role))
    ]
    return sorted(found, key=lambda each: each.name.casefold())


async def assign(db: AsyncSession, scope: Scope, case_ids: Sequence[str], person_id: str, *, now: datetime) -> list[Before]:
    """To nobody with an empty id. Invalid for somebody who may not work exceptions at this merchant's."""
    cases = await still_open(db, await picked(db, scope, case_ids))
    wanted = await checked_colleague(db, scope, person_id) or None
    changing = [case for case in cases if case.assigned_id != wanted]
    return [await done(db, scope, case, "assigned", now=now, more={"to": wanted}, assigned_id=wanted) for case in changing]


async def checked_colleague(db: AsyncSession, scope: Scope, person_id: str) -> str:
    """The id as it was given, or nothing for nobody. Invalid for somebody who may not work exceptions at this merchant's."""
    if person_id and person_id not in {each.id for each in await colleagues(db, scope)}:
        words = _("Choose somebody of your staff who works exceptions.")
        raise Invalid(words, problems=(FieldProblem("person", words),))
    return person_id

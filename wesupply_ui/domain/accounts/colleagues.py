"""Who works at this merchant's, for those who assign work to them or name them? Names only; roles are managed elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import Membership, Person
from wesupply_ui.domain.accounts.scopes import Audience, Scope
from wesupply_ui.kernel.errors import NotAllowed
from wesupply_ui.kernel.language import _


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of the merchant's people. `is_active`: works in the portal now, so that work can be given to them."""

    id: str
    name: str
    email: str
    is_active: bool

    @property
    def called(self) -> str:
        """What they are called where no name is known."""
        return self.name or self.email


async def staff_of(db: AsyncSession, scope: Scope) -> list[Colleague]:
    """Everybody who works or worked here, by name. Store staff have a desk of their own and count as not active."""
    rows = await db.execute(
        select(Person, Membership)
        .join(Membership, col(Membership.person_id) == Person.id)
        .where(Membership.merchant_id == scope.merchant_id)
        .order_by(Person.name, Person.email)
    )
    return [_colleague(row.Person, row.Membership) for row in rows]


def _colleague(person: Person, membership: Membership) -> Colleague:
    return Colleague(person.id, person.name, person.email, person.is_active and membership.is_active and not membership.location_id)


def me(scope: Scope) -> str:
    """The id of the person who acts. NotAllowed for machines and jobs: they have no views, notes and orders of their own."""
    if scope.audience is not Audience.STAFF or not scope.actor.startswith("person:"):
        raise NotAllowed(_("Only people can do this."))
    return scope.actor.removeprefix("person:")

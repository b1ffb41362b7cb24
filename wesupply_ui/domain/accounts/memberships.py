"""At which merchants does a person work, and as what? Reads of memberships that go by the person, not by a merchant."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import literal
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import CustomRole, Membership, Merchant, Person
from wesupply_ui.domain.accounts.roles import CUSTOM, name_of


@dataclass(frozen=True, slots=True)
class Workplace:
    """A merchant that a person may enter."""

    merchant_id: str
    slug: str
    name: str
    role_name: str


async def merchants_of(db: AsyncSession, person_id: str) -> list[Workplace]:
    """Every merchant that this person may enter now, by name. The caller has made sure that it is the person who asks."""
    own_role = (CustomRole.merchant_id == Merchant.id) & (col(Membership.role) == literal(CUSTOM) + CustomRole.id)
    rows = await db.execute(
        select(Merchant, Membership, CustomRole)
        .join(Membership, col(Membership.merchant_id) == Merchant.id)
        .join(Person, col(Person.id) == Membership.person_id)
        .outerjoin(CustomRole, own_role)
        .where(Membership.person_id == person_id, Membership.is_active, Person.is_active)
        .order_by(Merchant.name, Merchant.id)
    )
    return [_workplace(*row) for row in rows.all()]


def _workplace(merchant: Merchant, membership: Membership, own: CustomRole | None) -> Workplace:
    return Workplace(merchant.id, merchant.slug, merchant.name, name_of(membership.role, own.name if own else None))

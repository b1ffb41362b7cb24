"""A merchant asks all its staff for two factors, or stops asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.factors import CodeSecret, Passkey
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person
from wesupply_ui.domain.accounts.permissions import SECURITY_MANAGE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.accounts.sign_in import has_factor
from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.kernel.language import _


@dataclass(frozen=True, slots=True)
class TwoFactorRule:
    """Whether it is asked for, and how many of the staff have a second factor."""

    required: bool
    staff: int
    with_factor: int


async def require_two_factor(db: AsyncSession, scope: Scope, required: bool, *, now: datetime) -> None:
    """Set the rule. Who sets it needs a second factor first, or they would lock themselves out. Asks for a fresh proof of who it is."""
    scope.require(SECURITY_MANAGE)
    scope.require_recent(now)
    merchant = await db.get_one(Merchant, scope.merchant_id)
    if merchant.requires_two_factor == required:
        return
    if required and not await has_factor(db, scope.actor.removeprefix("person:")):
        raise Conflict(_("Set up two-factor sign-in for yourself first, on your account's page."))
    merchant.requires_two_factor = required
    change = {"before": {"requires_two_factor": not required}, "after": {"requires_two_factor": required}}
    await audit.note(db, scope, "two_factor.required" if required else "two_factor.left_free", f"merchant:{merchant.id}", at=now, **change)


async def two_factor_rule(db: AsyncSession, scope: Scope) -> TwoFactorRule:
    """How the rule stands."""
    scope.require(SECURITY_MANAGE)
    merchant = await db.get_one(Merchant, scope.merchant_id)
    staff = (
        select(func.count())
        .select_from(Membership)
        .join(Person, col(Person.id) == Membership.person_id)
        .where(Membership.merchant_id == scope.merchant_id, Membership.is_active, Person.is_active)
    )
    codes = exists().where(col(CodeSecret.person_id) == Person.id, col(CodeSecret.confirmed_at).is_not(None))
    keys = exists().where(col(Passkey.person_id) == Person.id)
    return TwoFactorRule(
        merchant.requires_two_factor,
        (await db.execute(staff)).scalar_one(),
        (await db.execute(staff.where(or_(codes, keys)))).scalar_one(),
    )

"""All reads of a merchant's policy: its versions, the one that judges an order, and the same ready for judging."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.compiled import Compiled, compile_policy
from wesupply_ui.domain.returns.document import Policy
from wesupply_ui.domain.returns.in_force import in_force
from wesupply_ui.domain.returns.models import PolicyVersion
from wesupply_ui.kernel.errors import Conflict, NotFound

MOST_READY = 256
_READY: dict[tuple[str, str], Compiled] = {}


class NoPolicy(Conflict):
    """The merchant has not published a return policy, or it begins later."""

    code = "no_policy"


def topic(merchant_id: str) -> str:
    """The live topic that tells that the policy, or the draft of the next one, is another."""
    return f"return_policy:{merchant_id}"


async def versions_of(db: AsyncSession, scope: Scope) -> Sequence[PolicyVersion]:
    """Every version, the newest first."""
    mine = select(PolicyVersion).where(PolicyVersion.merchant_id == scope.merchant_id)
    return (await db.execute(mine.order_by(col(PolicyVersion.number).desc()))).scalars().all()


async def newest_version(db: AsyncSession, scope: Scope) -> PolicyVersion | None:
    """The version published last; None before the first."""
    mine = select(PolicyVersion).where(PolicyVersion.merchant_id == scope.merchant_id)
    return (await db.execute(mine.order_by(col(PolicyVersion.number).desc()).limit(1))).scalar_one_or_none()


async def list_versions(db: AsyncSession, scope: Scope) -> Sequence[PolicyVersion]:
    """As `versions_of`, for those who may see returns."""
    scope.require(RETURNS_READ)
    return await versions_of(db, scope)


async def version_by_number(db: AsyncSession, scope: Scope, number: int) -> PolicyVersion:
    """NotFound when there is none, or when it is another merchant's."""
    scope.require(RETURNS_READ)
    mine = select(PolicyVersion).where(PolicyVersion.merchant_id == scope.merchant_id, PolicyVersion.number == number)
    found = (await db.execute(mine)).scalar_one_or_none()
    if found is None:
        raise NotFound("There is no such version of the return policy.")
    return found


async def current_version(db: AsyncSession, scope: Scope, *, now: datetime) -> PolicyVersion:
    """The one that judges an order placed now. NotFound before the first is in force."""
    found = in_force(await list_versions(db, scope), now, now)
    if found is None:
        raise NotFound("There is no return policy in force; publish one with PUT /api/v1/returns/policy.")
    return found


async def zone_of(db: AsyncSession, scope: Scope) -> ZoneInfo:
    """The merchant's time zone; UTC for one that the system's list of zones does not have."""
    try:
        return ZoneInfo((await db.get_one(Merchant, scope.merchant_id)).time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def ready(version: PolicyVersion, zone: ZoneInfo) -> Compiled:
    """A version compiled for judging. Versions never change, so that each is compiled once."""
    key = (version.id, zone.key)
    found = _READY.get(key)
    if found is None:
        if len(_READY) >= MOST_READY:
            _READY.clear()
        found = _READY[key] = compile_policy(Policy.model_validate(version.document), zone, version.number)
    return found

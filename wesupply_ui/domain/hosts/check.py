"""What a look into the DNS found is written down: the proof holds, is waited for, or has gone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.move import HOSTS
from wesupply_ui.domain.accounts.permissions import SETTINGS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.hosts.claim import holder_of
from wesupply_ui.domain.hosts.models import ShopDomain
from wesupply_ui.domain.hosts.proof import after_check
from wesupply_ui.domain.hosts.queries import domain
from wesupply_ui.kernel import live


async def record_check(db: AsyncSession, scope: Scope, domain_id: str, *, found: bool | None, now: datetime) -> ShopDomain:
    """Take over a check's result. A proof that is there takes the host from whoever had it: the owner of a domain decides.

    The host's first verified one becomes the merchant's primary. NotFound when the host was removed meanwhile.
    """
    scope.require(SETTINGS_WRITE)
    row = await domain(db, scope, domain_id)
    held = row.verified_at is not None
    standing = after_check(found=found, held=held, failures=row.failures, claimed_at=row.created_at, now=now)
    row.checked_at, row.claimed_until = now, None
    row.failures, row.due_at = standing.failures, standing.due_at
    row.lapsed_at = now if standing.lapsed else None
    if standing.holds == held:
        return row
    if standing.holds:
        if holder := await holder_of(db, row.host):
            await _take_from(db, holder, row.host, now)
        row.verified_at, row.is_primary = now, not await _has_primary(db, scope.merchant_id)
    else:
        row.verified_at, row.is_primary = None, False
    await db.flush()
    live.announce(db, HOSTS)
    action = "domain.verified" if standing.holds else "domain.lost"
    await audit.note(db, scope, action, f"domain:{row.id}", at=now, label=row.host, after={"host": row.host})
    return row


async def _take_from(db: AsyncSession, merchant_id: str, host: str, now: datetime) -> None:
    theirs = select(ShopDomain).where(ShopDomain.merchant_id == merchant_id, ShopDomain.host == host)
    row = (await db.execute(theirs)).scalar_one()
    row.verified_at, row.is_primary, row.due_at, row.lapsed_at = None, False, None, now
    await db.flush()
    system = scope_of_system(merchant_id, "job")
    await audit.note(db, system, "domain.lost", f"domain:{row.id}", at=now, label=host, after={"host": host})


async def _has_primary(db: AsyncSession, merchant_id: str) -> bool:
    primary = select(ShopDomain.id).where(ShopDomain.merchant_id == merchant_id, col(ShopDomain.is_primary))
    return (await db.execute(primary)).first() is not None

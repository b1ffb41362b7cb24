"""A merchant publishes a return policy: a new version, from an effective time on, for new orders or for all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import RETURNS_RULES
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.locations.queries import external_ids_in_use
from wesupply_ui.domain.returns.document import Policy, as_json
from wesupply_ui.domain.returns.models import PolicyVersion
from wesupply_ui.domain.returns.read_policy import read_policy
from wesupply_ui.domain.returns.versions import topic, versions_of, zone_of
from wesupply_ui.kernel.errors import FieldProblem
from wesupply_ui.kernel.live import announce
from wesupply_ui.kernel.outbox import tell


async def publish(db: AsyncSession, scope: Scope, raw: Any, *, now: datetime) -> tuple[PolicyVersion, bool, list[FieldProblem]]:
    """(the version, whether it is new, remarks). The same document again, for the same orders, changes nothing. Invalid with each fault."""
    scope.require(RETURNS_RULES)
    policy, remarks = await read(db, scope, raw)
    version, is_new = await add_version(db, scope, policy, now=now)
    return version, is_new, remarks


async def read(db: AsyncSession, scope: Scope, raw: Any) -> tuple[Policy, list[FieldProblem]]:
    """A raw document as this merchant's policy, with remarks; nothing is changed."""
    merchant = await db.get_one(Merchant, scope.merchant_id)
    return read_policy(
        raw, zone=await zone_of(db, scope), currency=merchant.currency, locations=await external_ids_in_use(db, scope.merchant_id)
    )


async def add_version(
    db: AsyncSession, scope: Scope, policy: Policy, *, now: datetime, restores: int | None = None
) -> tuple[PolicyVersion, bool]:
    """Write the next version with its fact and its note. (the version, whether it is new)."""
    await take_turns(db, scope.merchant_id)
    known = await versions_of(db, scope)
    document, effective_at = as_json(policy), policy.effective_at or now
    newest = known[0] if known else None
    if newest and newest.document == document and _holds_already(newest, policy, now):
        return newest, False
    version = PolicyVersion(
        merchant_id=scope.merchant_id,
        number=newest.number + 1 if newest else 1,
        name=policy.name,
        document=document,
        effective_at=effective_at,
        applies_to=policy.applies_to,
        restores=restores,
        published_at=now,
        published_by=scope.actor,
    )
    db.add(version)
    announce(db, topic(scope.merchant_id))
    subject, told = f"return_policy:{version.number}", {"version": version.number, "applies_to": version.applies_to}
    tell(db, merchant_id=scope.merchant_id, name="return_policy.published", subject=subject, at=now, **told)
    after = told | {"name": version.name, "effective_at": effective_at.isoformat(), "rules": len(policy.rules)}
    verb = "return_policy.published" if restores is None else "return_policy.restored"
    await audit.note(db, scope, verb, subject, at=now, label=version.name, after=after | ({"restores": restores} if restores else {}))
    return version, True


def _holds_already(newest: PolicyVersion, policy: Policy, now: datetime) -> bool:
    """Whether the newest version is in force for the same orders, or will be from the same time on."""
    same_time = newest.effective_at == policy.effective_at if policy.effective_at else newest.effective_at <= now
    return same_time and newest.applies_to == policy.applies_to


async def take_turns(db: AsyncSession, merchant_id: str) -> None:
    """One publisher of a merchant's at a time, until the transaction ends: the numbers follow each other."""
    await db.execute(select(Merchant.id).where(Merchant.id == merchant_id).with_for_update())

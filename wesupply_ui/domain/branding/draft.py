"""What would the shop look like? Keeps a person's unsaved brand under a random token, and gives it to that person alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.permissions import BRANDING_WRITE
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_session
from wesupply_ui.domain.branding.models import BrandDraft
from wesupply_ui.domain.branding.save import branded_merchant, checked
from wesupply_ui.kernel.errors import FieldProblem
from wesupply_ui.kernel.secrets import fingerprint, new_token

KEPT_FOR = timedelta(days=1)


async def draft(db: AsyncSession, scope: Scope, raw: Mapping[str, Any], *, now: datetime) -> tuple[str, list[FieldProblem], dict[str, Any]]:
    """Keep this form as the person's draft: the token that shows it, what is wrong in it (left as saved), and the brand it makes.

    Each change has a new token; the one before ends.
    """
    scope.require(BRANDING_WRITE)
    merchant = await branded_merchant(db, scope)
    brand, problems = await checked(db, merchant, raw)
    token = new_token(128)
    await db.execute(delete(BrandDraft).where(col(BrandDraft.changed_at) < now - KEPT_FOR))
    mine = select(BrandDraft).where(BrandDraft.merchant_id == scope.merchant_id, BrandDraft.actor == scope.actor)
    kept = (await db.execute(mine)).scalar_one_or_none()
    if kept is None:
        kept = BrandDraft(merchant_id=scope.merchant_id, actor=scope.actor, token_hash="", changed_at=now)
        db.add(kept)
    kept.token_hash, kept.brand, kept.changed_at = fingerprint(token), brand, now
    await db.flush()
    return token, problems, brand


async def drafted_brand(db: AsyncSession, merchant_id: str, *, token: str, session: str | None, now: datetime) -> dict[str, Any] | None:
    """The draft behind a preview's address, for the person who made it and on their own shop's pages. None for everybody else."""
    if not token or len(token) > 100:
        return None
    scope = await scope_of_session(db, session, now=now)
    if scope is None or scope.merchant_id != merchant_id or not scope.may(BRANDING_WRITE):
        return None
    mine = select(BrandDraft).where(BrandDraft.merchant_id == merchant_id, BrandDraft.actor == scope.actor)
    found = (await db.execute(mine.where(BrandDraft.token_hash == fingerprint(token), col(BrandDraft.changed_at) > now - KEPT_FOR))).first()
    return dict(found.BrandDraft.brand) if found else None

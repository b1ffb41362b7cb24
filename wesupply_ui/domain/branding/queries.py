"""What was changed about the brand, and which picture is behind a name? All reads of branding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.accounts.permissions import SETTINGS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.branding.models import BrandPicture, BrandVersion


@dataclass(frozen=True, slots=True)
class Save:
    """One save: who, when, which fields. `who` is empty for machines and those who are gone."""

    id: str
    who: str
    saved_at: datetime
    fields: tuple[str, ...]
    undone_at: datetime | None


async def history(db: AsyncSession, scope: Scope, *, limit: int = 10) -> list[Save]:
    """The newest saves first."""
    scope.require(SETTINGS_READ)
    found = await db.execute(
        select(BrandVersion, Person.name, Person.email)
        .outerjoin(Person, literal("person:") + col(Person.id) == col(BrandVersion.actor))
        .where(BrandVersion.merchant_id == scope.merchant_id)
        .order_by(col(BrandVersion.saved_at).desc(), col(BrandVersion.id).desc())
        .limit(limit)
    )
    return [Save(version.id, name or email or "", version.saved_at, _changed(version), version.undone_at) for version, name, email in found]


async def last_save(db: AsyncSession, scope: Scope) -> BrandVersion | None:
    """The newest save that still holds."""
    mine = select(BrandVersion).where(BrandVersion.merchant_id == scope.merchant_id, col(BrandVersion.undone_at).is_(None))
    newest = mine.order_by(col(BrandVersion.saved_at).desc(), col(BrandVersion.id).desc()).limit(1)
    return (await db.execute(newest)).scalar_one_or_none()


async def picture(db: AsyncSession, name: str) -> BrandPicture | None:
    """The picture of this name, for anybody: logos stand on public pages and in mails."""
    return await db.get(BrandPicture, name)


def _changed(version: BrandVersion) -> tuple[str, ...]:
    keys = {**version.before, **version.after}
    return tuple(key for key in keys if version.before.get(key) != version.after.get(key))

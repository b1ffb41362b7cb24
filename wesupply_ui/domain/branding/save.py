"""A person saves what the shop looks like: checked as a whole, kept with what was there before, seen at once on shoppers' pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import BRANDING_WRITE
from wesupply_ui.domain.accounts.profile import look_topic
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.branding.models import BrandPicture, BrandVersion
from wesupply_ui.domain.branding.read_brand import PICTURES, read_brand
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import FieldProblem, Invalid, NotFound
from wesupply_ui.kernel.language import _

MEDIA = "/media/"
SIZES = {"wide_logo_url": "wide_logo_size", "preview_image": "preview_image_size"}
"""Pictures whose width and height are kept beside them, so that pages can leave them room."""


async def save(db: AsyncSession, scope: Scope, raw: Mapping[str, Any], *, now: datetime) -> Merchant:
    """Take over the given fields of the brand; others stay. Invalid with each field's problem: then nothing is changed."""
    scope.require(BRANDING_WRITE)
    merchant = await branded_merchant(db, scope, lock=True)
    brand, problems = await checked(db, merchant, raw)
    if problems:
        raise Invalid(_("Some fields need another look."), problems=tuple(problems))
    await replaced(db, scope, merchant, brand, action="branding.changed", now=now)
    return merchant


async def checked(db: AsyncSession, merchant: Merchant, raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[FieldProblem]]:
    """The brand as it would be; pictures have to be this merchant's own, or stay what they were."""
    brand, problems = read_brand(raw, merchant.brand)
    for field in PICTURES:
        url, size = brand.get(field), SIZES.get(field)
        if field not in raw or url == merchant.brand.get(field):
            continue
        brand.pop(size or "", None)
        if not url:
            continue
        mine = select(BrandPicture.width, BrandPicture.height).where(BrandPicture.merchant_id == merchant.id)
        found = (await db.execute(mine.where(BrandPicture.name == url.removeprefix(MEDIA)))).first() if url.startswith(MEDIA) else None
        if found is None:
            problems.append(FieldProblem(field, _("Choose a picture again.")))
            brand.pop(field, None)
            brand |= {key: merchant.brand[key] for key in (field, size) if key in merchant.brand}
        elif size:
            brand[size] = [found.width, found.height]
    return brand, problems


async def replaced(db: AsyncSession, scope: Scope, merchant: Merchant, brand: dict[str, Any], *, action: str, now: datetime) -> None:
    """Give the merchant this brand, tell open pages and the log. Nothing happens when it is the same."""
    before = dict(merchant.brand)
    if brand == before:
        return
    merchant.brand = brand
    if action == "branding.changed":
        db.add(BrandVersion(merchant_id=merchant.id, actor=scope.actor, before=before, after=brand, saved_at=now))
    live.announce(db, look_topic(merchant.id))
    changed = [key for key in {**before, **brand} if before.get(key) != brand.get(key)]
    await audit.note(
        db,
        scope,
        action,
        f"merchant:{merchant.id}",
        at=now,
        label=merchant.name,
        before={key: before[key] for key in changed if key in before},
        after={key: brand[key] for key in changed if key in brand},
    )


async def branded_merchant(db: AsyncSession, scope: Scope, *, lock: bool = False) -> Merchant:
    """The caller's merchant. `lock`: two who save at once do so one after the other."""
    mine = select(Merchant).where(Merchant.id == scope.merchant_id)
    found = (await db.execute(mine.with_for_update() if lock else mine)).scalar_one_or_none()
    if found is None:
        raise NotFound(_("There is no such merchant."))
    return found

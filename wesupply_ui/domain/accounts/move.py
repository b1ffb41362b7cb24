"""A shop gets another address `/s/<slug>`; the former ones keep leading to it, and nobody else can take them."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.models import FormerSlug, HeldSlug, Merchant
from wesupply_ui.domain.accounts.permissions import SETTINGS_WRITE
from wesupply_ui.domain.accounts.profile import merchant_of
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid
from wesupply_ui.kernel.language import _

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
HOSTS = "hosts"
"""The live topic that tells doors to read again which host leads to which shop."""
MOST_FORMER = 20
"""So many old addresses a shop may hold: names are short, and shared by everybody."""


async def move(db: AsyncSession, scope: Scope, slug: str, *, now: datetime) -> Merchant:
    """The shop's address from now on. Going back to a former one is possible. Invalid, or Conflict when another shop has or had it."""
    scope.require(SETTINGS_WRITE)
    wanted = slug.strip().lower() if isinstance(slug, str) else ""
    if not SLUG.fullmatch(wanted):
        raise _invalid(_("Use 1 to 40 small letters, digits and hyphens; begin and end with a letter or digit."))
    merchant = await merchant_of(db, scope)
    if wanted == merchant.slug:
        return merchant
    owner = await whose_slug(db, wanted)
    if owner is not None and owner != merchant.id:
        raise Conflict(_("This address is taken."), problems=(FieldProblem("slug", _("Another shop has this address. Choose another.")),))
    former = await former_slugs(db, merchant.id)
    if len(former) >= MOST_FORMER and wanted not in former:
        raise _invalid(_("This shop has moved {most} times. Choose one of its former addresses.", most=MOST_FORMER))
    before = merchant.slug
    back = await db.get(FormerSlug, wanted)
    if back is not None:
        await db.delete(back)
    db.add(FormerSlug(slug=before, merchant_id=merchant.id, left_at=now))
    merchant.slug = wanted
    live.announce(db, HOSTS)
    await db.flush()
    await audit.note(
        db, scope, "profile.moved", f"merchant:{merchant.id}", at=now, label=merchant.name, before={"slug": before}, after={"slug": wanted}
    )
    return merchant


async def whose_slug(db: AsyncSession, slug: str) -> str | None:
    """The id of the merchant who has or had this slug; "" when it is held for nobody; None when it is free."""
    present = (await db.execute(select(Merchant.id).where(Merchant.slug == slug))).scalar_one_or_none()
    former = (await db.execute(select(FormerSlug.merchant_id).where(FormerSlug.slug == slug))).scalar_one_or_none()
    held = (await db.execute(select(HeldSlug.slug).where(HeldSlug.slug == slug))).scalar_one_or_none()
    return present or former or (None if held is None else "")


async def former_slugs(db: AsyncSession, merchant_id: str) -> list[str]:
    """Addresses that still lead here, newest first."""
    mine = select(FormerSlug.slug).where(FormerSlug.merchant_id == merchant_id).order_by(col(FormerSlug.left_at).desc())
    return list((await db.execute(mine)).scalars())


def _invalid(words: str) -> Invalid:
    return Invalid(words, problems=(FieldProblem("slug", words),))

"""A merchant claims a host: a name under the installation's domain at once, one of their own after the proof."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.move import HOSTS
from wesupply_ui.domain.accounts.permissions import SETTINGS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.hosts.hostname import read_host, read_label
from wesupply_ui.domain.hosts.models import ShopDomain
from wesupply_ui.domain.hosts.queries import own_host
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import Conflict, FieldProblem, Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.secrets import new_token
from wesupply_ui.kernel.settings import settings

MOST = 10


async def claim(db: AsyncSession, scope: Scope, raw: object, *, now: datetime) -> ShopDomain:
    """A domain of the merchant's own; it leads nowhere until the proof is found. Invalid, or Conflict when another shop has it."""
    scope.require(SETTINGS_WRITE)
    try:
        host = read_host(raw, own=own_host(), under=settings().shops_under)
    except ValueError as error:
        raise _invalid("host", str(error)) from error
    return await _added(
        db, scope, "host", ShopDomain(merchant_id=scope.merchant_id, host=host, token=new_token(128), created_at=now, due_at=now), now
    )


async def take_name(db: AsyncSession, scope: Scope, raw: object, *, now: datetime) -> ShopDomain:
    """A name under the installation's own domain; it leads to the shop at once."""
    scope.require(SETTINGS_WRITE)
    under = settings().shops_under
    if not under:
        raise _invalid("label", _("This installation gives no names away."))
    try:
        host = f"{read_label(raw)}.{under}"
    except ValueError as error:
        raise _invalid("label", str(error)) from error
    if host == own_host():
        raise _invalid("label", _("This name is kept for the installation itself. Choose another."))
    made = ShopDomain(merchant_id=scope.merchant_id, host=host, token="", is_ours=True, created_at=now, verified_at=now, checked_at=now)
    return await _added(db, scope, "label", made, now)


async def holder_of(db: AsyncSession, host: str) -> str | None:
    """The merchant to whose shop a host leads."""
    held = select(ShopDomain.merchant_id).where(ShopDomain.host == host, col(ShopDomain.verified_at).is_not(None))
    return (await db.execute(held)).scalar_one_or_none()


async def _added(db: AsyncSession, scope: Scope, field: str, made: ShopDomain, now: datetime) -> ShopDomain:
    mine = (await db.execute(select(ShopDomain).where(ShopDomain.merchant_id == scope.merchant_id))).scalars().all()
    if any(each.host == made.host for each in mine):
        raise _invalid(field, _("This shop has this domain already."))
    if len(mine) >= MOST:
        raise _invalid(field, _("A shop can have {most} domains. Remove one first.", most=MOST))
    if await holder_of(db, made.host):
        words = _("Another shop of this installation uses this domain.")
        raise Conflict(words, problems=(FieldProblem(field, words),))
    made.is_primary = made.verified_at is not None and not any(each.is_primary for each in mine)
    db.add(made)
    await db.flush()
    live.announce(db, HOSTS)
    await audit.note(db, scope, "domain.added", f"domain:{made.id}", at=now, label=made.host, after={"host": made.host})
    return made


def _invalid(field: str, words: str) -> Invalid:
    return Invalid(words, problems=(FieldProblem(field, words),))

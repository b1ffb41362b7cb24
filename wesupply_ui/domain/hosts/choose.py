"""Which host stands in links, and which goes: a merchant chooses the primary one, or gives one up."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.move import HOSTS
from wesupply_ui.domain.accounts.permissions import SETTINGS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.hosts.models import ShopDomain
from wesupply_ui.domain.hosts.queries import domain, domains_of
from wesupply_ui.kernel import live
from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.kernel.language import _


async def make_primary(db: AsyncSession, scope: Scope, domain_id: str, *, now: datetime) -> ShopDomain:
    """Links in mails name this host from now on. Conflict while it does not lead here."""
    scope.require(SETTINGS_WRITE)
    chosen = await domain(db, scope, domain_id)
    if chosen.verified_at is None:
        raise Conflict(_("This domain is not verified yet."))
    for each in await domains_of(db, scope):
        each.is_primary = each.id == chosen.id
    await audit.note(db, scope, "domain.made_primary", f"domain:{chosen.id}", at=now, label=chosen.host, after={"host": chosen.host})
    return chosen


async def use_none(db: AsyncSession, scope: Scope, *, now: datetime) -> None:
    """Links name the installation's own address again."""
    scope.require(SETTINGS_WRITE)
    primary = [each for each in await domains_of(db, scope) if each.is_primary]
    for each in primary:
        each.is_primary = False
        await audit.note(db, scope, "domain.made_secondary", f"domain:{each.id}", at=now, label=each.host, before={"host": each.host})


async def remove(db: AsyncSession, scope: Scope, domain_id: str, *, now: datetime) -> str:
    """The host leads nowhere any more; its name. Links that name it end."""
    scope.require(SETTINGS_WRITE)
    gone = await domain(db, scope, domain_id)
    await db.delete(gone)
    live.announce(db, HOSTS)
    await audit.note(db, scope, "domain.removed", f"domain:{gone.id}", at=now, label=gone.host, before={"host": gone.host})
    return gone.host

"""Which hosts lead where? All reads of hosts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import SETTINGS_READ
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.hosts.models import ShopDomain
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.kernel.settings import settings


@dataclass(frozen=True, slots=True)
class Site:
    """Whose shop answers under a host."""

    merchant_id: str
    slug: str


async def verified_sites(db: AsyncSession) -> dict[str, Site]:
    """Every host that leads to a shop, of all merchants: for the door that reads the Host header."""
    rows = await db.execute(
        select(ShopDomain.host, Merchant.id, Merchant.slug)
        .join(Merchant, Merchant.id == ShopDomain.merchant_id)  # type: ignore[arg-type]
        .where(col(ShopDomain.verified_at).is_not(None))
    )
    return {host: Site(merchant_id, slug) for host, merchant_id, slug in rows}


async def domains_of(db: AsyncSession, scope: Scope) -> Sequence[ShopDomain]:
    """The merchant's hosts: the primary one first, then by age."""
    scope.require(SETTINGS_READ)
    mine = select(ShopDomain).where(ShopDomain.merchant_id == scope.merchant_id)
    return (
        (await db.execute(mine.order_by(col(ShopDomain.is_primary).desc(), col(ShopDomain.created_at), col(ShopDomain.id)))).scalars().all()
    )


async def domain(db: AsyncSession, scope: Scope, domain_id: str) -> ShopDomain:
    """One of the merchant's. NotFound, also for another's."""
    mine = select(ShopDomain).where(ShopDomain.merchant_id == scope.merchant_id, ShopDomain.id == domain_id)
    found = (await db.execute(mine.with_for_update())).scalar_one_or_none()
    if found is None:
        raise NotFound(_("There is no such domain."))
    return found


async def shop_base(db: AsyncSession, merchant_id: str) -> str:
    """What comes before "/t/…" in links to this merchant's pages: their primary verified host, else the installation's address."""
    primary = select(ShopDomain.host).where(
        ShopDomain.merchant_id == merchant_id, col(ShopDomain.is_primary), col(ShopDomain.verified_at).is_not(None)
    )
    host = (await db.execute(primary)).scalar_one_or_none()
    return base_of(host) if host else settings().base_url.rstrip("/")


def base_of(host: str) -> str:
    """The address of a host: scheme and port as the installation has them."""
    own = urlsplit(settings().base_url)
    return f"{own.scheme}://{host}" + (f":{own.port}" if own.port else "")


def own_host() -> str:
    """The installation's own host."""
    return (urlsplit(settings().base_url).hostname or "").lower()

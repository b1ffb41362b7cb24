"""What is the address of an order's tracking page, and whose order is behind an address? Only this installation can make the tokens."""

from __future__ import annotations

import re

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.orders.models import Order
from wesupply_ui.kernel.secrets import capability, fingerprint
from wesupply_ui.kernel.settings import settings

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


def link_token(order_id: str, version: int) -> str:
    """The token of an order's link. Raising the version ends the links made before."""
    return capability("order", order_id, version)


def link_hash(order_id: str, version: int) -> str:
    """What is stored of the token."""
    return fingerprint(link_token(order_id, version))


def url_of_token(token: str, base: str = "") -> str:
    """The page's address. `base`: the shop's own (`hosts.queries.shop_base`); empty: the installation's, which always works."""
    return f"{base or settings().base_url.rstrip('/')}/t/{token}"


def tracking_url(order: Order, base: str = "") -> str:
    """The address that goes to the shopper."""
    return url_of_token(link_token(order.id, order.link_version), base)


async def order_of_token(db: AsyncSession, token: str) -> Order | None:
    """Whose link is this? None for a token that was never made or has been ended."""
    # A stranger's text is looked up all the same, so that its shape makes no difference in time.
    wanted = fingerprint(token if _TOKEN.fullmatch(token) else "")
    return (await db.execute(select(Order).where(Order.link_hash == wanted))).scalar_one_or_none()

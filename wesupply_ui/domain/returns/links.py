"""What is the address of a return's page, and whose return is behind an address? Only this installation can make the tokens."""

from __future__ import annotations

import re

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.kernel.secrets import capability, fingerprint
from wesupply_ui.kernel.settings import settings

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


def return_token(return_id: str, version: int) -> str:
    """The token of a return's link. Raising the version ends the links made before."""
    return capability("return", return_id, version)


def return_link_hash(return_id: str, version: int) -> str:
    """What is stored of the token."""
    return fingerprint(return_token(return_id, version))


def return_url(request: ReturnRequest, base: str = "") -> str:
    """The address that goes to the shopper. `base`: the shop's own (`hosts.queries.shop_base`); empty: the installation's."""
    return f"{base or settings().base_url.rstrip('/')}/r/{return_token(request.id, request.link_version)}"


async def return_of_token(db: AsyncSession, token: str) -> ReturnRequest | None:
    """Whose link is this? None for a token that was never made or has been ended. Its holder's scope: `scope_of_link` of its order."""
    # A stranger's text is looked up all the same, so that its shape makes no difference in time.
    wanted = fingerprint(token if _TOKEN.fullmatch(token) else "")
    return (await db.execute(select(ReturnRequest).where(ReturnRequest.link_hash == wanted))).scalar_one_or_none()

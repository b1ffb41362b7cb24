"""A merchant names the sites that may show its shoppers' pages within theirs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.permissions import SETTINGS_WRITE
from wesupply_ui.domain.accounts.profile import merchant_of
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.hosts.embedding import read_sites
from wesupply_ui.kernel.errors import FieldProblem, Invalid


async def let_embed(db: AsyncSession, scope: Scope, raw: object, *, now: datetime) -> list[str]:
    """These sites and no others, from now on; none for an empty text. Invalid for what is no site."""
    scope.require(SETTINGS_WRITE)
    try:
        wanted = read_sites(raw)
    except ValueError as error:
        raise Invalid(str(error), problems=(FieldProblem("sites", str(error)),)) from error
    merchant = await merchant_of(db, scope)
    before = merchant.embedders
    if wanted != before:
        merchant.embedders = wanted
        await audit.note(
            db, scope, "embedding.changed", f"merchant:{merchant.id}", at=now, label=merchant.name,
            before={"sites": before}, after={"sites": wanted},
        )  # fmt: skip
    return wanted

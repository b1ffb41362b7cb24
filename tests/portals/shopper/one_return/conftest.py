"""A shop that takes things back, a return of Ada's, and her browser without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.returning import bought, returned, takes_back
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.returns.links import return_token
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database


@dataclass
class Shop:
    """Its scope, the return's id, and the path of its page."""

    scope: Scope
    return_id: str
    path: str
    database: Database

    async def do(self, use_case: Any, raw: dict[str, Any] | None = None, **changes: Any) -> Any:
        async with self.database.transaction() as db:
            return await use_case(db, self.scope, self.return_id, raw or {}, now=changes.get("now") or clock.now())


async def a_return(database: Database, slug: str = "acme", *until: str, **default: Any) -> Shop:
    async with database.transaction() as db:
        merchant = Merchant(slug=slug, name=slug.title(), time_zone="America/Chicago", currency="USD", country="US")
        db.add(merchant)
        await db.flush()
        scope = await takes_back(db, merchant, **default)
        await bought(db, scope)
        held = await returned(db, scope, *until, socks=2, lamp=1)
        return Shop(scope, held.request.id, f"/r/{return_token(held.request.id, held.request.link_version)}", database)


@pytest.fixture
async def shop(sqlite: Database) -> Shop:
    """R-1001 of order #5001: two pairs of socks and a lamp; somebody has to look at it."""
    return await a_return(sqlite)

"""Two merchants in one database, and tabs of their staff."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

import wesupply_ui.wesupply_ui  # noqa: F401  (pages give States their route arguments)
from tests.builders import a_merchant
from tests.portals.staff import signed_in_as
from tests.portals.tabs import Tab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.person import PersonState

OpenTab = Callable[..., Awaitable[Tab]]


@pytest.fixture
async def acme(sqlite: Database) -> Merchant:
    """The merchant whose staff look."""
    async with sqlite.transaction() as db:
        return await a_merchant(db, password=None)


@pytest.fixture
async def rival(sqlite: Database) -> Merchant:
    """Another merchant of the same installation."""
    async with sqlite.transaction() as db:
        return await a_merchant(db, "rival", name="Rival Gear", password=None)


@pytest.fixture
def tab(sqlite: Database, acme: Merchant) -> OpenTab:
    """`await tab("/app/orders?q=ada", role="analyst", number="#5001")`: a signed-in tab at an address, its frame loaded."""

    async def open_tab(path: str = "/app", *, role: str = "owner", merchant: Merchant | None = None, **params: str) -> Tab:
        opened = Tab(await signed_in_as(sqlite, merchant or acme, role), path=path, **params)
        await opened.call(PersonState.load)
        return opened

    return open_tab

"""A stranger's browser at the shopper's door, whom nobody has counted yet."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.portals.shopper.door import pages
from wesupply_ui.kernel import throttle
from wesupply_ui.portals.shopper.pages_first import PagesFirst


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    throttle.forget_all()


@pytest.fixture
async def asking() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(PagesFirst(pages())), base_url="http://shop.test") as client:
        yield client

"""What a stranger's browser gets at the shopper's addresses, before any script."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.responses import PlainTextResponse

from tests.portals.shopper import orders
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.shopper.pages_first import PagesFirst


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    app = PagesFirst(PlainTextResponse("behind", 404))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop.test") as client:
        yield client


async def test_a_link_opens_the_page_with_sentence_date_and_timeline(sqlite: Database, browser: httpx.AsyncClient):
    async with sqlite.transaction() as db:
        made = await orders.on_its_way(db, await orders.shop(db), now=clock.now())
    page = await browser.get(f"/t/{orders.token_of(made)}")
    assert page.status_code == 200
    assert "Arriving " in page.text and "Departed from facility" in page.text and "8 minutes ago" in page.text

"""A shopper who bears the label's price sees it before they ask for the return, and it holds."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlmodel import select

from tests.jobs.labels.coming_back import AUSTIN, NEWARK
from tests.portals.shopper.returning.shopping import Shopper, shopper, words_of
from wesupply_ui import runtime
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.labels.accounts import connect
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.returns.request_models import ReturnItem
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.simulator.running import Running, running
from wesupply_ui.simulator.sign_in import API_KEY


@pytest.fixture
async def provider() -> AsyncIterator[Running]:
    runtime.label_quotes.cache_clear()
    async with running() as up:
        yield up
        await runtime.http().aclose()
    runtime.label_quotes.cache_clear()


@pytest.fixture
async def ada(sqlite: Database, asking: httpx.AsyncClient, provider: Running) -> Shopper:
    found = await shopper(sqlite, asking, destination="warehouse", return_cost={"kind": "label", "amount": "6.50"})
    async with sqlite.transaction() as db:
        scope = scope_of_system(found.merchant_id, "test")
        await put_location(db, scope, "warehouse", {"name": "Newark", "kind": "warehouse", "address": NEWARK}, now=clock.now())
        await connect(db, scope, "easypost", {"api_key": API_KEY}, base_url=provider.label_urls["easypost"], now=clock.now())
        (await db.get_one(Order, found.order_id)).address = dict(AUSTIN)
    return found


async def test_the_labels_price_is_seen_before_and_holds(sqlite: Database, ada: Shopper, provider: Running) -> None:
    review = await ada.until_review(lamp=1)
    seen = words_of(await ada.asking.get(review))
    assert "8.20" in seen and "$78.40" in seen
    made = await ada.confirm(review)
    assert made.status_code == 303 and made.headers["location"].startswith("/r/"), words_of(made)
    async with sqlite.reading() as db:
        (item,) = (await db.execute(select(ReturnItem))).scalars()
    assert (item.return_cost_minor, item.estimated) == (820, True)
    assert len(provider.simulation.labels.drafts) == 1, "asked for once"

"""A label that the shopper bears is quoted at what it would cost, and at the policy's estimate where nobody answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import select

from tests.api.returns.asking import POLICY, Client, asked, order
from tests.jobs.labels.coming_back import AUSTIN, NEWARK
from wesupply_ui import runtime
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.labels import quoted
from wesupply_ui.domain.labels.accounts import connect
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.simulator.faults import Fault, FaultKind
from wesupply_ui.simulator.running import Running, running
from wesupply_ui.simulator.sign_in import API_KEY

ESTIMATE, RATE = "6.50", "8.20"
"""What the policy says, and what the simulator asks for 600 g: the box, and a pair of boots of which nobody says the weight."""


@pytest.fixture
async def provider() -> AsyncIterator[Running]:
    runtime.label_quotes.cache_clear()
    async with running() as up:
        yield up
        await runtime.http().aclose()
    runtime.label_quotes.cache_clear()


async def a_shop(client: Client, database: Database, provider: Running | None = None) -> httpx.AsyncClient:
    shop = await client()
    says = POLICY["default"] | {"return_cost": {"kind": "label", "amount": ESTIMATE}}
    assert (await shop.put("/api/v1/returns/policy", json=POLICY | {"default": says})).status_code < 300
    place = {"name": "Newark", "kind": "warehouse", "address": NEWARK}
    assert (await shop.put("/api/v1/locations/warehouse-1", json=place)).status_code < 300
    assert (await shop.post("/api/v1/orders", json=order(shipping_address=AUSTIN))).status_code < 300
    if provider:
        async with database.transaction() as db:
            scope = scope_of_system((await db.execute(select(Merchant.id))).scalar_one(), "test")
            await connect(db, scope, "easypost", {"api_key": API_KEY}, base_url=provider.label_urls["easypost"], now=clock.now())
    return shop


async def cost(shop: httpx.AsyncClient, **changes: Any) -> str:
    answer = await shop.post("/api/v1/returns/quote", json=asked(**changes))
    assert answer.status_code == 200, answer.text
    return answer.json()["money"]["return_cost"]


async def test_a_label_is_quoted_at_its_price_and_the_return_holds_to_it(client: Client, database: Database, provider: Running) -> None:
    shop = await a_shop(client, database, provider)
    assert await cost(shop) == RATE
    assert await cost(shop, method="store") == "0.00", "no label, no price"
    told = (await shop.post("/api/v1/returns/quote", json=asked())).json()["money"]["total"]
    made = await shop.post("/api/v1/returns", json=asked(expected_total=told))
    assert (made.status_code, made.json()["money"]["return_cost"]) == (201, RATE)
    assert len(provider.simulation.labels.drafts) == 1, "asked for once, and kept"
    assert provider.simulation.labels.sales == {}


async def test_without_an_account_the_policys_estimate_stands(client: Client, database: Database, provider: Running) -> None:
    assert await cost(await a_shop(client, database)) == ESTIMATE


async def test_a_provider_that_fails_or_is_silent_holds_nobody_up(client: Client, database: Database, provider: Running) -> None:
    shop = await a_shop(client, database, provider)
    provider.simulation.faults.add(Fault(FaultKind.MALFORMED, "easypost", calls="rates", count=1))
    assert await cost(shop) == ESTIMATE
    runtime.label_quotes().patience = 0.2
    provider.simulation.faults.add(Fault(FaultKind.SLOW, "easypost", calls="rates", count=1, milliseconds=5_000))
    begun = clock.now()
    assert await cost(shop) == ESTIMATE
    assert await cost(shop) == ESTIMATE, "and it is not asked again at once"
    assert clock.now() - begun < timedelta(seconds=4)
    with clock.at(begun + quoted.SPARED_FOR + timedelta(seconds=5)):
        assert await cost(shop) == RATE

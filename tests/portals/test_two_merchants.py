"""Two merchants whose orders, shoppers and parcels have the very same names: wherever one looks, it finds its own and nothing else."""

from __future__ import annotations

import csv
import io
import secrets

import httpx
import pytest

from tests.access.test_access_table import _bearer, _token
from tests.builders import a_merchant, an_order
from tests.portals.staff import signed_in_as
from tests.portals.tabs import Tab
from wesupply_ui.api.app import create_app
from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import FOR_MACHINES
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.domain.orders.find import find_order
from wesupply_ui.domain.orders.links import order_of_token
from wesupply_ui.domain.tracking.ask_now import ask_now
from wesupply_ui.kernel import clock, live
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.portals.merchant.orders.state import OrdersState
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.shipments.state import ShipmentsState

NUMBER, PARCEL, EMAIL = "#5001", "1Z999AA10123456784", "ada@example.com"


@pytest.fixture
async def acme(sqlite: Database) -> Merchant:
    async with sqlite.transaction() as db:
        return await a_merchant(db, password=None)


@pytest.fixture
async def rival(sqlite: Database) -> Merchant:
    async with sqlite.transaction() as db:
        return await a_merchant(db, "rival", name="Rival Gear", password=None)


@pytest.fixture(autouse=True)
async def same_names(sqlite: Database, acme: Merchant, rival: Merchant) -> dict[str, str]:
    """The same number, shop's own id, mail address and tracking number at both; only what the person is called differs."""
    ids = {}
    async with sqlite.transaction() as db:
        for shop, name in ((acme, "Ada Acme"), (rival, "Ada Rival")):
            ids[shop.slug] = (await an_order(db, shop, NUMBER, name=name, email=EMAIL, parcels=[PARCEL])).id
            await audit.note(db, scope_of_system(shop.id, "test"), "order.noted", "order:5001", at=clock.now(), label=name)
    return ids


async def _tab(sqlite: Database, shop: Merchant, path: str) -> Tab:
    tab = Tab(await signed_in_as(sqlite, shop, "owner"), path=path, token=shop.slug)
    await tab.call(PersonState.load)
    return tab


async def _client(headers: dict[str, str]) -> httpx.AsyncClient:
    where = (f"198.18.{secrets.randbelow(256)}.{secrets.randbelow(256)}", 1)
    transport = httpx.ASGITransport(create_app(), client=where)
    return httpx.AsyncClient(transport=transport, base_url="http://localhost:8000", headers=headers)


async def test_lists_and_search_find_ones_own(sqlite: Database, acme: Merchant, rival: Merchant) -> None:
    for shop, name in ((acme, "Ada Acme"), (rival, "Ada Rival")):
        for query in ("", "?q=5001", f"?q={PARCEL}", "?q=ada@example.com", "?q=ada"):
            tab = await _tab(sqlite, shop, f"/app/orders{query}")
            await tab.call(OrdersState.load)
            assert [row.person for row in (await tab.state(OrdersState)).rows] == [name], query
        tab = await _tab(sqlite, shop, f"/app/shipments?q={PARCEL}")
        await tab.call(ShipmentsState.load)
        assert len((await tab.state(ShipmentsState)).rows) == 1


async def test_the_api_answers_each_with_its_own_also_one_after_the_other(sqlite: Database, acme: Merchant, rival: Merchant) -> None:
    app_tokens = {shop.slug: await _token(sqlite, shop, FOR_MACHINES) for shop in (acme, rival)}
    for _ in range(2):  # the second time whatever is kept in memory is warm
        for slug, name in (("acme", "Acme"), ("rival", "Rival")):
            async with await _client(_bearer(app_tokens[slug])) as client:
                order = (await client.get("/api/v1/orders/5001")).json()
                assert order["customer"]["last_name"] == name
                listed = (await client.get(f"/api/v1/orders?q={PARCEL}")).json()["items"]
                assert [each["customer"]["last_name"] for each in listed] == [name]
                parcel = (await client.get(f"/api/v1/shipments/{PARCEL}")).text
                assert {"acme": "rival", "rival": "acme"}[slug] not in parcel.lower()


async def test_one_key_at_two_merchants_is_two_requests(sqlite: Database, acme: Merchant, rival: Merchant) -> None:
    told = []
    for shop in (acme, rival):
        headers = _bearer(await _token(sqlite, shop, FOR_MACHINES)) | {"Idempotency-Key": "the same"}
        async with await _client(headers) as client:
            raw = {"external_id": "77", "number": "#77", "placed_at": "2026-11-20T10:15:00Z", "currency": "USD", "lines": []}
            told.append((await client.post("/api/v1/orders", json=raw)).json()["results"][0])
    assert told[0]["outcome"] == told[1]["outcome"] and told[0].get("tracking_url") != told[1].get("tracking_url")


async def test_a_shoppers_look_up_opens_the_shops_own_order(
    sqlite: Database,
    acme: Merchant,
    rival: Merchant,
    same_names: dict[str, str],
) -> None:
    async with sqlite.reading() as db:
        for shop in (acme, rival):
            token = await find_order(db, shop.id, number=NUMBER, second_fact=EMAIL)
            assert token
            found = await order_of_token(db, token)
            assert found is not None and found.id == same_names[shop.slug]


async def test_news_of_one_is_not_told_to_the_other(sqlite: Database, acme: Merchant, rival: Merchant) -> None:
    heard: set[str] = set()

    async def listen(topics: frozenset[str]) -> None:
        heard.update(topics)

    stop = live.subscribe(listen)
    try:
        async with sqlite.transaction() as db:
            await an_order(db, acme, NUMBER, name="Ada Acme", email=EMAIL, parcels=[PARCEL], status="cancelled")
    finally:
        stop()
    assert f"merchant:{acme.id}" in heard and not any(rival.id in topic for topic in heard)


async def test_the_log_as_a_file_holds_ones_own(sqlite: Database, acme: Merchant, rival: Merchant) -> None:
    for shop, name in ((acme, "Ada Acme"), (rival, "Ada Rival")):
        cookie = {"Cookie": f"{SESSION_COOKIE}={await signed_in_as(sqlite, shop, 'owner')}"}
        async with await _client(cookie) as client:
            rows = csv.DictReader(io.StringIO((await client.get("/api/exports/audit.csv?q=Ada")).content.decode("utf-8-sig"), newline=""))
            assert [row["about"] for row in rows] == [name]


async def test_nobody_asks_for_the_others_parcel(sqlite: Database, acme: Merchant, rival: Merchant) -> None:
    from sqlmodel import select

    from wesupply_ui.domain.tracking.models import Parcel

    async with sqlite.transaction() as db:
        theirs = (await db.execute(select(Parcel.id).where(Parcel.merchant_id == rival.id))).scalar_one()
        with pytest.raises(NotFound):
            await ask_now(db, scope_of_system(acme.id, "test"), theirs, now=clock.now())

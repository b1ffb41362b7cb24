"""A retry under the same Idempotency-Key gets the first answer and does nothing twice."""

from __future__ import annotations

import asyncio

import httpx
from sqlmodel import func, select

from tests.api.conftest import Open
from tests.domain.orders.orders import an_order
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.kernel.db import Database

KEY = {"Idempotency-Key": "k-1"}


async def test_a_retry_gets_the_same_answer(shop: httpx.AsyncClient) -> None:
    first = await shop.post("/api/v1/orders", json=an_order(), headers=KEY)
    again = await shop.post("/api/v1/orders", json=an_order(), headers=KEY)
    assert first.json()["results"][0]["outcome"] == "created"
    assert (again.status_code, again.content, again.headers["idempotency-replayed"]) == (200, first.content, "true")


async def test_another_request_under_the_same_key_is_refused(shop: httpx.AsyncClient) -> None:
    await shop.post("/api/v1/orders", json=an_order(), headers=KEY)
    other = await shop.post("/api/v1/orders", json=an_order("2"), headers=KEY)
    assert other.status_code == 422 and other.json()["type"].endswith("/key-used")


async def test_ten_at_once_do_it_once(sqlite: Database, shop: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(shop.post("/api/v1/orders", json=an_order(), headers=KEY) for _ in range(10)))
    assert {answer.content for answer in answers} == {answers[0].content}
    assert sum("idempotency-replayed" in answer.headers for answer in answers) == 9
    async with sqlite.reading() as db:
        assert (await db.execute(select(func.count()).select_from(Order))).scalar_one() == 1


async def test_a_refused_request_may_be_mended_under_its_key_and_rejections_are_kept(shop: httpx.AsyncClient) -> None:
    broken = await shop.post("/api/v1/shipments", json={"tracking_number": "?"}, headers=KEY)
    assert broken.status_code == 422
    mended = await shop.post("/api/v1/shipments", json={"tracking_number": "1Z999AA10123456784"}, headers=KEY)
    assert mended.status_code == 201


async def test_keys_belong_to_their_caller(open_shop: Open) -> None:
    acme, other = await open_shop("acme"), await open_shop("other")
    await acme.post("/api/v1/orders", json=an_order(), headers=KEY)
    theirs = await other.post("/api/v1/orders", json=an_order("9"), headers=KEY)
    assert theirs.status_code == 200 and theirs.json()["results"][0]["outcome"] == "created"


async def test_a_key_that_is_none_is_refused(shop: httpx.AsyncClient) -> None:
    for key in ("", "x" * 256):
        answer = await shop.post("/api/v1/orders", json=an_order(), headers={"Idempotency-Key": key})
        assert answer.status_code == 400 and answer.json()["type"].endswith("/bad-idempotency-key")

"""Machines see how a label stands, print it by a link that ends, give it back, and try it again with a better address."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from sqlmodel import select

from tests.builders import a_merchant
from tests.domain.labels.asks import NOWHERE, ask
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.labels.models import Label
from wesupply_ui.domain.labels.want import Cause, want_label
from wesupply_ui.kernel import clock, kept_files
from wesupply_ui.kernel.db import Database

PDF = b"%PDF-1.4 a label"


@pytest.fixture
async def acme(shop: httpx.AsyncClient, sqlite: Database) -> Merchant:
    async with sqlite.reading() as db:
        return (await db.execute(select(Merchant).where(Merchant.slug == "acme"))).scalar_one()


async def a_label(db: Database, merchant: Merchant, key: str = "k", **changes: object) -> str:
    async with db.transaction() as session:
        scope = scope_of_system(merchant.id, "test")
        label = await want_label(session, scope, Cause("return", "r1"), ask(sender=NOWHERE), key=key, now=clock.now())
        for name, value in changes.items():
            setattr(label, name, value)
    return label.id


async def bought(db: Database, merchant: Merchant) -> str:
    name = kept_files.keep(merchant.id, PDF, "pdf")
    more = {"price_minor": 1194, "currency": "USD", "number": "94001", "carrier": "usps", "bought_at": clock.now()}
    return await a_label(db, merchant, state="bought", files={"pdf": name}, **more)


async def test_a_label_is_told_and_printed_by_a_link_that_ends(shop: httpx.AsyncClient, sqlite: Database, acme: Merchant) -> None:
    label_id = await bought(sqlite, acme)
    told = (await shop.get(f"/api/v1/labels/{label_id}")).json()
    assert (told["state"], told["price"], told["cause"], told["failure"]) == ("bought", "11.94", {"kind": "return", "id": "r1"}, None)
    link = told["files"]["pdf"]
    del shop.headers["authorization"]
    file = await shop.get(link)
    assert (file.status_code, file.content, file.headers["content-type"]) == (200, PDF, "application/pdf")
    assert "sandbox" in file.headers["content-security-policy"] and "no-store" in file.headers["cache-control"]
    with clock.at(clock.now() + timedelta(minutes=31)):
        assert (await shop.get(link)).status_code == 404


async def test_a_link_opens_one_file_of_one_label(shop: httpx.AsyncClient, sqlite: Database, acme: Merchant) -> None:
    label_id, other = await bought(sqlite, acme), await a_label(sqlite, acme, "other")
    link = (await shop.get(f"/api/v1/labels/{label_id}")).json()["files"]["pdf"]
    wrong = [link.replace(label_id, other), link.replace("/pdf?", "/zpl?"), link[:-3] + "abc", link.partition("?")[0]]
    wrong += [link.partition("?")[0] + "?pass=ffffffff.", link.partition("?")[0] + "?pass=zz." + link[-24:]]
    assert {(await shop.get(each)).status_code for each in wrong} == {404}


async def test_a_label_is_given_back_once(shop: httpx.AsyncClient, sqlite: Database, acme: Merchant) -> None:
    label_id = await bought(sqlite, acme)
    for _ in range(2):
        answer = await shop.post(f"/api/v1/labels/{label_id}/void", json={})
        assert (answer.status_code, answer.json()["void_wanted"]) == (200, True)
    waiting = await a_label(sqlite, acme, "waiting")
    assert (await shop.post(f"/api/v1/labels/{waiting}/void", json={})).json()["state"] == "voided"
    used = await a_label(sqlite, acme, "used", state="used")
    assert (await shop.post(f"/api/v1/labels/{used}/void", json={})).status_code == 409


async def test_what_was_not_bought_is_tried_again_from_a_better_address(shop: httpx.AsyncClient, sqlite: Database, acme: Merchant) -> None:
    failed = {"state": "failed", "failure_code": "address_invalid", "owner": "shopper", "due_at": None}
    label_id = await a_label(sqlite, acme, **failed)
    told = (await shop.get(f"/api/v1/labels/{label_id}")).json()["failure"]
    assert (told["code"], told["owner"], told["next_try_at"]) == ("address_invalid", "shopper", None)
    for body, field in (({"sender": {"line1": "1 Main St"}}, "sender.city"), ({"sender": "home"}, "sender"), ({"to": {}}, "to")):
        refused = await shop.post(f"/api/v1/labels/{label_id}/retry", json=body)
        assert refused.status_code == 422 and field in {each["field"] for each in refused.json()["problems"]}
    sender = {"name": "Ada", "line1": "1 Main St", "city": "Austin", "region": "TX", "postcode": "78701", "country": "US"}
    assert (await shop.post(f"/api/v1/labels/{label_id}/retry", json={"sender": sender})).json()["state"] == "wanted"
    async with sqlite.reading() as db:
        label = await db.get_one(Label, label_id)
    assert label.ask["sender"]["line1"] == "1 Main St" and label.due_at is not None
    assert (await shop.post(f"/api/v1/labels/{label_id}/retry", json={})).status_code == 409


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("POST", "/void"), ("POST", "/retry")])
async def test_another_merchant_s_label_is_not_there(shop: httpx.AsyncClient, sqlite: Database, method: str, path: str) -> None:
    async with sqlite.transaction() as db:
        rival = await a_merchant(db, "rival", password=None)
    label_id = await bought(sqlite, rival)
    body = {"json": {}} if method == "POST" else {}
    assert (await shop.request(method, f"/api/v1/labels/{label_id}{path}", **body)).status_code == 404  # type: ignore[arg-type]

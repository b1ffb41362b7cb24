"""Money over REST: credit is given and spent, refunds are confirmed, Stripe's pushes are believed by their signature, and it adds up."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from decimal import Decimal

import httpx
import pytest
from sqlmodel import select

from tests.access.test_access_table import _token
from tests.builders import an_order
from tests.domain.ledger.conftest import Money
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.ledger.cause import Cause
from wesupply_ui.domain.ledger.credit_models import StoreCredit
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.ledger.settle import settle
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.jobs import inbox
from wesupply_ui.kernel import clock, throttle
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.inbox import Pushed
from wesupply_ui.simulator.payments import SECRET_KEY, WEBHOOK_SECRET, signed

ALL = frozenset({"returns.settle", "returns.read", "credit.spend", "orders.export", "settings.write"})
As = Callable[..., Awaitable[httpx.AsyncClient]]


@pytest.fixture
async def as_client(sqlite: Database, stranger: httpx.AsyncClient) -> AsyncIterator[As]:
    """A merchant's machine with these scopes."""
    opened: list[httpx.AsyncClient] = []

    async def open_(slug: str = "acme", scopes: frozenset[str] = ALL) -> httpx.AsyncClient:
        async with sqlite.transaction() as db:
            merchant = (await db.execute(select(Merchant).where(Merchant.slug == slug))).scalar_one_or_none()
            if merchant is None:
                merchant = Merchant(slug=slug, name=slug.title(), time_zone="America/Chicago", currency="USD", country="US")
                db.add(merchant)
                await db.flush()
                payments = [{"kind": "card", "provider": "stripe", "reference": "pi_1", "amount": "123.20"}]
                await an_order(db, merchant, number="=5001", external_id="5001", payments=payments)
        token = await _token(sqlite, merchant, scopes)
        opened.append(
            httpx.AsyncClient(transport=stranger._transport, base_url="http://localhost:8000", headers={"Authorization": f"Bearer {token}"})
        )
        return opened[-1]

    throttle.forget_all()
    yield open_
    for each in opened:
        await each.aclose()


async def _settled(sqlite: Database, slug: str = "acme", resolution: str = "refund") -> str:
    """One pair of boots goes back; the refund's id."""
    async with sqlite.transaction() as db:
        merchant = (await db.execute(select(Merchant).where(Merchant.slug == slug))).scalar_one()
        order = (await db.execute(select(Order).where(Order.merchant_id == merchant.id))).scalar_one()
        money = Money(goods=5500, tax=410, return_cost=495)
        done = await settle(
            db, scope_of_system(merchant.id, "test"), Cause("return_item", "1", "k"), order, money, resolution, now=clock.now()
        )
        return done.refunds[0].id


async def test_credit_is_given_checked_and_spent_in_parts(as_client: As, sqlite: Database) -> None:
    shop = await as_client()
    made = await shop.post(
        "/api/v1/store-credit", json={"amount": "25.00", "currency": "USD", "reference": "goodwill-1", "kind": "gift_card"}
    )
    code = made.json()["code"]
    assert made.status_code == 201 and len(code) == 19
    again = await shop.post(
        "/api/v1/store-credit", json={"amount": "25.00", "currency": "USD", "reference": "goodwill-1", "kind": "gift_card"}
    )
    assert (again.status_code, again.json()["code"]) == (200, code)
    other = await shop.post("/api/v1/store-credit", json={"amount": "26.00", "currency": "USD", "reference": "goodwill-1"})
    assert (other.status_code, other.json()["type"].rpartition("/")[2]) == (409, "key-used")
    hold = await shop.post("/api/v1/store-credit/hold", json={"code": code.lower().replace("-", " "), "amount": "20.00", "currency": "USD"})
    assert hold.status_code == 201 and hold.json()["credit"]["available"] == "5.00"
    beyond = await shop.post("/api/v1/store-credit/hold", json={"code": code, "amount": "5.01", "currency": "USD"})
    assert (beyond.status_code, beyond.json()["type"].rpartition("/")[2]) == (409, "not-enough")
    path = f"/api/v1/store-credit/holds/{hold.json()['id']}"
    assert (await shop.post(f"{path}/capture", json={"amount": "20.01"})).status_code == 422
    for _ in range(2):
        spent = await shop.post(f"{path}/capture", json={"amount": "12.50"})
        assert (spent.status_code, spent.json()["state"], spent.json()["credit"]["available"]) == (200, "captured", "12.50")
    assert (await shop.post(f"{path}/release")).status_code == 409
    assert (await shop.post(f"{path}/capture", json={})).status_code == 409
    checked = (await shop.post("/api/v1/store-credit/check", json={"code": code})).json()
    assert (checked["balance"], checked["held"], checked["state"]) == ("12.50", "0.00", "active") and "code" not in checked
    seen = (await shop.get(f"/api/v1/store-credit/{checked['id']}")).json()
    assert "code" not in seen and [each["captured"] for each in seen["holds"]] == ["12.50"]
    async with sqlite.reading() as db:
        row = (await db.execute(select(StoreCredit))).scalar_one()
    assert code not in repr(row.model_dump()) and code.replace("-", "") not in repr(row.model_dump())


async def test_a_hold_that_is_over_cannot_be_spent(as_client: As) -> None:
    shop = await as_client()
    code = (await shop.post("/api/v1/store-credit", json={"amount": "25.00", "currency": "USD"})).json()["code"]
    hold = (await shop.post("/api/v1/store-credit/hold", json={"code": code, "amount": "25.00", "currency": "USD", "minutes": 5})).json()
    with clock.at(clock.now() + timedelta(minutes=6)):
        late = await shop.post(f"/api/v1/store-credit/holds/{hold['id']}/capture", json={})
        assert (late.status_code, late.json()["type"].rpartition("/")[2]) == (409, "hold-over")
        fresh = await shop.post("/api/v1/store-credit/hold", json={"code": code, "amount": "25.00", "currency": "USD"})
        assert fresh.status_code == 201


async def test_codes_of_others_and_guesses_are_told_alike_and_counted(as_client: As) -> None:
    acme, rival = await as_client(), await as_client("rival")
    made = (await rival.post("/api/v1/store-credit", json={"amount": "25.00", "currency": "USD"})).json()
    wrong = [made["code"], "0000-0000-0000-0000", "x", "ÄÖÜ€" * 4]
    answers = [await acme.post("/api/v1/store-credit/check", json={"code": each}) for each in wrong]
    assert {(each.status_code, each.json()["detail"]) for each in answers} == {(404, "There is no such credit.")}
    assert (await acme.get(f"/api/v1/store-credit/{made['id']}")).status_code == 404
    for _ in range(70):
        last = await acme.post("/api/v1/store-credit/hold", json={"code": wrong[1], "amount": "1.00", "currency": "USD"})
        if last.status_code == 429:
            break
    assert last.status_code == 429
    assert (await rival.post("/api/v1/store-credit/check", json={"code": made["code"]})).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"currency": "USD"}, "amount"),
        ({"amount": "0", "currency": "USD"}, "amount"),
        ({"amount": "-1", "currency": "USD"}, "amount"),
        ({"amount": "1.001", "currency": "USD"}, "amount"),
        ({"amount": "1", "currency": "ZZZ"}, "currency"),
        ({"amount": "1", "currency": "USD", "kind": "cash"}, "kind"),
        ({"amount": "1", "currency": "USD", "colour": "red"}, "colour"),
        ({"amount": "1", "currency": "USD", "order_external_id": "nope"}, "order_external_id"),
        ({"amount": "1", "currency": "USD", "expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
    ],
)
async def test_what_is_wrong_is_told_by_its_field(as_client: As, body: dict, field: str) -> None:
    answer = await (await as_client()).post("/api/v1/store-credit", json=body)
    assert answer.status_code == 422 and [each["field"] for each in answer.json()["problems"]] == [field]


async def test_spending_and_giving_are_scopes_of_their_own(as_client: As) -> None:
    spender = await as_client(scopes=frozenset({"credit.spend"}))
    assert (await spender.post("/api/v1/store-credit", json={"amount": "1", "currency": "USD"})).status_code == 403
    giver = await as_client(scopes=frozenset({"returns.settle"}))
    assert (await giver.post("/api/v1/store-credit/check", json={"code": "x"})).status_code == 403


async def test_the_shop_confirms_what_it_paid_and_tells_what_it_cannot(as_client: As, sqlite: Database) -> None:
    shop = await as_client()
    refund = await _settled(sqlite)
    (waiting,) = (await shop.get("/api/v1/refunds?state=pending&way=shop")).json()["items"]
    assert (waiting["id"], waiting["amount"], waiting["order_external_id"], waiting["cause"]["id"]) == (refund, "54.15", "5001", "1")
    failed = await shop.post(f"/api/v1/refunds/{refund}/fail", json={"reason": "The card is closed"})
    assert (failed.json()["state"], failed.json()["failure"]["words"], failed.json()["owner"]) == (
        "failed",
        "The card is closed",
        "role:returns_agent",
    )
    assert (await shop.post(f"/api/v1/refunds/{refund}/confirm", json={})).status_code == 409
    again = await shop.post(f"/api/v1/refunds/{refund}/retry", json={"way": "offline"})
    assert again.json()["state"] == "pending"
    assert (await shop.post(f"/api/v1/refunds/{refund}/confirm", json={})).status_code == 422
    for _ in range(2):
        done = await shop.post(f"/api/v1/refunds/{refund}/confirm", json={"receipt": "R-1"})
        assert (done.status_code, done.json()["state"], done.json()["receipt"]) == (200, "succeeded", "R-1")
    book = (await shop.get("/api/v1/ledger/orders/5001")).json()
    assert (book["paid"], book["given_back"], book["balances"]["payment:cash"]) == ("123.20", "59.10", "-54.15")
    assert "refunds:due" not in book["balances"]
    rival = await as_client("rival")
    assert (await rival.get(f"/api/v1/refunds/{refund}")).status_code == 404


async def test_the_export_adds_up_to_the_cent_and_runs_nothing(as_client: As, sqlite: Database) -> None:
    shop, rival = await as_client(), await as_client("rival")
    await _settled(sqlite)
    begin, end = (clock.now() - timedelta(hours=1)).isoformat(), (clock.now() + timedelta(hours=1)).isoformat()
    answer = await shop.get("/api/v1/ledger/export", params={"from": begin, "to": end})
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert answer.headers["content-type"].startswith("text/csv") and len({each["entry"] for each in rows}) == 2
    debit, credit = (sum(Decimal(each[side] or "0") for each in rows) for side in ("debit", "credit"))
    assert debit == credit > 0
    assert {each["order_number"] for each in rows} == {"'=5001"}, "a spreadsheet reads it as text"
    assert (await rival.get("/api/v1/ledger/export", params={"from": begin, "to": end})).text.count("\n") == 1
    assert (await shop.get("/api/v1/ledger/export", params={"from": end, "to": "soon"})).status_code == 422


def _event(refund: str, status: str = "succeeded", kind: str = "refund.updated") -> bytes:
    theirs = {"id": "re_1", "object": "refund", "status": status, "metadata": {"wesupply_refund": refund, "wesupply_key": refund}}
    return json.dumps({"id": f"evt_{status}", "type": kind, "data": {"object": theirs}}).encode()


async def _push(stranger: httpx.AsyncClient, body: bytes, *, merchant: str = "acme", secret: str = WEBHOOK_SECRET, age: int = 0) -> int:
    stamp = int(clock.now().timestamp()) - age
    headers = {"stripe-signature": f"t={stamp},v1={signed(body, stamp, secret)}"}
    return (await stranger.post(f"/api/hooks/stripe/{merchant}", content=body, headers=headers)).status_code


async def test_stripes_push_is_believed_by_its_signature(as_client: As, sqlite: Database, stranger: httpx.AsyncClient) -> None:
    shop, rival = await as_client(), await as_client("rival")
    secrets = {"secret_key": SECRET_KEY, "webhook_secret": WEBHOOK_SECRET}
    told = await shop.put("/api/v1/payments/stripe", json=secrets)
    assert told.status_code == 200 and told.json()["ends_in"] == SECRET_KEY[-4:]
    seen = (await shop.get("/api/v1/payments/stripe")).text + told.text
    assert not any(secret in seen for secret in secrets.values())
    await rival.put("/api/v1/payments/stripe", json=secrets | {"webhook_secret": "whsec_of_the_rival"})
    refund = await _settled(sqlite)
    body = _event(refund)
    assert await _push(stranger, body, secret="whsec_guess") == 401
    assert await _push(stranger, body, merchant="nobody") == 401
    assert await _push(stranger, body, age=900) == 401
    assert await _push(stranger, body, merchant="rival", secret="whsec_of_the_rival") == 202, "signed, but about nothing of theirs"
    await inbox.handle_due(sqlite, now=clock.now())
    assert await _state(sqlite, refund) == "requested"
    assert [await _push(stranger, body) for _ in range(2)] == [202, 202]
    async with sqlite.reading() as db:
        assert len((await db.execute(select(Pushed))).scalars().all()) == 2
    await inbox.handle_due(sqlite, now=clock.now())
    assert await _state(sqlite, refund) == "succeeded"
    assert (await shop.delete("/api/v1/payments/stripe")).json() == {"connected": False}
    assert await _push(stranger, body) == 401


async def test_stripe_says_nothing_of_what_the_shop_pays(as_client: As, sqlite: Database, stranger: httpx.AsyncClient) -> None:
    shop = await as_client()
    refund = await _settled(sqlite)
    await shop.put("/api/v1/payments/stripe", json={"secret_key": SECRET_KEY, "webhook_secret": WEBHOOK_SECRET})
    assert await _push(stranger, _event(refund)) == 202
    await inbox.handle_due(sqlite, now=clock.now())
    assert await _state(sqlite, refund) == "pending"


async def _state(sqlite: Database, refund: str) -> str:
    async with sqlite.reading() as db:
        return (await db.get_one(Refund, refund)).state

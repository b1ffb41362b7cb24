"""Credit is spent once, however many checkouts reach for it at the same moment; what nobody spends in time expires once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from tests.domain.ledger.conftest import NOW, Money, Shop
from wesupply_ui.domain.ledger.capture_hold import HoldOver, capture_hold
from wesupply_ui.domain.ledger.cause import Cause
from wesupply_ui.domain.ledger.codes import code_of, fingerprint_of
from wesupply_ui.domain.ledger.credit_models import CreditHold, StoreCredit
from wesupply_ui.domain.ledger.end_holds import release_hold
from wesupply_ui.domain.ledger.hold_credit import NotEnough, hold_credit
from wesupply_ui.domain.ledger.issue_credit import issue_credit
from wesupply_ui.jobs import refunds
from wesupply_ui.kernel.errors import Conflict
from wesupply_ui.kernel.outbox import Fact

HOUR = timedelta(hours=1)


async def given(shop: Shop, amount: int = 10000, **more) -> StoreCredit:
    async with shop.database.transaction() as db:
        return (await issue_credit(db, shop.scope, Cause("test", "1", f"k{amount}"), amount=amount, currency="USD", now=NOW, **more))[0]


async def held(shop: Shop, credit: StoreCredit, amount: int, at=NOW) -> CreditHold:
    async with shop.database.transaction() as db:
        return await hold_credit(db, shop.scope, code_of(credit.id), amount=amount, currency="USD", now=at)


async def left(shop: Shop) -> tuple[int, int]:
    async with shop.database.reading() as db:
        row = (await db.execute(select(StoreCredit))).scalar_one()
    return row.balance_minor, row.held_minor


async def test_of_many_checkouts_at_once_no_more_is_held_than_there_is(shop: Shop) -> None:
    credit = await given(shop)

    async def one() -> bool:
        try:
            await held(shop, credit, 3000)
        except NotEnough:
            return False
        return True

    assert sum(await asyncio.gather(*(one() for _ in range(10)))) == 3
    assert await left(shop) == (10000, 9000)


async def test_a_hold_is_captured_or_released_but_not_both_and_once(shop: Shop) -> None:
    credit = await given(shop)
    hold = await held(shop, credit, 4000)

    async def end(capture: bool) -> str:
        async with shop.database.transaction() as db:
            try:
                done = capture_hold(db, shop.scope, hold.id, now=NOW) if capture else release_hold(db, shop.scope, hold.id, now=NOW)
                return (await done).state
            except Conflict:
                return "refused"

    told = await asyncio.gather(*(end(at % 2 == 0) for at in range(8)))
    states = set(told) - {"refused"}
    assert len(states) == 1
    assert await left(shop) == ((6000, 0) if states == {"captured"} else (10000, 0))
    spent = (await shop.balances()).get("credit:spent", 0)
    assert spent == (4000 if states == {"captured"} else 0)


async def test_what_an_order_was_paid_by_credit_is_cleared_by_its_capture(shop: Shop) -> None:
    credit = await given(shop)
    hold = await held(shop, credit, 4000)
    async with shop.database.transaction() as db:
        await capture_hold(db, shop.scope, hold.id, amount=2500, now=NOW)
    assert await shop.balances() == {"granted": 10000, "credit:issued": -10000, "credit:spent": 2500, "payment:store_credit": -2500}


async def test_credit_expires_once_and_held_parts_later(shop: Shop) -> None:
    credit = await given(shop, expires_at=NOW + HOUR)
    hold = await held(shop, credit, 4000, at=NOW + HOUR - timedelta(minutes=5))
    for _ in range(2):
        await refunds.end_credit(shop.database, NOW + HOUR)
    assert await left(shop) == (4000, 4000)
    with pytest.raises(NotEnough):
        await held(shop, credit, 1, at=NOW + HOUR)
    async with shop.database.transaction() as db:
        await capture_hold(db, shop.scope, hold.id, amount=1000, now=NOW + HOUR)
    await refunds.end_credit(shop.database, NOW + 2 * HOUR)
    assert await left(shop) == (0, 0)
    found = await shop.balances()
    assert (found["credit:issued"], found["credit:spent"], found["credit:expired"], found["breakage"]) == (-10000, 1000, 9000, -9000)
    async with shop.database.reading() as db:
        told = (await db.execute(select(Fact).where(Fact.name == "credit.expired"))).scalars().all()
    assert sorted(each.data["amount_minor"] for each in told) == [3000, 6000]


async def test_a_hold_that_nobody_ends_is_free_again_after_its_time(shop: Shop) -> None:
    credit = await given(shop)
    hold = await held(shop, credit, 10000)
    await refunds.end_credit(shop.database, NOW + HOUR)
    assert await left(shop) == (10000, 0)
    with pytest.raises(HoldOver):
        async with shop.database.transaction() as db:
            await capture_hold(db, shop.scope, hold.id, now=NOW + HOUR)


async def test_a_returns_credit_is_spent_like_any_other(sqlite_shop: Shop) -> None:
    (credit,) = (await sqlite_shop.settle(Money(goods=5500), "store_credit", expires_at=NOW + HOUR)).credits
    assert credit.order_id == sqlite_shop.order.id and credit.customer_id == sqlite_shop.order.customer_id
    assert (await held(sqlite_shop, credit, 5500)).amount_minor == 5500


def test_codes_are_read_however_they_are_typed() -> None:
    code = code_of("01hzxample")
    assert code == code_of("01hzxample") != code_of("01hzxamplf") and len(code) == 19
    typed = code.lower().replace("-", "").replace("0", "o").replace("1", "l")
    assert fingerprint_of(typed) == fingerprint_of(code) is not None
    assert [fingerprint_of(each) for each in ("", "x" * 15, "x" * 17, "ü" * 16, "!" * 16)] == [None] * 5

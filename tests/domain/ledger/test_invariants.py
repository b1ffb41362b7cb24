"""Whatever is done to an order's money, in any sequence: it balances, and never more goes back than came in."""

from __future__ import annotations

import asyncio
import contextlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func
from sqlmodel import select

from tests.domain.ledger.at_stripe import StripeShop, at_stripe
from tests.domain.ledger.conftest import CARD, NOW, Money, a_shop
from wesupply_ui.domain.ledger.allocate import allocate
from wesupply_ui.domain.ledger.balance import balanced
from wesupply_ui.domain.ledger.capture_hold import capture_hold
from wesupply_ui.domain.ledger.codes import code_of
from wesupply_ui.domain.ledger.confirm_refund import confirm_refund, fail_refund
from wesupply_ui.domain.ledger.credit_models import StoreCredit
from wesupply_ui.domain.ledger.end_holds import release_hold
from wesupply_ui.domain.ledger.hold_credit import hold_credit
from wesupply_ui.domain.ledger.models import OrderBook, OrderTender
from wesupply_ui.domain.ledger.paid import Paid, Tender, tenders_of
from wesupply_ui.domain.ledger.refund_states import State, goes_on
from wesupply_ui.domain.ledger.retry_refund import retry_refund
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Situation

AMOUNTS = st.integers(0, 10**9)


@settings(max_examples=60)
@given(st.integers(0, 10**10), st.lists(st.integers(-(10**6), 10**9), max_size=6))
def test_parts_add_up_to_the_whole_and_no_payment_gets_more_than_it_brought(amount: int, left: list[int]) -> None:
    parts = allocate(amount, left)
    if parts is None:
        assert sum(max(0, each) for each in left) < amount
    else:
        assert sum(parts) == amount and all(0 <= part <= max(0, each) for part, each in zip(parts, left, strict=True))


@settings(max_examples=60)
@given(st.dictionaries(st.text(max_size=5), st.integers(-(10**12), 10**12), max_size=8))
def test_an_entry_adds_up_to_nothing_or_is_none(moves: dict[str, int]) -> None:
    whole = [*moves.items(), ("rest", -sum(moves.values()))]
    assert sum(balanced(*whole).values()) == 0


@settings(max_examples=60)
@given(st.lists(st.builds(Tender, st.sampled_from(["card", "gift_card", "cash"]), AMOUNTS), max_size=5), AMOUNTS, AMOUNTS, AMOUNTS)
def test_what_was_paid_is_what_it_was_paid_for(tenders: list[Tender], goods: int, tax: int, shipping: int) -> None:
    paid = Paid(tuple(tenders), goods, tax, shipping)
    assert paid.goods + paid.tax + paid.shipping + paid.difference == paid.total


_TOLD = st.dictionaries(st.sampled_from(["kind", "amount", "provider", "reference"]), st.none() | st.booleans() | st.floats() | st.text())


@settings(max_examples=60)
@given(st.none() | st.text() | st.lists(_TOLD | st.integers(), max_size=4))
def test_payments_may_be_told_in_any_shape(told: object) -> None:
    assert all(each.amount > 0 for each in tenders_of(told, "USD"))


@settings(max_examples=60)
@given(st.lists(st.sampled_from([State.PENDING, State.SUCCEEDED, State.FAILED]), max_size=30), st.randoms())
def test_news_in_any_order_and_any_number_end_in_the_same_state(news: list[State], chance: random.Random) -> None:
    def told(each: list[State]) -> State:
        state = State.SENDING
        for one in each:
            state = one if goes_on(state, one) else state
        return state

    shuffled = [*news, *news]
    chance.shuffle(shuffled)
    assert told(shuffled) == told(news)


class _Story:
    """Random deeds on one order's money; after each of them everything has to hold."""

    def __init__(self, shop: StripeShop, chance: random.Random) -> None:
        self.shop, self.chance, self.holds, self.codes, self.keys = shop, chance, [], [], 0

    async def step(self) -> None:
        deed = self.chance.choice([self.settle, self.settle, self.answer, self.send, self.push, self.hold, self.end])
        with contextlib.suppress(Situation):
            await deed()

    async def settle(self) -> None:
        amount = self.chance.choice([0, 1, 99, 500, 1500])
        cost = self.chance.randint(0, amount)
        money = Money(goods=amount, tax=self.chance.randint(0, 50), return_cost=cost, bonus=self.chance.choice([0, 0, 25]))
        way = self.chance.choice(["refund", "refund", "store_credit", "gift_card", "offline_refund"])
        self.keys += self.chance.choice([0, 1, 1])
        done = await self.shop.settle(money, way, key=f"k{self.keys}", receipt=self.chance.choice(["", "R-1"]))
        self.codes += [code_of(each.id) for each in done.credits]

    async def answer(self) -> None:
        rows = await self.shop.rows()
        if not rows:
            return
        row = self.chance.choice(rows)
        async with self.shop.database.transaction() as db:
            match self.chance.randint(0, 2):
                case 0:
                    await confirm_refund(db, self.shop.scope, row.id, receipt="R-2", now=NOW)
                case 1:
                    await fail_refund(db, self.shop.scope, row.id, reason="no", now=NOW)
                case _:
                    way = self.chance.choice([None, "shop", "store_credit", "stripe"])
                    await retry_refund(db, self.shop.scope, row.id, way=way, now=NOW)

    async def send(self) -> None:
        await self.shop.send()

    async def push(self) -> None:
        theirs = self.shop.payments
        moving = [name for name, each in theirs.refunds.items() if each["status"] in ("pending", "succeeded")]
        if moving and self.chance.random() < 0.5:
            chosen = self.chance.choice(moving)
            theirs.become(
                chosen, "failed" if theirs.refunds[chosen]["status"] == "succeeded" else self.chance.choice(["succeeded", "failed"])
            )
        if theirs.pushes:
            await self.shop.pushed(self.chance.choice(theirs.pushes)[0])

    async def hold(self) -> None:
        if self.codes:
            async with self.shop.database.transaction() as db:
                code, amount = self.chance.choice(self.codes), self.chance.randint(1, 800)
                self.holds.append((await hold_credit(db, self.shop.scope, code, amount=amount, currency="USD", now=NOW)).id)

    async def end(self) -> None:
        if self.holds:
            hold = self.chance.choice(self.holds)
            async with self.shop.database.transaction() as db:
                if self.chance.random() < 0.7:
                    await capture_hold(db, self.shop.scope, hold, now=NOW)
                else:
                    await release_hold(db, self.shop.scope, hold, now=NOW)

    async def check(self) -> None:
        found = await self.shop.balances()
        assert sum(found.values()) == 0
        assert 0 <= found.get("payment:card", 0) <= 12320, "the card gets back no more than it brought"
        assert sum(each["amount"] for each in self.shop.payments.refunds.values() if each["status"] != "failed") <= 12320
        back = sum(found.get(each, 0) for each in ("goods", "tax", "shipping", "difference"))
        assert not found or -12320 <= back <= 0, "what is taken off what was sold is at most all of it"
        assert found.get("refunds:due", 0) <= 0, "nobody is paid what is not owed to them"
        rows = await self.shop.rows()
        owed = sum(each.amount_minor for each in rows if each.state != "succeeded")
        assert -found.get("refunds:due", 0) == owed
        credit = sum(found.get(f"credit:{each}", 0) for each in ("issued", "spent", "expired"))
        assert -credit == await self._credit_left()

    async def _credit_left(self) -> int:
        async with self.shop.database.reading() as db:
            return int((await db.execute(select(func.coalesce(func.sum(StoreCredit.balance_minor), 0)))).scalar_one())


async def _told(database: Database, seed: int, steps: int, slug: str) -> None:
    async with at_stripe(database, reference=f"pi_pending_{seed}" if seed % 2 else "pi_plain", slug=slug) as shop:
        story = _Story(shop, random.Random(seed))
        for at in range(steps):
            await story.step()
            if at % 10 == 9:
                await story.check()
        await story.check()


async def test_after_any_sequence_of_deeds_the_books_balance(database: Database) -> None:
    await _told(database, 1, 200, "acme")


@pytest.mark.parametrize("seed", range(2, 6))
async def test_after_many_sequences_of_deeds_the_books_balance(sqlite: Database, seed: int) -> None:
    await _told(sqlite, seed, 300, "acme")


async def test_concurrent_settlements_of_mixed_tenders_never_exceed_any_of_them(database: Database) -> None:
    payments = [CARD | {"amount": "60.00"}, {"kind": "cash", "amount": "40.00"}, {"kind": "gift_card", "amount": "23.20"}]
    shop = await a_shop(database, payments=payments)
    chance = random.Random(3)

    async def one(at: int) -> None:
        with contextlib.suppress(Situation):
            await shop.settle(Money(goods=chance.randint(1, 2500)), chance.choice(["refund", "store_credit"]), key=f"k{at % 25}")

    await asyncio.gather(*(one(at) for at in range(40)))
    found = await shop.balances()
    assert sum(found.values()) == 0 and 0 < 11000 + found.get("goods", 0) <= 12320
    async with database.reading() as db:
        tenders = (await db.execute(select(OrderTender))).scalars().all()
        book = (await db.execute(select(OrderBook))).scalar_one()
    assert all(0 <= each.refunded_minor <= each.paid_minor for each in tenders) and book.given_back_minor <= book.paid_minor == 12320

"""What is given back goes the way that was chosen, once, and never more than came in."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import select

from tests.builders import an_order
from tests.domain.ledger.conftest import Money, Open, Shop, a_shop, entry_kinds
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_link
from wesupply_ui.domain.ledger.cause import Cause
from wesupply_ui.domain.ledger.post import KeyUsed
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.ledger.settle import MoreThanPaid, settle
from wesupply_ui.domain.ledger.settlement import settlements_for
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotAllowed, NotFound
from wesupply_ui.kernel.outbox import Fact

BOOTS = Money(goods=5500, tax=410, return_cost=495)
"""One pair of two, of an order over 110.00 + 8.20 + 5.00 = 123.20."""


async def test_the_shop_is_asked_to_pay_and_what_it_owes_is_in_the_books(shop: Shop) -> None:
    done = await shop.settle(BOOTS)
    assert (done.state, done.amount, [(each.way, each.state, each.amount_minor) for each in done.refunds]) == (
        "pending",
        5415,
        [("shop", "pending", 5415)],
    )
    assert await shop.balances() == {
        "payment:payment": 12320,
        "goods": 5500 - 11000,
        "tax": 410 - 820,
        "shipping": -500,
        "fees:return_cost": -495,
        "refunds:due": -5415,
    }
    async with shop.database.reading() as db:
        fact = (await db.execute(select(Fact).where(Fact.name == "refund.requested"))).scalar_one()
    assert fact.data["cause_id"] == "1" and fact.data["amount_minor"] == 5415 and "ada" not in str(fact.data).lower()


async def test_the_same_key_pays_once_and_tells_how_it_stands(shop: Shop) -> None:
    first = await shop.settle(BOOTS)
    again = await shop.settle(BOOTS)
    assert (first.id, [each.id for each in first.refunds]) == (again.id, [each.id for each in again.refunds])
    with pytest.raises(KeyUsed):
        await shop.settle(Money(goods=1))
    assert (await shop.balances())["refunds:due"] == -5415


async def test_several_partial_refunds_add_up_to_the_whole_and_not_a_cent_more(shop: Shop) -> None:
    """Peers' defect: an order could be refunded only once."""
    await shop.settle(BOOTS, key="a")
    await shop.settle(Money(goods=5500, tax=410), key="b")
    with pytest.raises(MoreThanPaid, match=r"\$5\.00"):
        await shop.settle(Money(goods=400, tax=101), key="c")
    await shop.settle(Money(shipping=500), key="d")
    found = await shop.balances()
    assert {account: found.get(account, 0) for account in ("goods", "tax", "shipping")} == {"goods": 0, "tax": 0, "shipping": 0}
    with pytest.raises(MoreThanPaid):
        await shop.settle(Money(goods=1), key="e")


async def test_tax_goes_back_with_the_goods(shop: Shop) -> None:
    """Peers' defect: the refund left out the tax."""
    done = await shop.settle(Money(goods=11000, tax=820, shipping=500))
    assert done.amount == 12320 and (await shop.balances()).get("tax", 0) == 0


async def test_the_whole_order_with_its_shipping_can_be_given_back(shop: Shop) -> None:
    """Peers' defect: nothing could be done once everything, shipping included, was refunded."""
    await shop.settle(Money(goods=11000, tax=820, shipping=500), key="all")
    nothing = await shop.settle(Money(), "refund", key="kept item")
    assert (nothing.state, nothing.amount, nothing.refunds) == ("settled", 0, ())


async def test_store_credit_is_there_at_once_with_its_bonus(shop: Shop) -> None:
    done = await shop.settle(Money(goods=5500, tax=410, bonus=550), "store_credit")
    (credit,) = done.credits
    assert (done.state, credit.balance_minor, credit.kind, len(done.code_for(credit))) == ("settled", 6460, "store_credit", 19)
    assert done.code_for(credit)[-4:] == credit.last_four and done.code_for(credit) not in repr(credit)
    again = await shop.settle(Money(goods=5500, tax=410, bonus=550), "store_credit")
    assert [each.id for each in again.credits] == [credit.id]
    found = await shop.balances()
    assert (found["credit:issued"], found["bonus"]) == (-6460, 550)


async def test_a_bonus_never_leaves_by_the_card(shop: Shop) -> None:
    with pytest.raises(MoreThanPaid):
        await shop.settle(Money(goods=11000, tax=820, shipping=500, bonus=1), "refund")


async def test_cash_is_settled_by_its_receipt_and_waits_without_one(shop: Shop) -> None:
    paid = await shop.settle(Money(goods=1000), "offline_refund", key="a", receipt="R-77")
    waits = await shop.settle(Money(goods=1000), "offline_refund", key="b")
    assert (paid.state, paid.refunds[0].receipt, waits.state) == ("settled", "R-77", "pending")
    assert (await shop.balances())["payment:cash"] == -1000


async def test_mixed_tenders_go_back_each_to_its_own_and_gift_cards_last(open_shop: Open) -> None:
    payments = [
        {"kind": "gift_card", "amount": "23.20"},
        {"kind": "card", "provider": "stripe", "reference": "pi_1", "amount": "60.00"},
        {"kind": "cash", "amount": "40.00"},
    ]
    shop = await open_shop(payments=payments)
    first = await shop.settle(Money(goods=7000), key="a")
    assert [(each.way, each.amount_minor) for each in first.refunds] == [("shop", 6000), ("offline", 1000)]
    second = await shop.settle(Money(goods=4000, tax=820, shipping=500), key="b")
    assert [(each.way, each.amount_minor) for each in second.refunds] == [("offline", 3000)]
    assert [(each.kind, each.balance_minor) for each in second.credits] == [("gift_card", 2320)]
    found = await shop.balances()
    assert found["refunds:due"] == -10000 and found["credit:issued"] == -2320 and found.get("goods", 0) == 0


async def test_payments_that_cannot_be_read_count_as_one(open_shop: Open) -> None:
    """The door refuses such payments; orders from before it did have them."""
    shop = await open_shop()
    async with shop.database.transaction() as db:
        order = await db.get_one(Order, shop.order.id)
        order.extra = {**(order.extra or {}), "payments": [{"kind": "card", "amount": "many"}]}
    assert [each.way for each in (await shop.settle(Money(goods=100))).refunds] == ["shop"]


async def test_an_order_told_anew_is_written_down_as_a_difference(shop: Shop) -> None:
    await shop.settle(Money(goods=100), key="a")
    async with shop.database.transaction() as db:
        merchant = await db.get_one(Merchant, shop.scope.merchant_id)
        await an_order(db, merchant, total_amount="113.20", discount_amount="20.00")
    await shop.settle(Money(goods=100), key="b")
    async with shop.database.reading() as db:
        assert await entry_kinds(db, shop.scope.merchant_id) == ["sale", "settlement", "sale", "settlement"]
    assert (await shop.balances())["payment:payment"] == 11320
    with pytest.raises(MoreThanPaid):
        await shop.settle(Money(goods=11121), key="c")


async def test_of_refunds_at_the_same_moment_no_more_than_was_paid_goes_back(shop: Shop) -> None:
    async def one(at: int) -> bool:
        try:
            await shop.settle(Money(goods=5000), key=f"k{at}")
        except MoreThanPaid:
            return False
        return True

    assert sum(await asyncio.gather(*(one(at) for at in range(8)))) == 2
    async with shop.database.reading() as db:
        assert sum((await db.execute(select(Refund.amount_minor))).scalars()) == 10000


async def test_one_key_at_the_same_moment_pays_once(shop: Shop) -> None:
    done = await asyncio.gather(*(shop.settle(BOOTS) for _ in range(6)))
    assert len({each.id for each in done}) == 1
    async with shop.database.reading() as db:
        assert len((await db.execute(select(Refund))).scalars().all()) == 1


@pytest.mark.parametrize("resolution", ["exchange", "replacement", "repair", "", "REFUND"])
async def test_what_brings_goods_is_not_settled_in_money(sqlite_shop: Shop, resolution: str) -> None:
    with pytest.raises(Invalid):
        await sqlite_shop.settle(BOOTS, resolution)


@pytest.mark.parametrize("money", [Money(goods=-1), Money(goods=1.5), Money(goods=True), Money(goods=5, return_cost=6)])  # type: ignore[arg-type]
async def test_amounts_are_whole_and_costs_no_more_than_what_is_given_back(sqlite_shop: Shop, money: Money) -> None:
    with pytest.raises(Invalid):
        await sqlite_shop.settle(money)


async def test_neither_another_merchant_nor_a_shopper_settles(sqlite: Database, sqlite_shop: Shop) -> None:
    rival = await a_shop(sqlite, "rival")
    cause = Cause("return_item", "1", "k")
    for scope, refusal in ((rival.scope, NotFound), (scope_of_link(sqlite_shop.scope.merchant_id, sqlite_shop.order.id), NotAllowed)):
        with pytest.raises(refusal):
            async with sqlite.transaction() as db:
                await settle(db, scope, cause, sqlite_shop.order, BOOTS, "refund", now=sqlite_shop.order.placed_at)
    await sqlite_shop.settle(BOOTS)
    async with sqlite.reading() as db:
        assert await settlements_for(db, rival.scope, "return_item", "1") == []
        assert len(await settlements_for(db, sqlite_shop.scope, "return_item", "1")) == 1


@pytest.mark.parametrize("table", ["journal_entry", "journal_posting"])
async def test_the_journal_refuses_changes_and_deletions(shop: Shop, table: str) -> None:
    await shop.settle(BOOTS)
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET merchant_id = merchant_id"):
        with pytest.raises(DatabaseError, match="append-only"):
            async with shop.database.transaction() as db:
                await db.execute(text(statement))

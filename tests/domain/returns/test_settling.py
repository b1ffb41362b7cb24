"""Returns that are paid: by the shop, as store credit or in cash, through the ledger, once; whatever fails is somebody's to look after."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from tests.domain.returns.asked_for import a_shop, asked_for
from tests.domain.returns.bought import NOW
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.confirm_refund import confirm_refund, fail_refund
from wesupply_ui.domain.ledger.credit_models import StoreCredit
from wesupply_ui.domain.ledger.models import JournalEntry
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.returns import on_refund
from wesupply_ui.domain.returns.amount_of import money_of
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.inspect_items import inspect_items
from wesupply_ui.domain.returns.queries import items_of, read_return
from wesupply_ui.domain.returns.receive import receive
from wesupply_ui.domain.returns.settle import settle
from wesupply_ui.domain.returns.tracks import NotNow
from wesupply_ui.jobs.outbox import dispatch_due
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.outbox import Fact

Do = Callable[..., Awaitable[Held]]
LATER = NOW + timedelta(days=1)
EVERY = [{"kind": kind} for kind in ("refund", "store_credit", "offline_refund", "exchange")]


@pytest.fixture
async def shop(database: Database, merchant: Merchant) -> Scope:
    return await a_shop(database, merchant, resolutions=EVERY)


@pytest.fixture
def do(database: Database, shop: Scope) -> Do:
    async def once(verb: Callable[..., Awaitable[Any]], key: str = "R-1001", **raw: Any) -> Any:
        async with database.transaction() as db:
            return await verb(db, shop, key, raw, now=LATER)

    return once


async def accepted(database: Database, scope: Scope, do: Do, **asked: Any) -> Held:
    await asked_for(database, scope, **asked)
    await do(receive)
    return await do(inspect_items, outcome="accepted")


async def refunds(database: Database) -> list[Refund]:
    async with database.reading() as db:
        return list((await db.execute(select(Refund).order_by(col(Refund.id)))).scalars())


async def news(database: Database, scope: Scope) -> Held:
    """After the facts were brought to those who act on them."""
    await dispatch_due(database, [on_refund.on_fact], LATER)
    async with database.reading() as db:
        request = await read_return(db, scope, "R-1001")
        return Held(request, await items_of(db, request))


async def test_the_shop_is_asked_to_pay_and_says_that_it_has(database: Database, shop: Scope, do: Do) -> None:
    held = await accepted(database, shop, do, lamp=1)
    total = money_of(held.items[0]).total
    assert (await do(settle)).request.state == "paying"
    (refund,) = await refunds(database)
    assert (refund.way, refund.state, refund.amount_minor, refund.cause_id) == ("shop", "pending", total, held.items[0].id)
    async with database.transaction() as db:
        await confirm_refund(db, shop, refund.id, receipt="re_1", now=LATER)
    held = await news(database, shop)
    assert (held.request.state, held.items[0].settlement, held.items[0].settled_at) == ("done", "settled", LATER)
    await news(database, shop)
    async with database.reading() as db:
        settled = select(Fact).where(Fact.name == "return.settled")
        assert len((await db.execute(settled)).all()) == 1
        paid = (await db.execute(select(JournalEntry.kind).where(JournalEntry.kind == "refund_paid"))).all()
    assert len(paid) == 1


async def test_a_shop_that_has_paid_by_itself_says_so_and_nobody_pays_again(database: Database, shop: Scope, do: Do) -> None:
    await accepted(database, shop, do, lamp=1)
    held = await do(settle, status="settled", reference="re_7")
    assert (held.request.state, held.items[0].settlement_reference) == ("done", "re_7")
    (refund,) = await refunds(database)
    assert (refund.state, refund.receipt, refund.way) == ("succeeded", "re_7", "shop")
    with pytest.raises(NotNow):
        await do(settle)
    assert (await news(database, shop)).request.state == "done" and len(await refunds(database)) == 1


async def test_store_credit_is_there_at_once_with_its_bonus(database: Database, merchant: Merchant, do: Do) -> None:
    shop = await a_shop(database, merchant, resolutions=[{"kind": "store_credit", "bonus_percent": "10"}])
    await accepted(database, shop, do, lamp=1, resolution="store_credit")
    held = await do(settle)
    assert held.request.state == "done"
    async with database.reading() as db:
        (credit,) = (await db.execute(select(StoreCredit))).scalars()
    assert credit.balance_minor == 8000 + 660 + 800


async def test_cash_is_paid_against_a_receipt(database: Database, shop: Scope, do: Do) -> None:
    await accepted(database, shop, do, socks=1, resolution="offline_refund")
    assert (await do(settle)).request.state == "paying"
    assert (await do(settle, status="settled", reference="till-4711")).request.state == "done"
    (refund,) = await refunds(database)
    assert (refund.way, refund.receipt) == ("offline", "till-4711")


async def test_a_failed_payment_is_somebodys_and_is_tried_again_as_the_same_one(database: Database, shop: Scope, do: Do) -> None:
    await accepted(database, shop, do, lamp=1)
    await do(settle)
    (refund,) = await refunds(database)
    async with database.transaction() as db:
        await fail_refund(db, shop, refund.id, reason="The card is closed.", now=LATER)
    held = await news(database, shop)
    assert (held.request.state, held.request.step) == ("payment_failed", "retry")
    assert "closed" in (held.items[0].settlement_error or "")
    assert (await do(settle)).request.state == "paying"
    (again,) = await refunds(database)
    assert (again.id, again.state, again.generation) == (refund.id, "pending", 1)
    assert (await do(settle, status="settled")).request.state == "done"


async def test_more_than_was_paid_fails_and_says_so(database: Database, shop: Scope, do: Do) -> None:
    held = await accepted(database, shop, do, lamp=1)
    async with database.transaction() as db:
        order = await db.get_one(Order, held.request.order_id)
        order.total_minor = 1000  # the shop has told the order anew
    held = await do(settle)
    assert (held.request.step, held.items[0].settlement_tries) == ("retry", 1) and "$10.00" in (held.items[0].settlement_error or "")
    assert await refunds(database) == []


async def test_what_is_exchanged_is_done_when_the_shop_says_so_and_moves_no_money(database: Database, shop: Scope, do: Do) -> None:
    await accepted(database, shop, do, lamp=1, resolution="exchange")
    assert (await do(settle)).request.state == "paying"
    assert (await do(settle, status="settled", reference="#5077")).request.state == "done"
    assert await refunds(database) == []


async def test_units_that_part_ways_after_they_were_paid_are_paid_once(database: Database, shop: Scope, do: Do) -> None:
    held = await asked_for(database, shop, socks=3)
    total = money_of(held.items[0]).total
    await do(settle, items=[{"id": held.items[0].id}])
    held = await do(receive, items=[{"line_external_id": "socks", "quantity": 2}])
    assert [(each.quantity, each.settlement) for each in held.items] == [(1, "pending"), (2, "pending")]
    held = await do(settle, status="settled")
    assert {each.settlement for each in held.items} == {"settled"}
    assert [each.amount_minor for each in await refunds(database)] == [total]
    assert (await news(database, shop)).request.state == "checking", "what is here is looked at all the same"


async def test_an_order_that_is_returned_bit_by_bit_gives_back_exactly_what_was_paid(
    database: Database, merchant: Merchant, do: Do
) -> None:
    shop = await a_shop(database, merchant, return_cost={"kind": "free"})
    for number, asked in enumerate(({"socks": 1}, {"socks": 1}, {"lamp": 1}, {"socks": 1}), 1001):
        await asked_for(database, shop, **asked)
        await do(settle, f"R-{number}", status="settled", items=[{"line_external_id": next(iter(asked))}])
    assert sum(each.amount_minor for each in await refunds(database)) == 2900 + 250 + 8000 + 660

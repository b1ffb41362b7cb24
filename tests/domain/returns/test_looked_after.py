"""Payments that don't go by themselves have somebody who looks after them: the role at first, a person once the return is given to one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from tests.domain.returns.asked_for import a_shop, asked_for
from tests.domain.returns.bought import NOW
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.ledger.confirm_refund import fail_refund
from wesupply_ui.domain.ledger.overdue_refunds import note_overdue
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.ledger.retry_refund import retry_refund
from wesupply_ui.domain.returns import on_refund
from wesupply_ui.domain.returns.assign import assign_return
from wesupply_ui.domain.returns.inspect_items import inspect_items
from wesupply_ui.domain.returns.queries import items_of, read_return
from wesupply_ui.domain.returns.receive import receive
from wesupply_ui.domain.returns.request_models import ReturnRequest
from wesupply_ui.domain.returns.settle import settle
from wesupply_ui.jobs.outbox import dispatch_due
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.outbox import Fact

LATE = NOW + timedelta(days=4)


@pytest.fixture
async def shop(database: Database, merchant: Merchant) -> Scope:
    """With a return whose money the shop was asked for."""
    scope = await a_shop(database, merchant)
    await asked_for(database, scope, lamp=1)
    for verb, raw in ((receive, {}), (inspect_items, {"outcome": "accepted"}), (settle, {})):
        async with database.transaction() as db:
            await verb(db, scope, "R-1001", raw, now=NOW)
    await dispatch_due(database, [on_refund.on_fact], NOW)
    return scope


async def request(database: Database, scope: Scope) -> ReturnRequest:
    async with database.reading() as db:
        return await read_return(db, scope, "R-1001")


async def refund(database: Database) -> Refund:
    async with database.reading() as db:
        return (await db.execute(select(Refund))).scalar_one()


async def test_a_payment_of_which_nobody_says_anything_is_in_the_queue_once(database: Database, shop: Scope) -> None:
    assert ((await request(database, shop)).step, (await refund(database)).owner) == ("confirm", "")
    for _twice in range(2):
        async with database.transaction() as db:
            await note_overdue(db, now=LATE)
        await dispatch_due(database, [on_refund.on_fact], LATE)
    now = await request(database, shop)
    assert (now.state, now.step, now.is_overdue) == ("paying", "retry", True)
    async with database.reading() as db:
        assert len((await db.execute(select(Fact).where(Fact.name == "return.payment_overdue"))).all()) == 1
    async with database.transaction() as db:
        await settle(db, shop, "R-1001", {"status": "settled", "reference": "re_9"}, now=LATE)
    await dispatch_due(database, [on_refund.on_fact], LATE)
    now = await request(database, shop)
    assert (now.state, now.step, now.is_overdue) == ("done", "none", False)


async def test_a_refund_that_is_tried_again_elsewhere_moves_its_return(database: Database, shop: Scope) -> None:
    async with database.transaction() as db:
        await fail_refund(db, shop, (await refund(database)).id, reason="The card is closed.", now=NOW)
    await dispatch_due(database, [on_refund.on_fact], LATE)
    assert (await request(database, shop)).step == "retry"
    async with database.transaction() as db:
        await retry_refund(db, shop, (await refund(database)).id, now=LATE)
    await dispatch_due(database, [on_refund.on_fact], LATE)
    async with database.reading() as db:
        found = await read_return(db, shop, "R-1001")
        (item,) = await items_of(db, found)
    assert (found.state, found.step, item.settlement) == ("paying", "confirm", "pending")


async def test_whoever_looks_after_a_return_looks_after_its_failed_refund(database: Database, shop: Scope) -> None:
    async with database.transaction() as db:
        ada = Person(email="ada@acme.example", name="Ada Owner")
        db.add(ada)
        await db.flush()
        db.add(Membership(merchant_id=shop.merchant_id, person_id=ada.id, role="owner"))
    async with database.transaction() as db:
        await fail_refund(db, shop, (await refund(database)).id, reason="The card is closed.", now=NOW)
    await dispatch_due(database, [on_refund.on_fact], LATE)
    assert (await refund(database)).owner == "role:returns_agent"
    async with database.transaction() as db:
        await assign_return(db, shop, "R-1001", ada.id, now=LATE)
    assert ((await request(database, shop)).assigned_to, (await refund(database)).owner) == (ada.id, f"person:{ada.id}")
    with pytest.raises(Invalid):
        async with database.transaction() as db:
            await assign_return(db, shop, "R-1001", "nobody-here", now=LATE)

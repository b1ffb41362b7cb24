"""Returns that are asked for: never more than was bought and not yet returned, never for another amount than was shown, whoever asks."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import col, select

from tests.domain.returns.asked_for import a_shop, asked_for, sold, wanted
from tests.domain.returns.bought import NOW, POLICY
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_link
from wesupply_ui.domain.returns.amount_of import money_of
from wesupply_ui.domain.returns.answer import Quote, Verdict
from wesupply_ui.domain.returns.links import return_of_token, return_token
from wesupply_ui.domain.returns.open_return import open_return
from wesupply_ui.domain.returns.publish import publish
from wesupply_ui.domain.returns.queries import read_return, returns_of_order
from wesupply_ui.domain.returns.quote import quote
from wesupply_ui.domain.returns.request_models import ReturnItem, ReturnRequest
from wesupply_ui.domain.returns.unchanged import QuoteChanged, ReturnRefused
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotAllowed, NotFound
from wesupply_ui.kernel.outbox import Fact

A_DOLLAR = {"kind": "fixed", "amount": "1.00"}


@pytest.fixture
async def shop(database: Database, merchant: Merchant) -> Scope:
    return await a_shop(database, merchant)


async def quoted(database: Database, scope: Scope, **lines: Any) -> Quote:
    async with database.reading() as db:
        return await quote(db, scope, wanted(**lines), now=NOW)


async def test_a_return_does_what_the_quote_said(database: Database, shop: Scope) -> None:
    said = await quoted(database, shop, socks=2, lamp=1)
    held = await asked_for(database, shop, socks=2, lamp=1, expected_total=f"{said.money.total / 100:.2f}")
    assert [money_of(each) for each in held.items] == [each.money for each in said.items]
    assert (held.request.number, held.request.state, held.request.step) == ("R-1001", "waiting", "send")
    assert {each.authorisation for each in held.items} == {"approved"}
    assert held.request.expires_at and (held.request.expires_at - NOW).days == 21
    async with database.reading() as db:
        facts = (await db.execute(select(Fact).where(col(Fact.name).like("return.%")).order_by(col(Fact.id)))).scalars().all()
        (note,) = (await db.execute(select(AuditEntry).where(AuditEntry.action == "return.requested"))).scalars()
    assert [each.name for each in facts] == ["return.requested", "return.approved"]
    assert facts[0].data["number"] == note.label == "R-1001" and facts[0].data["total_minor"] == said.money.total
    assert (await asked_for(database, shop, socks=1)).request.number == "R-1002"


async def test_two_who_ask_for_the_last_unit_at_once_get_one_return_and_one_reason(database: Database, shop: Scope) -> None:
    said = await quoted(database, shop, lamp=1)
    shown = f"{said.money.total / 100:.2f}"
    asked = (asked_for(database, shop, lamp=1, expected_total=shown) for _ in range(2))
    first, second = sorted(await asyncio.gather(*asked, return_exceptions=True), key=lambda each: isinstance(each, BaseException))
    assert not isinstance(first, BaseException), first
    assert isinstance(second, ReturnRefused), second
    assert [(each.field, each.message) for each in second.problems] == [("lines[0]", "This item was returned already.")]
    assert second.quote.items[0].verdict is Verdict.NO
    async with database.reading() as db:
        assert sum((await db.execute(select(ReturnItem.quantity))).scalars()) == 1
        assert len((await db.execute(select(ReturnRequest))).all()) == 1


async def test_many_who_ask_at_once_get_no_more_than_was_bought_and_to_the_cent(database: Database, shop: Scope) -> None:
    outcomes = await asyncio.gather(*(asked_for(database, shop, socks=1) for _ in range(6)), return_exceptions=True)
    won = [each for each in outcomes if not isinstance(each, BaseException)]
    assert len(won) == 3 and all(isinstance(each, ReturnRefused) for each in outcomes if isinstance(each, BaseException))
    assert sorted(each.request.number for each in won) == ["R-1001", "R-1002", "R-1003"]
    items = [each.items[0] for each in won]
    assert sum(each.goods_minor for each in items) == 2900 and sum(each.tax_minor for each in items) == 250


async def test_what_was_asked_for_before_is_told_in_quotes(database: Database, shop: Scope) -> None:
    await asked_for(database, shop, socks=2, lamp=1)
    said = await quoted(database, shop, socks=2, lamp=1)
    assert [[reason.code for reason in each.reasons] for each in said.items] == [["quantity_exceeded"], ["already_returned"]]


async def test_another_total_than_was_shown_is_no_return_but_a_word_about_it(database: Database, shop: Scope) -> None:
    with pytest.raises(QuoteChanged) as refused:
        await asked_for(database, shop, socks=1, expected_total="99.00")
    assert refused.value.quote.money.total == 550 and "$5.50" in refused.value.message
    assert [each.field for each in refused.value.problems] == ["expected_total"]
    async with database.reading() as db:
        assert (await db.execute(select(ReturnRequest))).first() is None
        assert (await db.execute(select(Fact).where(Fact.name == "return.requested"))).first() is None


async def test_a_policy_that_changed_meanwhile_does_not_pay_what_it_no_longer_offers(database: Database, shop: Scope) -> None:
    said = await quoted(database, shop, lamp=1)
    changed = POLICY["default"] | {"return_cost": {"kind": "fixed", "amount": "9.00"}}
    async with database.transaction() as db:
        await publish(db, shop, POLICY | {"applies_to": "all_orders", "default": changed}, now=NOW)
    with pytest.raises(QuoteChanged):
        await asked_for(database, shop, lamp=1, expected_total=f"{said.money.total / 100:.2f}")
    held = await asked_for(database, shop, lamp=1, expected_total=f"{said.money.total / 100 - 4:.2f}")
    assert held.request.policy_version == 2


async def test_a_refund_gives_the_tax_back_too(database: Database, shop: Scope) -> None:
    (item,) = (await asked_for(database, shop, lamp=1)).items
    assert (item.goods_minor, item.tax_minor, item.return_cost_minor) == (8000, 660, 500)


async def test_an_order_can_be_refunded_several_times(database: Database, shop: Scope) -> None:
    given = [(await asked_for(database, shop, socks=1)).items[0] for _ in range(3)]
    given += (await asked_for(database, shop, lamp=1)).items
    assert sum(each.goods_minor + each.tax_minor for each in given) == 2900 + 250 + 8660


async def test_a_replacement_takes_its_share_of_the_line_so_that_the_rest_is_paid_no_more_than_its_own(
    database: Database, merchant: Merchant
) -> None:
    scope = await a_shop(database, merchant, resolutions=[{"kind": "replacement"}, {"kind": "refund"}], return_cost={"kind": "free"})
    (replaced,) = (await asked_for(database, scope, socks=2, resolution="replacement")).items
    assert (money_of(replaced).total, replaced.return_cost_minor, replaced.worth_goods_minor) == (0, 0, 1933)
    (refunded,) = (await asked_for(database, scope, socks=1)).items
    assert refunded.goods_minor == 2900 - 1933
    with pytest.raises(ReturnRefused):
        await asked_for(database, scope, socks=1, resolution="replacement")


async def test_an_exchange_bears_no_return_cost_unless_the_policy_says_so(database: Database, merchant: Merchant) -> None:
    offers = [{"kind": "refund"}, {"kind": "exchange"}]
    for applies_to, cost in ((["refund"], 0), (["refund", "exchange"], 500)):
        scope = await a_shop(database, merchant, resolutions=offers, cost_applies_to=applies_to)
        (item,) = (await asked_for(database, scope, socks=1, resolution="exchange")).items
        assert item.return_cost_minor == cost


async def test_rules_see_how_often_and_how_much_somebody_sends_back(database: Database, merchant: Merchant) -> None:
    scope = await a_shop(database, merchant)
    rules = [
        {"name": "Third", "when": {"field": "order.return_count", "op": "gte", "value": 2}, "then": {"approval": "review"}},
        {"name": "Much", "when": {"field": "customer.return_rate", "op": "gt", "value": 0.5}, "then": {"restocking": A_DOLLAR}},
    ]
    async with database.transaction() as db:
        await publish(db, scope, POLICY | {"rules": rules, "applies_to": "all_orders"}, now=NOW)
    first, second, third = [(await asked_for(database, scope, **{name: 1})).items[0] for name in ("socks", "lamp", "socks")]
    assert [each.authorisation for each in (first, second, third)] == ["approved", "approved", "requested"]
    assert [each.restocking_minor for each in (first, second, third)] == [0, 0, 100], "89.66 of 109.00 after the second"
    assert third.why == ["review"]


async def test_a_shopper_asks_with_the_link_to_the_order_and_reaches_nothing_beside_it(database: Database, shop: Scope) -> None:
    async with database.transaction() as db:
        order_id, other_id = await sold(db, shop, "5001"), await sold(db, shop, "5002")
    shopper, stranger = scope_of_link(shop.merchant_id, order_id), scope_of_link(shop.merchant_id, other_id)
    held = await asked_for(database, shopper, lamp=1)
    assert (held.request.channel, held.request.opened_by) == ("shopper", "link")
    with pytest.raises(NotFound):
        await asked_for(database, stranger, socks=1)
    async with database.reading() as db:
        assert (await read_return(db, shopper, "r1001")).id == held.request.id
        with pytest.raises(NotFound):
            await read_return(db, stranger, "R-1001")
        assert await returns_of_order(db, stranger, order_id) == []
        found = await return_of_token(db, return_token(held.request.id, 1))
        assert found and found.id == held.request.id
        assert await return_of_token(db, return_token(held.request.id, 2)) is None and await return_of_token(db, "x") is None
        assert (await db.execute(select(AuditEntry).where(AuditEntry.action == "return.requested"))).first() is None


async def test_who_may_not_decide_makes_no_return(database: Database, shop: Scope) -> None:
    with pytest.raises(NotAllowed):
        await asked_for(database, replace(shop, permissions=frozenset({"returns.read", "returns.receive"})), lamp=1)


async def test_a_comment_that_is_wanted_is_needed_and_kept(database: Database, merchant: Merchant) -> None:
    scope = await a_shop(database, merchant, comment="required")
    with pytest.raises(Invalid) as refused:
        await asked_for(database, scope, lamp=1)
    assert [each.field for each in refused.value.problems] == ["lines[0].comment"]
    raw = wanted(lamp=1)
    raw["lines"][0]["comment"] = "The shade is torn"
    async with database.transaction() as db:
        held = await open_return(db, scope, raw, now=NOW)
    async with database.reading() as db:
        facts = (await db.execute(select(Fact).where(Fact.name == "return.requested"))).scalars().all()
    assert held.items[0].comment == "The shade is torn" and all("torn" not in str(each.data) for each in facts)


async def test_nothing_is_approved_unseen_where_a_picture_is_needed(database: Database, merchant: Merchant) -> None:
    held = await asked_for(database, await a_shop(database, merchant, photo="required"), lamp=1)
    assert (held.items[0].authorisation, held.items[0].why, held.request.step) == ("requested", ["photo"], "approve")


async def test_a_return_is_judged_as_of_now_alone(database: Database, shop: Scope) -> None:
    for more in ({"at": NOW.isoformat()}, {"expected_total": "ten"}, {"refund_everything": True}):
        with pytest.raises(Invalid):
            async with database.transaction() as db:
                await open_return(db, shop, wanted(lamp=1) | more, now=NOW)

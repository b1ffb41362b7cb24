"""What staff, shoppers and payers do about a return: each deed once, by whom it is for, and never at the price of somebody's cent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from tests.domain.returns.asked_for import a_shop, asked_for
from tests.domain.returns.bought import NOW
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_link
from wesupply_ui.domain.returns.add_number import add_number
from wesupply_ui.domain.returns.amount_of import money_of
from wesupply_ui.domain.returns.answer import summed
from wesupply_ui.domain.returns.approve import approve
from wesupply_ui.domain.returns.change_method import change_method
from wesupply_ui.domain.returns.decline import decline
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.inspect_items import inspect_items
from wesupply_ui.domain.returns.receive import receive
from wesupply_ui.domain.returns.settle import settle
from wesupply_ui.domain.returns.tracks import NotNow
from wesupply_ui.domain.returns.unchanged import QuoteChanged, ReturnRefused
from wesupply_ui.domain.returns.withdraw import withdraw
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from wesupply_ui.kernel.outbox import Fact

Verb = Callable[..., Awaitable[Held]]
Do = Callable[..., Awaitable[Held]]
DAY = timedelta(days=1)


@pytest.fixture
async def shop(sqlite: Database) -> Scope:
    acme = Merchant(slug="acme", name="Acme Outfitters", time_zone="America/Chicago", currency="USD", country="US")
    async with sqlite.transaction() as db:
        db.add(acme)
    return await a_shop(sqlite, acme)


@pytest.fixture
def do(sqlite: Database, shop: Scope) -> Do:
    """One deed in a transaction of its own: `await do(receive, "R-1001", location="warehouse")`."""

    async def once(verb: Verb, key: str = "R-1001", *, by: Scope = shop, now: datetime = NOW + DAY, **raw: Any) -> Held:
        async with sqlite.transaction() as db:
            return await verb(db, by, key, raw, now=now)

    return once


async def names(sqlite: Database) -> list[str]:
    async with sqlite.reading() as db:
        found = select(Fact.name).where(col(Fact.name).like("return.%")).order_by(col(Fact.happened_at), col(Fact.id))
        return [each.removeprefix("return.") for each in (await db.execute(found)).scalars()]


def tracks(held: Held) -> list[tuple[int, str, str, str]]:
    return [(each.quantity, each.logistics, each.inspection, each.settlement) for each in held.items]


async def test_a_return_goes_its_way_from_the_box_to_the_money(sqlite: Database, shop: Scope, do: Do) -> None:
    await asked_for(sqlite, shop, socks=2)
    assert (await do(receive, location=None)).request.step == "inspect"
    held = await do(inspect_items, outcome="accepted", grade="b", disposition="restock", restock_at=None)
    assert (held.request.step, held.items[0].grade) == ("settle", "B")
    assert ((await do(settle)).request.state, held.items[0].settlement_tries) == ("paying", 0)
    held = await do(settle, status="settled", reference="re_1")
    assert (held.request.state, held.request.step, held.request.closed_at) == ("done", "none", NOW + DAY)
    assert held.items[0].settlement_reference == "re_1"
    told = ["requested", "approved", "received", "inspected", "restocked", "settlement_asked", "settled"]
    assert await names(sqlite) == told
    async with sqlite.reading() as db:
        noted = (
            await db.execute(select(AuditEntry.action).where(col(AuditEntry.action).like("return.%")).order_by(AuditEntry.seq))
        ).scalars()
        assert list(noted) == [f"return.{each}" for each in told if each not in ("approved", "restocked")], (
            "what follows by itself is nobody's deed"
        )


async def test_a_parcel_is_received_without_a_refund_and_refunded_without_being_received(sqlite: Database, shop: Scope, do: Do) -> None:
    held = await asked_for(sqlite, shop, socks=1, lamp=1)
    socks, lamp = held.items
    held = await do(receive, items=[{"id": lamp.id}])
    assert tracks(held) == [(1, "awaiting", "pending", "none"), (1, "received", "pending", "none")]
    held = await do(settle, items=[{"id": socks.id}], status="settled")
    assert tracks(held)[0] == (1, "awaiting", "pending", "settled")


async def test_a_short_box_parts_the_units_and_not_the_cents(sqlite: Database, shop: Scope, do: Do) -> None:
    held = await asked_for(sqlite, shop, socks=3)
    whole = money_of(held.items[0])
    held = await do(
        receive, items=[{"line_external_id": "socks", "quantity": 2}, {"line_external_id": "socks", "quantity": 1, "as": "short"}]
    )
    assert [each[:2] for each in tracks(held)] == [(1, "short"), (2, "received")]
    assert summed(money_of(each) for each in held.items) == whole and held.request.step == "answer"
    held = await do(receive, items=[{"line_external_id": "socks", "quantity": 1}])
    assert {each.logistics for each in held.items} == {"received"}, "it turned up"
    assert await names(sqlite) == ["requested", "approved", "received", "short", "received"]


async def test_some_units_are_accepted_and_others_not(sqlite: Database, shop: Scope, do: Do) -> None:
    await asked_for(sqlite, shop, socks=3)
    (item,) = (await do(receive)).items
    judged = [{"id": item.id, "quantity": 2, "outcome": "accepted", "grade": "A"}, {"id": item.id, "quantity": 1, "note": "Worn through"}]
    held = await do(inspect_items, outcome="rejected", items=judged)
    assert sorted(tracks(held)) == [(1, "received", "rejected", "none"), (2, "received", "accepted", "none")]
    held = await do(settle)
    assert sorted(each.settlement for each in held.items) == ["none", "pending"], "what was rejected is not paid"
    with pytest.raises(NotNow, match="not accepted"):
        await do(settle, items=[{"id": item.id}], status="settled")


async def test_money_that_failed_waits_for_somebody_and_is_asked_for_again_once(sqlite: Database, shop: Scope, do: Do) -> None:
    await asked_for(sqlite, shop, lamp=1)
    await do(receive)
    await do(inspect_items, outcome="accepted")
    await do(settle)
    with pytest.raises(NotNow):
        await do(settle)
    held = await do(settle, status="failed", error="Card is closed")
    assert (held.request.state, held.request.step, held.items[0].settlement_tries) == ("payment_failed", "retry", 1)
    assert held.request.due_at == NOW + 2 * DAY and held.items[0].settlement_error == "Card is closed"
    await do(settle)
    held = await do(settle, status="settled")
    assert (held.request.state, held.items[0].settlement_error) == ("done", None)
    for again in ({}, {"status": "settled"}, {"status": "failed"}):
        with pytest.raises(NotNow):
            await do(settle, **again)
    assert (await names(sqlite)).count("settled") == 1


async def test_a_no_says_why_and_can_become_a_yes_unless_the_units_are_gone(sqlite: Database, shop: Scope, do: Do) -> None:
    await a_shop(sqlite, await merchant_of(sqlite), approval="review")
    held = await asked_for(sqlite, shop, lamp=1)
    assert (held.request.state, held.request.due_at) == ("under_review", NOW + 2 * DAY)
    with pytest.raises(Invalid):
        await do(decline)
    held = await do(decline, reason="It was worn.")
    assert (held.request.state, held.items[0].decision_note) == ("declined", "It was worn.")
    second = await asked_for(sqlite, shop, lamp=1)
    with pytest.raises(NotNow, match="Another return"):
        await do(approve, items=[{"id": held.items[0].id}])
    await do(withdraw, second.request.number)
    held = await do(approve, items=[{"id": held.items[0].id}])
    assert (held.request.state, held.items[0].decision_note) == ("waiting", None)
    async with sqlite.reading() as db:
        facts = (await db.execute(select(Fact).where(Fact.name == "return.declined"))).scalars().all()
        notes = (await db.execute(select(AuditEntry).where(AuditEntry.action == "return.declined"))).scalars().all()
    assert facts and notes and "worn" not in f"{[each.data for each in facts]} {[each.after for each in notes]}"


async def merchant_of(sqlite: Database) -> Merchant:
    async with sqlite.reading() as db:
        return (await db.execute(select(Merchant))).scalar_one()


async def test_a_shopper_takes_back_what_was_not_sent_and_the_units_are_free_again(sqlite: Database, shop: Scope, do: Do) -> None:
    held = await asked_for(sqlite, shop, lamp=1)
    shopper = scope_of_link(shop.merchant_id, held.request.order_id)
    assert (await do(withdraw, by=shopper)).request.state == "withdrawn"
    held = await asked_for(sqlite, shopper, lamp=1)
    await do(add_number, held.request.number, by=shopper, tracking_number="1Z999AA10123456784")
    with pytest.raises(NotNow, match="sent already"):
        await do(withdraw, held.request.number, by=shopper)
    await do(receive, held.request.number)
    with pytest.raises(NotNow):
        await do(withdraw, held.request.number)


async def test_a_shopper_does_nothing_that_is_for_staff_and_reaches_no_other_order(sqlite: Database, shop: Scope, do: Do) -> None:
    held = await asked_for(sqlite, shop, lamp=1)
    shopper, stranger = scope_of_link(shop.merchant_id, held.request.order_id), scope_of_link(shop.merchant_id, "other")
    for verb, raw in ((approve, {}), (decline, {"reason": "x"}), (receive, {}), (inspect_items, {"outcome": "accepted"}), (settle, {})):
        with pytest.raises(NotAllowed):
            await do(verb, by=shopper, **raw)
    for verb, raw in ((withdraw, {}), (change_method, {"method": "store"}), (add_number, {"tracking_number": "1Z999AA10123456784"})):
        with pytest.raises(NotFound):
            await do(verb, by=stranger, **raw)


@pytest.mark.parametrize(
    ("verb", "raw", "may"),
    [
        (approve, {}, "returns.decide"),
        (decline, {"reason": "x"}, "returns.decide"),
        (withdraw, {}, "returns.decide"),
        (change_method, {"method": "store"}, "returns.decide"),
        (add_number, {"tracking_number": "1Z999AA10123456784"}, "returns.decide"),
        (receive, {}, "returns.receive"),
        (inspect_items, {"outcome": "accepted"}, "returns.receive"),
        (settle, {}, "returns.settle"),
    ],
)
async def test_each_deed_needs_its_permission_and_the_merchants_own_return(
    sqlite: Database, shop: Scope, do: Do, verb: Verb, raw: dict[str, Any], may: str
) -> None:
    await asked_for(sqlite, shop, lamp=1)
    others = shop.permissions - {may}
    with pytest.raises(NotAllowed):
        await do(verb, by=replace(shop, permissions=others), **raw)
    async with sqlite.transaction() as db:
        rival = Merchant(slug="rival", name="Rival Gear", time_zone="America/Chicago", currency="USD", country="US")
        db.add(rival)
    with pytest.raises(NotFound):
        await do(verb, by=replace(shop, merchant_id=rival.id), **raw)
    assert await names(sqlite) == ["requested", "approved"]


async def test_another_way_costs_what_it_would_have_cost_from_the_start(sqlite: Database, shop: Scope, do: Do) -> None:
    held = await asked_for(sqlite, shop, lamp=1)
    before = money_of(held.items[0])
    late = NOW + 40 * DAY  # past the window: it was asked for in time
    with pytest.raises(QuoteChanged):
        await do(change_method, method="store", expected_total="1.00", now=late)
    with pytest.raises(ReturnRefused):
        await do(change_method, method="carrier_pickup", now=late)
    held = await do(change_method, method="store", now=late)
    assert (held.items[0].method, held.request.method, money_of(held.items[0])) == ("store", "store", before)
    await do(receive)
    with pytest.raises(NotNow):
        await do(change_method, method="label")


async def test_whoever_names_the_parcel_that_went_out_learns_nothing_and_changes_nothing(sqlite: Database, shop: Scope, do: Do) -> None:
    held = await asked_for(sqlite, shop, lamp=1)
    async with sqlite.reading() as db:
        out = (await db.execute(select(Parcel.number))).scalar_one()
    shopper = scope_of_link(shop.merchant_id, held.request.order_id)
    with pytest.raises(Conflict, match="can't be used"):
        await do(add_number, by=shopper, tracking_number=out, carrier="ups")
    with pytest.raises(Invalid):
        await do(add_number, by=shopper, tracking_number="what?", carrier="ups")
    held = await do(add_number, by=shopper, tracking_number="1Z 999 AA1 01 2345 6784")
    assert (held.request.state, held.request.wake_at) == ("on_its_way", None)
    await do(add_number, by=shopper, tracking_number="1Z999AA10123456784")
    assert (await names(sqlite)).count("number_added") == 1, "told twice, it is one parcel"


@pytest.mark.parametrize(
    ("verb", "raw", "field"),
    [
        (receive, {"items": [{"id": "other"}]}, "items[0]"),
        (receive, {"items": [{"line_external_id": "lamp", "quantity": 2}]}, "items[0].quantity"),
        (receive, {"items": [{"line_external_id": "lamp"}, {"line_external_id": "lamp"}]}, "items[1].quantity"),
        (receive, {"items": [{"line_external_id": "lamp", "as": "eaten"}]}, "items[0].as"),
        (receive, {"items": [{"quantity": 1}]}, "items[0].id"),
        (receive, {"items": ["lamp"]}, "items[0]"),
        (receive, {"items": {"id": "lamp"}}, "items"),
        (receive, {"location": "moon"}, "location"),
        (receive, {"when": "now"}, "when"),
        (settle, {"status": "perhaps"}, "status"),
        (change_method, {}, "method"),
        (add_number, {}, "tracking_number"),
    ],
)
async def test_what_cannot_be_done_is_told_by_its_field(
    sqlite: Database, shop: Scope, do: Do, verb: Verb, raw: dict[str, Any], field: str
) -> None:
    await asked_for(sqlite, shop, lamp=1)
    with pytest.raises(Invalid) as refused:
        await do(verb, **raw)
    assert [each.field for each in refused.value.problems] == [field]


async def test_an_inspection_says_what_was_found_and_where_it_goes(sqlite: Database, shop: Scope, do: Do) -> None:
    await asked_for(sqlite, shop, lamp=1)
    with pytest.raises(NotNow):
        await do(inspect_items, outcome="accepted")
    await do(receive)
    for raw, field in (({}, "outcome"), ({"outcome": "accepted", "restock_at": "moon"}, "restock_at"), ({"grade": "E"}, "grade")):
        with pytest.raises(Invalid) as refused:
            await do(inspect_items, **raw)
        assert field in {each.field for each in refused.value.problems}
    assert (await do(inspect_items, outcome="needs_person")).request.step == "answer"
    held = await do(inspect_items, outcome="rejected")
    assert held.request.state == "not_accepted"
    held = await do(inspect_items, outcome="accepted", items=[{"line_external_id": "lamp"}])
    assert held.request.step == "settle", "looked at again, and accepted after all"

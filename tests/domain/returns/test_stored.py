"""Orders that are stored are judged as they were sent, and versions of a policy follow each other."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from tests.domain.returns.bought import NOW, POLICY, frozen, whole_order
from tests.domain.returns.cases import cases
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.returns.in_force import in_force
from wesupply_ui.domain.returns.load_purchases import load_purchases
from wesupply_ui.domain.returns.models import PolicyVersion
from wesupply_ui.domain.returns.publish import publish
from wesupply_ui.domain.tracking.take_in import Became, take_in
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import NotAllowed
from wesupply_ui.kernel.outbox import Fact


@pytest.fixture
def owner(merchant: Merchant) -> Scope:
    return scope_of_system(merchant.id, "test")


def numbered(case: dict[str, Any]) -> dict[str, Any]:
    """The case's order under ids and numbers of its own."""
    raw = whole_order(case["order"])
    shipments = [each | {"tracking_number": f"1Z999AA1{case['number']:010d}"} for each in raw["shipments"]]
    customer = raw["customer"] | {"email": f"ada{case['number']}@example.com"}
    return raw | {"external_id": f"case-{case['number']}", "shipments": shipments, "customer": customer}


async def test_a_stored_order_is_what_was_sent(database: Database, owner: Scope) -> None:
    raws = [numbered(case) for case in cases()]
    async with database.transaction() as db:
        outcomes = await take_in(db, owner, raws, now=NOW)
    assert {each.became for each in outcomes} == {Became.CREATED}
    async with database.reading() as db:
        ids = {order.id: order.external_id for order in (await db.execute(select(Order))).scalars()}
        stored = await load_purchases(db, owner, list(ids), used=frozenset(), with_products=True, now=NOW)
    told = {each.external_id: each for each in stored.values()}
    for raw in raws:
        assert told[raw["external_id"]] == frozen(raw)


async def test_publishers_at_the_same_time_get_versions_one_after_the_other(database: Database, owner: Scope) -> None:
    async def one(name: str) -> int:
        async with database.transaction() as db:
            return (await publish(db, owner, POLICY | {"name": name}, now=NOW))[0].number

    assert sorted(await asyncio.gather(*(one(f"Policy {index}") for index in range(4)))) == [1, 2, 3, 4]
    async with database.reading() as db:
        facts = (await db.execute(select(Fact).where(Fact.name == "return_policy.published"))).scalars().all()
        notes = (await db.execute(select(AuditEntry).where(AuditEntry.action == "return_policy.published"))).scalars().all()
    assert sorted(each.data["version"] for each in facts) == sorted(each.after["version"] for each in notes) == [1, 2, 3, 4]


async def test_who_may_not_set_the_policy_changes_nothing(database: Database, owner: Scope) -> None:
    for allowed in (frozenset[str](), frozenset({"returns.read", "returns.decide", "settings.write"})):
        with pytest.raises(NotAllowed):
            async with database.transaction() as db:
                await publish(db, replace(owner, permissions=allowed), POLICY, now=NOW)
    async with database.reading() as db:
        assert (await db.execute(select(PolicyVersion))).first() is None


def test_the_version_of_the_day_judges() -> None:
    def version(number: int, days: int, applies_to: str = "new_orders") -> PolicyVersion:
        effective = NOW + timedelta(days=days)
        return PolicyVersion(merchant_id="acme", number=number, name="", effective_at=effective, applies_to=applies_to)

    history = [version(1, -60), version(2, -30), version(3, 10), version(4, -5, "all_orders"), version(5, -1)]

    def number(placed: int, at: int = 0, versions: list[PolicyVersion] = history) -> int | None:
        found = in_force(versions, NOW + timedelta(days=placed), NOW + timedelta(days=at))
        return found.number if found else None

    assert (number(-90, -10), number(-45, -10), number(-20, -10)) == (1, 1, 2), "from before the first: by the first"
    assert (number(-90), number(-45), number(-20)) == (4, 4, 4), "for all orders"
    assert (number(0), number(11, 12), number(11, 5)) == (5, 3, 5), "the next one begins later"
    assert number(-90, -70) is None and number(0, 0, []) is None

"""What is paid at the first scan, on receipt or once accepted is paid by itself, once; what is silent for too long is lost, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from tests.jobs.labels.coming_back import Shop, a_shop
from tests.jobs.labels.counter import Bench
from wesupply_ui.domain.ledger.refund_models import Refund
from wesupply_ui.domain.orders.models import Customer
from wesupply_ui.domain.returns.inspect_items import inspect_items
from wesupply_ui.domain.returns.receive import receive
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.jobs.returns import find_lost
from wesupply_ui.kernel import clock, outbox
from wesupply_ui.kernel.outbox import Fact

DAY = timedelta(days=1)
TRUSTED = {
    "name": "Trusted customers are paid at the first scan",
    "priority": 1,
    "when": {"field": "customer.list", "op": "eq", "value": "allow"},
    "then": {"settle_on": "first_scan"},
}


async def scanned(shop: Shop, **changes: object) -> None:
    """The carrier has seen the parcel of the return's label."""
    (label,) = await shop.labels()
    async with shop.database.transaction() as db:
        parcel = await db.get_one(Parcel, label.parcel_id)
        for name, value in ({"milestone": "in_transit", "last_scan_at": clock.now()} | changes).items():
            setattr(parcel, name, value)
        outbox.tell(db, merchant_id=shop.scope.merchant_id, name="parcel.shipped", subject=f"parcel:{parcel.id}", at=clock.now())
    await shop.carry()


async def paid(shop: Shop) -> tuple[str, int]:
    """How the item's money stands, and how many refunds there are."""
    (item,) = await shop.items()
    async with shop.database.reading() as db:
        refunds = (await db.execute(select(Refund))).scalars().all()
    return item.settlement, len(refunds)


async def again(shop: Shop) -> None:
    """Every fact is told once more."""
    async with shop.database.transaction() as db:
        for fact in (await db.execute(select(Fact))).scalars():
            fact.handled_at, fact.due_at, fact.claimed_until = None, clock.now(), None
    await shop.run()


@pytest.mark.parametrize(
    ("settle_on", "at_scan", "on_receipt", "accepted"),
    [
        ("first_scan", "pending", "pending", "pending"),
        ("received", "none", "pending", "pending"),
        ("inspected", "none", "none", "pending"),
        ("manual", "none", "none", "none"),
    ],
)
async def test_it_is_paid_when_the_policy_says_and_once(
    stored: Bench, settle_on: str, at_scan: str, on_receipt: str, accepted: str
) -> None:
    shop = await a_shop(stored, settle_on=settle_on)
    await shop.back("approved")
    await shop.run()
    assert await paid(shop) == ("none", 0)
    await scanned(shop)
    assert (await paid(shop))[0] == at_scan
    await shop.do(receive)
    await shop.carry()
    assert (await paid(shop))[0] == on_receipt
    (item,) = await shop.items()
    assert item.inspection == ("accepted" if settle_on == "received" else "pending")
    if item.inspection == "pending":
        await shop.do(inspect_items, outcome="accepted")
    await again(shop)
    assert await paid(shop) == (accepted, int(accepted != "none"))


async def test_what_was_not_accepted_is_never_paid_by_itself(stored: Bench) -> None:
    shop = await a_shop(stored, settle_on="inspected")
    await shop.back("approved")
    await shop.do(receive)
    await shop.do(inspect_items, outcome="rejected")
    await shop.run()
    assert await paid(shop) == ("none", 0)


async def test_a_number_that_the_shopper_typed_is_no_scan(stored: Bench) -> None:
    from wesupply_ui.domain.returns.add_number import add_number

    shop = await a_shop(stored, settle_on="first_scan", methods=["own_carrier"])
    await shop.back("approved")
    await shop.do(add_number, tracking_number="9405511899560000000017", carrier="usps")
    await shop.run()
    assert ((await shop.items())[0].logistics, await paid(shop)) == ("in_transit", ("none", 0))


@pytest.mark.parametrize(("listed", "settlement"), [("allow", "pending"), (None, "none")])
async def test_a_rule_lets_trusted_customers_be_paid_at_the_first_scan(stored: Bench, listed: str | None, settlement: str) -> None:
    shop = await a_shop(stored, rules=[TRUSTED])
    async with shop.database.transaction() as db:
        (await db.execute(select(Customer))).scalar_one().list_state = listed
    await shop.back(*([] if listed else ["approved"]))
    await shop.run()
    await scanned(shop)
    assert (await paid(shop))[0] == settlement


async def test_a_parcel_that_is_silent_for_too_long_is_lost_and_staffs_to_decide(stored: Bench) -> None:
    shop = await a_shop(stored)
    await shop.back("approved")
    await shop.run()
    await scanned(shop, condition="silent")
    now = clock.now()
    assert [await find_lost(shop.database, now + days * DAY) for days in (13, 15, 16)] == [0, 1, 0]
    request = await shop.request()
    assert ((await shop.items())[0].logistics, request.state, request.step) == ("lost", "in_question", "answer")
    assert (await shop.facts()).count("return.lost") == 1
    await shop.do(receive)  # it came after all
    assert (await shop.items())[0].logistics == "received"


async def test_a_parcel_that_moves_again_is_not_lost(stored: Bench) -> None:
    shop = await a_shop(stored)
    await shop.back("approved")
    await shop.run()
    await scanned(shop, condition="ok")
    assert await find_lost(shop.database, clock.now() + 30 * DAY) == 0

"""Money goes back to the card once, whatever breaks on the way; nothing that went wrong stays silent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlmodel import select

from tests.domain.ledger.at_stripe import SECRETS, StripeShop, at_stripe
from tests.domain.ledger.conftest import NOW, Money, a_shop, entry_kinds
from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.ledger.confirm_refund import confirm_refund
from wesupply_ui.domain.ledger.payment_accounts import accounts_for, connect_stripe
from wesupply_ui.domain.ledger.refund_models import PaymentCredential, Refund
from wesupply_ui.domain.ledger.refund_states import MOST_TRIES
from wesupply_ui.domain.ledger.retry_refund import retry_refund
from wesupply_ui.jobs import refunds
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict, Invalid
from wesupply_ui.kernel.outbox import Fact
from wesupply_ui.simulator.faults import FaultKind

BOOTS = Money(goods=5500, tax=410, return_cost=495)


@pytest.fixture
async def shop(sqlite: Database) -> AsyncIterator[StripeShop]:
    async with at_stripe(sqlite) as found:
        yield found


async def facts(shop: StripeShop) -> list[str]:
    async with shop.database.reading() as db:
        rows = await db.execute(select(Fact.name).where(Fact.name.startswith("refund.")).order_by(Fact.id))  # type: ignore[attr-defined,arg-type]
        return list(rows.scalars())


async def test_a_card_is_paid_back_and_the_books_say_so(database: Database) -> None:
    async with at_stripe(database) as shop:
        assert (await shop.settle(BOOTS)).state == "pending"
        assert await shop.send() == 1 and await shop.send() == 0
        assert (await shop.settle(BOOTS)).state == "settled"
        (row,), (theirs,) = await shop.rows(), shop.payments.refunds.values()
        assert (theirs["amount"], theirs["metadata"]["wesupply_refund"], row.partner_id) == (5415, row.id, theirs["id"])
        assert list(shop.payments.keys) == [row.id], "the row's id is the idempotency key"
        found = await shop.balances()
        assert (found["payment:card"], found.get("refunds:due", 0)) == (12320 - 5415, 0)
        assert await facts(shop) == ["refund.requested", "refund.succeeded"]


@pytest.mark.parametrize(
    "kind",
    [FaultKind.LOST, FaultKind.HANG_UP, FaultKind.RATE_LIMITED, FaultKind.SERVER_ERROR, FaultKind.MALFORMED, FaultKind.NO_FUNDS],
)
async def test_whatever_breaks_the_shopper_gets_it_once(shop: StripeShop, kind: FaultKind) -> None:
    shop.fault(kind, count=2 if kind is FaultKind.HANG_UP else 1, status=503, retry_after=0)
    await shop.settle(BOOTS)
    await shop.send_until_quiet()
    assert [each.state for each in await shop.rows()] == ["succeeded"]
    assert [each["amount"] for each in shop.payments.refunds.values()] == [5415]
    async with shop.database.reading() as db:
        assert (await entry_kinds(db, shop.scope.merchant_id)).count("refund_paid") == 1


async def test_a_time_out_after_it_was_done_is_found_and_not_done_again(shop: StripeShop) -> None:
    shop.fault(FaultKind.LOST)
    await shop.settle(BOOTS)
    await shop.send()
    (row,) = await shop.rows()
    assert (row.state, row.is_unsure, row.attempts) == ("requested", True, 1)
    shop.payments.keys.clear()  # a day later Stripe has forgotten the key
    await shop.send(NOW + timedelta(days=2))
    (row,) = await shop.rows()
    assert (row.state, len(shop.payments.refunds), shop.payments.calls) == ("succeeded", 1, 1)


async def test_a_process_killed_between_the_call_and_its_record_pays_nothing_twice(shop: StripeShop) -> None:
    class Doomed:
        async def send(self, account, order):
            await shop.client.send(account, order)
            raise asyncio.CancelledError

        look_up = shop.client.look_up

    await shop.settle(BOOTS)
    await shop.send(client=Doomed())
    (row,) = await shop.rows()
    assert row.state == "sending" and row.claimed_until is not None
    assert await shop.send(NOW + timedelta(minutes=1)) == 0, "somebody holds it"
    shop.payments.keys.clear()
    await shop.send(NOW + timedelta(minutes=20))
    (row,) = await shop.rows()
    assert (row.state, len(shop.payments.refunds)) == ("succeeded", 1)


async def test_a_refusal_for_good_has_an_owner_and_can_go_another_way(shop: StripeShop) -> None:
    shop.fault(FaultKind.DECLINED)
    await shop.settle(BOOTS)
    await shop.send()
    (row,) = await shop.rows()
    assert (row.state, row.failure_code, row.owner) == ("failed", "card_declined", "role:returns_agent")
    assert (await shop.settle(BOOTS)).state == "failed" and (await facts(shop))[-1] == "refund.failed"
    assert (await shop.balances())["refunds:due"] == -5415, "it is still owed"
    async with shop.database.transaction() as db:
        await retry_refund(db, shop.scope, row.id, way="store_credit", now=NOW)
    done = await shop.settle(BOOTS)
    assert (done.state, [each.balance_minor for each in done.credits]) == ("settled", [5415])
    found = await shop.balances()
    assert (found.get("refunds:due", 0), found["credit:issued"]) == (0, -5415)
    with pytest.raises(Conflict):
        async with shop.database.transaction() as db:
            await retry_refund(db, shop.scope, row.id, now=NOW)


async def test_a_retry_after_a_refusal_has_a_key_of_its_own(shop: StripeShop) -> None:
    shop.fault(FaultKind.DECLINED)
    await shop.settle(BOOTS)
    await shop.send()
    (row,) = await shop.rows()
    async with shop.database.transaction() as db:
        await retry_refund(db, shop.scope, row.id, now=NOW)
    await shop.send()
    assert [each.state for each in await shop.rows()] == ["succeeded"] and set(shop.payments.keys) == {row.id, f"{row.id}-1"}


async def test_nobody_answers_for_days_and_then_a_person_has_to_look(shop: StripeShop) -> None:
    shop.fault(FaultKind.HANG_UP, count=None)
    await shop.settle(BOOTS)
    at = await shop.send_until_quiet()
    (row,) = await shop.rows()
    assert (row.state, row.attempts, row.is_unsure, row.owner) == ("failed", MOST_TRIES, True, "role:returns_agent")
    assert timedelta(hours=12) < at - NOW < timedelta(days=4)
    with pytest.raises(Conflict):
        async with shop.database.transaction() as db:
            await retry_refund(db, shop.scope, row.id, way="store_credit", now=at)


async def test_a_key_that_is_not_accepted_is_told_at_once(shop: StripeShop) -> None:
    shop.fault(FaultKind.UNAUTHORISED)
    await shop.settle(BOOTS)
    await shop.send()
    (row,) = await shop.rows()
    assert (row.state, row.failure_code) == ("failed", "unauthorised")


async def test_pushes_come_twice_in_any_order_and_from_the_future(sqlite: Database) -> None:
    async with at_stripe(sqlite, reference="pi_pending_1") as shop:
        await shop.settle(BOOTS)
        await shop.send()
        (row,) = await shop.rows()
        assert row.state == "pending"
        shop.payments.become(row.partner_id, "succeeded")
        created, updated = (body for body, _ in shop.payments.pushes)
        await shop.pushed(updated, created, updated + b" ", created + b" ")
        assert [each.state for each in await shop.rows()] == ["succeeded"]
        async with sqlite.reading() as db:
            assert (await entry_kinds(db, shop.scope.merchant_id)).count("refund_paid") == 1


async def test_a_push_that_is_faster_than_the_answer_is_believed(sqlite: Database) -> None:
    async with at_stripe(sqlite) as shop:
        shop.fault(FaultKind.LOST)
        await shop.settle(BOOTS)
        await shop.send()
        await shop.pushed(shop.payments.pushes[0][0])
        (row,) = await shop.rows()
        assert row.state == "succeeded" and row.partner_id == "re_sim000001"
        assert await shop.send(NOW + timedelta(days=1)) == 0


async def test_a_bank_that_sends_it_back_later_makes_it_owed_again(sqlite: Database) -> None:
    async with at_stripe(sqlite) as shop:
        await shop.settle(BOOTS)
        await shop.send()
        (row,) = await shop.rows()
        shop.payments.become(row.partner_id, "failed")
        await shop.pushed(shop.payments.pushes[-1][0], shop.payments.pushes[0][0])
        (row,) = await shop.rows()
        assert (row.state, row.failure_code) == ("failed", "expired_or_canceled_card")
        found = await shop.balances()
        assert (found["payment:card"], found["refunds:due"]) == (12320, -5415)


async def test_a_lost_push_is_made_up_for_by_asking(sqlite: Database) -> None:
    async with at_stripe(sqlite, reference="pi_pending_1") as shop:
        await shop.settle(BOOTS)
        await shop.send()
        (row,) = await shop.rows()
        shop.payments.become(row.partner_id, "succeeded")
        await shop.send(NOW + timedelta(hours=7))
        assert [each.state for each in await shop.rows()] == ["succeeded"]


async def test_another_merchants_push_moves_nothing(sqlite: Database) -> None:
    async with at_stripe(sqlite, reference="pi_pending_1") as shop:
        await shop.settle(BOOTS)
        await shop.send()
        (row,) = await shop.rows()
        shop.payments.become(row.partner_id, "succeeded")
        rival = await a_shop(sqlite, "rival")
        await StripeShop(sqlite, rival.scope, rival.order, shop.simulation, shop.client).pushed(shop.payments.pushes[-1][0])
        assert [each.state for each in await shop.rows()] == ["pending"]


async def test_workers_at_the_same_moment_send_once(database: Database) -> None:
    async with at_stripe(database) as shop:
        for at in range(4):
            await shop.settle(Money(goods=1000), key=f"k{at}")
        assert sum(await asyncio.gather(*(shop.send() for _ in range(4)))) == 4
        assert shop.payments.calls == 4 and {each.state for each in await shop.rows()} == {"succeeded"}


async def test_what_a_provider_confirms_nobody_else_does(shop: StripeShop) -> None:
    await shop.settle(BOOTS)
    (row,) = await shop.rows()
    with pytest.raises(Conflict):
        async with shop.database.transaction() as db:
            await confirm_refund(db, shop.scope, row.id, now=NOW)


async def test_what_the_shop_does_not_pay_for_days_gets_an_owner_once(sqlite: Database) -> None:
    shop = await a_shop(sqlite)
    await shop.settle(BOOTS)
    for _ in range(2):
        await refunds.note_late(sqlite, NOW + timedelta(days=4))
    async with sqlite.reading() as db:
        row = (await db.execute(select(Refund))).scalar_one()
        told = (await db.execute(select(Fact).where(Fact.name == "refund.overdue"))).scalars().all()
    assert (row.state, row.owner, len(told)) == ("pending", "role:returns_agent", 1)


async def test_keys_are_kept_encrypted_and_never_said(shop: StripeShop) -> None:
    async with shop.database.reading() as db:
        kept = (await db.execute(select(PaymentCredential))).scalar_one()
        noted = (await db.execute(select(audit.AuditEntry))).scalars().all()
        account = (await accounts_for(db, [shop.scope.merchant_id], "stripe"))[shop.scope.merchant_id]
    assert account.secret_key == SECRETS["secret_key"] and account.secret_key not in repr(account)
    for secret in SECRETS.values():
        assert secret not in kept.sealed and secret not in repr([each.model_dump() for each in noted])
    with pytest.raises(Invalid):
        async with shop.database.transaction() as db:
            await connect_stripe(db, shop.scope, {"secret_key": "pk_test_12345678", "webhook_secret": "whsec_12345678"}, now=NOW)

"""Messages leave once, whatever happens between us and the mail server."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from tests.adapters.messages.server import PostOffice, post_office, unused_port
from tests.domain.notifications.orders import an_order, messages, parcels_of, told
from wesupply_ui.adapters.messages.smtp import SmtpMailer
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.notifications import queries
from wesupply_ui.domain.notifications.claim import LEASE
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.notifications.ports import Delivery, Outcome, OutgoingMail
from wesupply_ui.domain.notifications.record import LONGEST_OUTAGE_WAIT, MOST_REFUSALS, wait
from wesupply_ui.domain.notifications.resend import MOST_A_DAY, resend
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.jobs.notifications import send_due
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict, NotFound, TooMany

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
SOON = NOW + timedelta(minutes=1)


async def shipped_orders(database: Database, merchant: Merchant, count: int = 1, **fields: object) -> list[Order]:
    """So many orders, each with a message waiting since `NOW`."""
    async with database.transaction() as db:
        orders = []
        for index in range(count):
            order = await an_order(db, merchant, at=NOW, number=f"#{index}", **({"email": f"shopper{index}@example.com"} | fields))
            (parcel,) = await parcels_of(db, order)
            await told(db, parcel, "parcel.shipped", at=NOW)
            orders.append(order)
    return orders


async def all_messages(database: Database) -> list[Message]:
    async with database.reading() as db:
        return await messages(db)


def over(office: PostOffice) -> SmtpMailer:
    return SmtpMailer(f"smtp://127.0.0.1:{office.port}", seconds=5)


async def test_a_message_is_sent_once_and_kept_as_sent(database: Database, merchant: Merchant) -> None:
    await shipped_orders(database, merchant)
    async with post_office() as office:
        assert await send_due(database, over(office), NOW) == 0  # its moment has not come
        assert await send_due(database, over(office), SOON) == 1
        assert await send_due(database, over(office), SOON) == 0
        (mail,) = office.mails
    (message,) = await all_messages(database)
    assert (message.state, message.sent_at, message.attempts, message.claimed_until) == ("sent", SOON, 1, None)
    assert (message.subject, message.recipient) == (mail["Subject"], mail["To"])
    assert "Trail boots" in message.html
    assert "Trail boots" in message.text


async def test_many_go_over_one_connection_in_batches(database: Database, merchant: Merchant) -> None:
    await shipped_orders(database, merchant, 7)
    async with post_office() as office:
        assert await send_due(database, over(office), SOON, batch=5) == 5
        assert await send_due(database, over(office), SOON, batch=5) == 2
        assert (len(office.mails), office.connections) == (7, 2)
    assert len({mail["Message-ID"] for mail in office.mails}) == 7


async def test_two_workers_share_the_work(database: Database, merchant: Merchant) -> None:
    await shipped_orders(database, merchant, 6)
    async with post_office() as office:
        counts = await asyncio.gather(*(send_due(database, over(office), SOON, batch=3) for _ in range(3)))
        assert sum(counts) == 6
        assert len(office.mails) == 6


async def test_a_dead_server_delays_and_loses_nothing(database: Database, merchant: Merchant) -> None:
    await shipped_orders(database, merchant, 3)
    dead = SmtpMailer(f"smtp://127.0.0.1:{unused_port()}")
    now = SOON
    for _ in range(MOST_REFUSALS + 5):  # longer than any patience with a single mail
        assert await send_due(database, dead, now) == 0
        waiting = await all_messages(database)
        assert {message.state for message in waiting} == {"pending"}
        assert all(now < message.due_at <= now + LONGEST_OUTAGE_WAIT * 1.25 for message in waiting)
        now = max(message.due_at for message in waiting)
    assert all("cannot be reached" in str(message.error) for message in waiting)
    async with post_office() as office:
        assert await send_due(database, over(office), now) == 3
        assert len(office.mails) == 3


class Killed(BaseException):
    """As when the process is killed: nothing after it runs."""


class KilledAfterSending:
    """A mailer whose process dies when the server has taken the mail, before anything could be recorded."""

    def __init__(self, mailer: SmtpMailer) -> None:
        self.mailer = mailer

    @asynccontextmanager
    async def session(self) -> AsyncIterator[KilledAfterSending]:
        async with self.mailer.session() as self.inner:
            yield self

    async def send(self, mail: OutgoingMail) -> Delivery:
        assert (await self.inner.send(mail)).outcome is Outcome.SENT
        raise Killed


async def test_killed_between_hand_over_and_record_the_second_copy_says_that_it_is_one(database: Database, merchant: Merchant) -> None:
    await shipped_orders(database, merchant)
    async with post_office() as office:
        with pytest.raises(Killed):
            await send_due(database, KilledAfterSending(over(office)), SOON)
        (message,) = await all_messages(database)
        assert message.state == "pending"
        assert await send_due(database, over(office), SOON + LEASE / 2) == 0  # the lease holds
        assert await send_due(database, over(office), SOON + LEASE * 2) == 1
        first, second = office.mails
    assert first["Message-ID"] == second["Message-ID"]
    (message,) = await all_messages(database)
    assert message.state == "sent"


async def test_a_connection_dropped_midway_tries_again_with_the_same_message_id(database: Database, merchant: Merchant) -> None:
    await shipped_orders(database, merchant, 2)
    drops: list[str] = []
    async with post_office() as office:

        def once(message_id: str) -> str | None:
            drops.append(message_id)
            return "drop" if len(drops) == 1 else None

        office.data = once
        assert await send_due(database, over(office), SOON) == 1
        assert await send_due(database, over(office), SOON + timedelta(hours=1)) == 1
        assert {mail["Message-ID"] for mail in office.mails} == set(drops)
        assert len(drops) == 3


async def test_a_recipient_that_does_not_exist_is_given_up_with_the_reason(database: Database, merchant: Merchant) -> None:
    await shipped_orders(database, merchant, 2)
    async with post_office() as office:
        office.rcpt = lambda address: "550 no such user here" if address.startswith("shopper0") else None
        assert await send_due(database, over(office), SOON) == 1
    failed, fine = await all_messages(database)
    assert (failed.state, failed.error) == ("failed", "550 no such user here")
    assert fine.state == "sent"


async def test_a_mailbox_that_stays_full_is_given_up_after_days(database: Database, merchant: Merchant) -> None:
    await shipped_orders(database, merchant)
    now = SOON
    async with post_office() as office:
        office.rcpt = lambda _address: "452 mailbox full"
        for attempt in range(MOST_REFUSALS):
            (message,) = await all_messages(database)
            assert message.state == "pending", attempt
            now = max(now, message.due_at)
            await send_due(database, over(office), now)
    (message,) = await all_messages(database)
    assert message.state == "failed"
    assert str(message.error).startswith(f"Given up after {MOST_REFUSALS} attempts. Last answer: 452 mailbox full")
    assert timedelta(days=1) < now - SOON < timedelta(days=5)


async def test_nobody_to_tell_and_nothing_left_to_tell_are_skipped(database: Database, merchant: Merchant) -> None:
    await shipped_orders(database, merchant, email=None)
    (overtaken,) = await shipped_orders(database, merchant)
    async with database.transaction() as db:
        (parcel,) = await parcels_of(db, overtaken)
        parcel.milestone = "delivered"
    async with post_office() as office:
        assert await send_due(database, over(office), SOON) == 0
        assert office.connections == 0
    assert {message.state for message in await all_messages(database)} == {"skipped"}


async def test_one_that_cannot_be_made_holds_up_nobody(database: Database, merchant: Merchant) -> None:
    broken, _ = await shipped_orders(database, merchant, 2)
    async with database.transaction() as db:
        (message,) = [message for message in await messages(db) if message.order_id == broken.id]
        message.kind = "unheard_of"
    async with post_office() as office:
        assert await send_due(database, over(office), SOON) == 1
    found = {message.order_id: message for message in await all_messages(database)}
    assert found[broken.id].state == "pending"
    assert found[broken.id].due_at > SOON


def test_waiting_doubles_and_differs_between_messages() -> None:
    shortest, longest = timedelta(seconds=60), timedelta(hours=6)
    waits = [wait("a", attempt, shortest=shortest, longest=longest) for attempt in range(1, 30)]
    assert shortest * 0.75 <= waits[0] <= shortest * 1.25
    assert max(waits) <= longest * 1.25
    assert all(later > earlier * 1.1 for earlier, later in itertools.pairwise(waits[:8]))
    assert wait("a", 3, shortest=shortest, longest=longest) != wait("b", 3, shortest=shortest, longest=longest)


async def test_a_person_may_have_it_sent_again(database: Database, merchant: Merchant) -> None:
    (order,) = await shipped_orders(database, merchant)
    scope = scope_of_system(merchant.id, "person:1")
    async with post_office() as office:
        async with database.transaction() as db:
            (original,) = await messages(db)
            with pytest.raises(Conflict):
                await resend(db, scope, original.id, by="person:1", now=SOON)
        await send_due(database, over(office), SOON)
        for copy in range(MOST_A_DAY):
            async with database.transaction() as db:
                await resend(db, scope, original.id, by="person:1", now=SOON + timedelta(seconds=copy))
        async with database.transaction() as db:
            with pytest.raises(TooMany):
                await resend(db, scope, original.id, by="person:1", now=SOON)
            with pytest.raises(NotFound):
                await resend(db, scope_of_system("another merchant", "job"), original.id, by="x", now=SOON)
        assert await send_due(database, over(office), SOON + timedelta(minutes=1)) == MOST_A_DAY
        assert len({mail["Message-ID"] for mail in office.mails}) == 1 + MOST_A_DAY
    async with database.reading() as db:
        lines = await queries.messages_of_order(db, scope, order.id)
        assert [line.state for line in lines] == ["sent"] * (1 + MOST_A_DAY)


async def test_messages_are_read_within_the_scope(database: Database, merchant: Merchant) -> None:
    orders = await shipped_orders(database, merchant, 5)
    scope, stranger = scope_of_system(merchant.id, "job"), scope_of_system("another merchant", "job")
    async with database.reading() as db:
        first = await queries.recent(db, scope, limit=3)
        second = await queries.recent(db, scope, limit=3, cursor=first.next_cursor)
        assert [line.order_number for line in (*first.items, *second.items)] == ["#4", "#3", "#2", "#1", "#0"]
        assert second.next_cursor is None
        assert (await queries.recent(db, scope, state="sent")).items == []
        assert (await queries.recent(db, stranger)).items == []
        assert await queries.messages_of_order(db, stranger, orders[0].id) == []
        assert (await queries.message(db, scope, first.items[0].id)).kind == "shipped"
        with pytest.raises(NotFound):
            await queries.message(db, stranger, first.items[0].id)

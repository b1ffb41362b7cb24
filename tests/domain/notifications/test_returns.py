"""What shoppers are told about their returns: each thing once, while it is true, in their language, with what they need to act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from tests.returning import bought, returned, takes_back
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_link
from wesupply_ui.domain.notifications.compose import Skip
from wesupply_ui.domain.notifications.models import Message
from wesupply_ui.domain.notifications.ports import OutgoingMail
from wesupply_ui.domain.notifications.prepare import prepare
from wesupply_ui.domain.notifications.return_kinds import OF_FACT, ReturnKind
from wesupply_ui.domain.notifications.return_triggers import on_return_fact
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.returns.approve import approve
from wesupply_ui.domain.returns.decline import decline
from wesupply_ui.domain.returns.inspect_items import inspect_items
from wesupply_ui.domain.returns.keep_time import keep_time
from wesupply_ui.domain.returns.receive import receive
from wesupply_ui.domain.returns.settle import settle
from wesupply_ui.domain.returns.talk.answer import answer
from wesupply_ui.domain.returns.talk.appeal import appeal
from wesupply_ui.domain.returns.talk.ask_shopper import ask_shopper
from wesupply_ui.domain.returns.talk.keep_no import keep_no
from wesupply_ui.domain.returns.withdraw import withdraw
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.outbox import Fact

ACCEPTED = {"outcome": "accepted", "grade": "A"}
SHOPPERS = (answer, appeal)


class Mailbox:
    """A return of Ada's, and what she is told of it."""

    def __init__(self, database: Database, scope: Scope, return_id: str, order_id: str) -> None:
        self.database, self.scope, self.id = database, scope, return_id
        self.shopper = scope_of_link(scope.merchant_id, order_id)
        self.order_id = order_id

    async def do(self, use_case: Callable[..., Any], **raw: Any) -> None:
        async with self.database.transaction() as db:
            await use_case(db, self.shopper if use_case in SHOPPERS else self.scope, self.id, raw, now=clock.now())

    async def pass_on(self, *, again: int = 1, now: datetime | None = None) -> None:
        async with self.database.transaction() as db:
            for fact in (await db.execute(select(Fact).order_by(col(Fact.id)))).scalars().all():
                for _time in range(again):
                    await on_return_fact(db, fact, now=now or clock.now())

    async def mails(self) -> dict[str, OutgoingMail | Skip | None]:
        async with self.database.reading() as db:
            waiting = (await db.execute(select(Message).order_by(col(Message.id)))).scalars().all()
            return {each.kind: await prepare(db, each.id, now=clock.now()) for each in waiting}


@pytest.fixture
async def box(database: Database, merchant: Merchant) -> Mailbox:
    async with database.transaction() as db:
        scope = await takes_back(db, merchant)
        order_id = await bought(db, scope)
        held = await returned(db, scope, socks=2, lamp=1)
        return Mailbox(database, scope, held.request.id, order_id)


async def told(box: Mailbox, kind: ReturnKind) -> OutgoingMail:
    await box.pass_on()
    mail = (await box.mails())[kind.value]
    assert isinstance(mail, OutgoingMail), mail
    return mail


async def test_a_yes_says_how_it_goes_back_and_by_when(box: Mailbox) -> None:
    await box.do(approve)
    mail = await told(box, ReturnKind.APPROVED)
    assert (mail.subject, mail.recipient) == ("Your return R-1001 is approved", "ada@example.com")
    for part in ("/r/", "Please do it by ", "2 × Wool socks", "1. Put the items", "Hello Ada,"):
        assert part in mail.text, part
    assert "/r/" in mail.html and "Wool socks" in mail.html and "Put the items" in mail.html


async def test_each_fact_is_told_once_and_old_ones_not_at_all(box: Mailbox) -> None:
    await box.pass_on(again=3)
    await box.pass_on()
    assert list(await box.mails()) == ["return_requested"]
    await box.do(decline, reason="Worn")
    await box.pass_on(now=clock.now() + timedelta(days=30))
    assert list(await box.mails()) == ["return_requested"]


async def test_what_is_no_longer_true_when_it_leaves_is_not_sent(box: Mailbox) -> None:
    await box.do(ask_shopper, text="Which colour?")
    await box.pass_on()
    await box.do(answer, text="Red")
    await box.do(withdraw)
    mails = await box.mails()
    assert isinstance(mails["return_requested"], Skip) and isinstance(mails["return_question"], Skip)


async def test_a_no_brings_the_reason_and_the_way_to_call_it_into_question(box: Mailbox) -> None:
    await box.do(decline, reason="It was <b>worn</b>.")
    mail = await told(box, ReturnKind.DECLINED)
    assert "It was <b>worn</b>." in mail.text and "&lt;b&gt;worn&lt;/b&gt;" in mail.html and "<b>worn" not in mail.html
    assert "If you see it otherwise" in mail.text
    await box.do(appeal, text="The seam was open.")
    await box.do(keep_no, text="We looked again: the sole is worn.")
    kept = await told(box, ReturnKind.NO_KEPT)
    assert "the sole is worn" in kept.text and kept.subject == "We looked at your return R-1001 again"


async def test_a_question_is_asked_in_the_staffs_own_words(box: Mailbox) -> None:
    await box.do(ask_shopper, text="Is the shade whole?\nAnd the bulb?")
    mail = await told(box, ReturnKind.QUESTION)
    assert "Is the shade whole?" in mail.text and "And the bulb?" in mail.html and "Please answer on your return's page by " in mail.text


async def test_store_credit_goes_to_its_owner_with_its_code(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        scope = await takes_back(db, merchant)
        order_id = await bought(db, scope)
        held = await returned(db, scope, "approved", "received", "inspected", socks=2)
        for each in held.items:
            each.resolution = "store_credit"
        await settle(db, scope, held.request.id, {}, now=clock.now())
        box = Mailbox(database, scope, held.request.id, order_id)
    mail = await told(box, ReturnKind.SETTLED)
    assert "Your store credit of $" in mail.text and " has the code " in mail.text
    code = mail.text.partition(" has the code ")[2][:19]
    async with database.reading() as db:
        kept = [str(each.data) for each in (await db.execute(select(Fact))).scalars()]
        kept += [str(each.data) for each in (await db.execute(select(Message))).scalars()]
    assert not [each for each in kept if code in each]


async def test_the_way_to_the_money_is_told_step_by_step(box: Mailbox) -> None:
    for use_case, raw in ((approve, {}), (receive, {}), (inspect_items, {"outcome": "rejected"})):
        await box.do(use_case, **raw)
        await box.pass_on()
    mails = await box.mails()
    assert isinstance(mails["return_approved"], Skip) and isinstance(mails["return_received"], OutgoingMail)
    refused = mails["return_not_accepted"]
    assert isinstance(refused, OutgoingMail) and refused.subject == "We could not accept return R-1001 as it came"


async def test_who_sent_nothing_is_reminded_and_told_when_it_lapses(box: Mailbox) -> None:
    await box.do(approve)
    for days, kind in ((8, ReturnKind.REMINDER), (22, ReturnKind.EXPIRED)):
        async with box.database.transaction() as db:
            await keep_time(db, box.scope.merchant_id, box.id, now=clock.now() + timedelta(days=days))
        await box.pass_on()
        mail = (await box.mails())[kind.value]
        assert isinstance(mail, OutgoingMail) and "R-1001" in mail.subject


@pytest.mark.parametrize("language", ["es", "de", "fr"])
async def test_every_kind_is_told_in_the_language_of_the_order(box: Mailbox, language: str) -> None:
    async with box.database.transaction() as db:
        (await db.get_one(Order, box.order_id)).locale = language
        for kind in ReturnKind:
            data = {"return_id": box.id, "resend_of": "x"}
            db.add(
                Message(merchant_id=box.scope.merchant_id, order_id=box.order_id, kind=kind, once_key=kind, data=data, due_at=clock.now())
            )
    english = {"Your", "your", "return", "Please", "Return"}
    for kind, mail in (await box.mails()).items():
        assert isinstance(mail, OutgoingMail)
        words = set(mail.subject.replace(":", " ").split()) | set(mail.text.partition("Wool socks")[0].split())
        assert not words & english, (kind, words & english)


def test_every_kind_follows_from_a_fact() -> None:
    assert {each.kind for each in OF_FACT.values()} == set(ReturnKind)

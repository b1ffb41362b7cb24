"""A question, its answer, and a no that is called into question: whose turn it is, once each, and within whose reach."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from tests.domain.returns.asked_for import a_shop, asked_for
from tests.domain.returns.bought import NOW
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_link, scope_of_system
from wesupply_ui.domain.returns.approve import approve
from wesupply_ui.domain.returns.decline import decline
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.inspect_items import inspect_items
from wesupply_ui.domain.returns.queries import return_by_key
from wesupply_ui.domain.returns.receive import receive
from wesupply_ui.domain.returns.talk.answer import answer
from wesupply_ui.domain.returns.talk.appeal import appeal
from wesupply_ui.domain.returns.talk.ask_shopper import ask_shopper
from wesupply_ui.domain.returns.talk.keep_no import keep_no
from wesupply_ui.domain.returns.talk.may_appeal import DAYS
from wesupply_ui.domain.returns.talk.queries import messages_about
from wesupply_ui.domain.returns.talk.take_note import take_note
from wesupply_ui.domain.returns.tracks import NotNow
from wesupply_ui.domain.returns.waiting import Queue, count_to_act_on, list_waiting
from wesupply_ui.domain.returns.withdraw import withdraw
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotAllowed, NotFound
from wesupply_ui.kernel.outbox import Fact

HOUR = timedelta(hours=1)
NO = {"reason": "It was worn."}


class Talk:
    """A return under review, its shop and its shopper."""

    def __init__(self, database: Database, shop: Scope, held: Held) -> None:
        self.database, self.shop, self.id = database, shop, held.request.id
        self.shopper = scope_of_link(shop.merchant_id, held.request.order_id)

    async def do(self, use_case: Any, text: str | None = None, *, by: Scope | None = None, after: timedelta = HOUR, **raw: Any) -> Held:
        body = raw | ({"text": text} if text is not None else {})
        async with self.database.transaction() as db:
            return await use_case(db, by or self.shop, self.id, body, now=NOW + after)

    async def said(self) -> list[tuple[str, str]]:
        async with self.database.reading() as db:
            request = await return_by_key(db, self.shop, self.id)
            return [(each.kind, each.text) for each in await messages_about(db, self.shop, request)]

    async def waits(self) -> tuple[str, str, str | None]:
        async with self.database.reading() as db:
            request = await return_by_key(db, self.shop, self.id)
            return request.state, request.step, request.turn


@pytest.fixture
async def talk(database: Database, merchant: Merchant) -> Talk:
    shop = await a_shop(database, merchant, approval="review")
    return Talk(database, shop, await asked_for(database, shop, socks=2, lamp=1))


async def test_a_question_waits_for_the_shopper_and_its_answer_for_the_staff(talk: Talk) -> None:
    await talk.do(ask_shopper, "Is the shade whole?")
    assert await talk.waits() == ("under_review", "reply", "shopper")
    held = await talk.do(answer, "Yes.\r\nSee the picture.", by=talk.shopper)
    assert await talk.waits() == ("under_review", "answer", "staff")
    assert held.request.due_at and held.request.due_at > NOW + timedelta(days=1)
    await talk.do(take_note)
    assert await talk.waits() == ("under_review", "approve", None)
    assert await talk.said() == [("question", "Is the shade whole?"), ("answer", "Yes.\nSee the picture.")]


async def test_a_form_sent_twice_says_it_once_and_no_answer_comes_unasked(talk: Talk) -> None:
    with pytest.raises(NotNow):
        await talk.do(answer, "Unasked", by=talk.shopper)
    for _time in range(2):
        await talk.do(ask_shopper, "Which colour?")
    for _time in range(2):
        await talk.do(answer, "Red", by=talk.shopper)
    assert await talk.said() == [("question", "Which colour?"), ("answer", "Red")]


async def test_an_appeal_opens_the_return_again_and_a_yes_ends_it(talk: Talk) -> None:
    await talk.do(decline, **NO)
    assert await talk.waits() == ("declined", "none", None)
    for _time in range(2):
        held = await talk.do(appeal, "The seam was open.", by=talk.shopper)
    assert await talk.waits() == ("in_question", "answer", "staff") and held.request.closed_at is None
    async with talk.database.reading() as db:
        waiting = await list_waiting(db, talk.shop, Queue("answer"))
        assert ([each.id for each in waiting.items], (await count_to_act_on(db, talk.shop)).value) == ([talk.id], 1)
    with pytest.raises(NotNow):
        await talk.do(take_note)
    held = await talk.do(approve, items=[{"id": each.id} for each in held.items])
    assert await talk.waits() == ("waiting", "send", None) and held.request.appeal_at is None
    assert await talk.said() == [("appeal", "The seam was open.")]


async def test_a_no_can_be_kept_in_words_three_times_and_within_thirty_days(talk: Talk) -> None:
    await talk.do(decline, **NO)
    for at in range(3):
        await talk.do(appeal, f"Please, {at}", by=talk.shopper)
        with pytest.raises(NotNow):
            await talk.do(appeal, "And again", by=talk.shopper)
        await talk.do(keep_no, f"No, {at}")
        assert await talk.waits() == ("declined", "none", None)
    with pytest.raises(NotNow):
        await talk.do(appeal, "Once more", by=talk.shopper)
    assert len(await talk.said()) == 6


async def test_after_thirty_days_a_no_stands(talk: Talk) -> None:
    await talk.do(decline, **NO)
    with pytest.raises(NotNow):
        await talk.do(appeal, "Late", by=talk.shopper, after=DAYS + 2 * HOUR)
    await talk.do(appeal, "In time", by=talk.shopper, after=DAYS)


async def test_what_was_not_accepted_is_looked_at_again(talk: Talk) -> None:
    await talk.do(approve)
    await talk.do(receive)
    held = await talk.do(inspect_items, outcome="rejected")
    assert (await talk.waits())[0] == "not_accepted"
    await talk.do(appeal, "It came like that.", by=talk.shopper)
    assert await talk.waits() == ("in_question", "answer", "staff")
    await talk.do(ask_shopper, "Have you a picture?")
    assert await talk.waits() == ("in_question", "reply", "shopper")
    await talk.do(answer, "I have.", by=talk.shopper)
    await talk.do(inspect_items, items=[{"id": each.id, "outcome": "accepted"} for each in held.items])
    assert await talk.waits() == ("to_be_paid", "settle", None)


async def test_a_return_that_is_withdrawn_asks_nothing_more(talk: Talk) -> None:
    await talk.do(ask_shopper, "Which colour?")
    await talk.do(withdraw, by=talk.shopper)
    assert await talk.waits() == ("withdrawn", "none", None)
    with pytest.raises(NotNow):
        await talk.do(ask_shopper, "Still there?")


@pytest.mark.parametrize("text", ["", "   \n ", "x" * 2001, None, 7, ["a"], "\u202e\u200f"])
async def test_words_are_plain_text_of_some_length(talk: Talk, text: Any) -> None:
    with pytest.raises(Invalid) as refused:
        await talk.do(ask_shopper, text=text)
    assert refused.value.problems[0].field == "text"


async def test_control_signs_go_and_lines_stay(talk: Talk) -> None:
    await talk.do(ask_shopper, "One\x07\u202etwo\nthree")
    assert await talk.said() == [("question", "Onetwo\nthree")]


async def test_shoppers_ask_nothing_and_strangers_reach_nothing(talk: Talk, database: Database) -> None:
    for use_case in (ask_shopper, keep_no, take_note):
        with pytest.raises(NotAllowed):
            await talk.do(use_case, "Hello" if use_case is not take_note else None, by=talk.shopper)
    async with database.transaction() as db:
        rival = Merchant(slug="rival", name="Rival", time_zone="UTC", currency="USD", country="US")
        db.add(rival)
        await db.flush()
    for stranger in (scope_of_system(rival.id, "test"), scope_of_link(talk.shop.merchant_id, "another order")):
        with pytest.raises((NotFound, NotAllowed)):
            await talk.do(ask_shopper if stranger.merchant_id == rival.id else answer, "Hello", by=stranger)


async def test_each_word_is_a_fact_and_a_note_without_what_was_written(talk: Talk) -> None:
    await talk.do(ask_shopper, "A secret question")
    await talk.do(answer, "A secret answer", by=talk.shopper)
    await talk.do(decline, **NO)
    await talk.do(appeal, "A secret appeal", by=talk.shopper)
    await talk.do(keep_no, "A secret reply")
    async with talk.database.reading() as db:
        facts, notes = await _facts(db), (await db.execute(select(AuditEntry))).scalars().all()
    told = [each.name for each in facts if each.name.startswith("return.")]
    assert told[1:] == ["return.question_asked", "return.answered", "return.declined", "return.appealed", "return.appeal_declined"]
    assert "secret" not in str([each.data for each in facts]) and "secret" not in str([each.model_dump() for each in notes])
    assert {"return.question_asked", "return.appeal_declined"} <= {each.action for each in notes}


async def _facts(db: AsyncSession) -> list[Fact]:
    return sorted((await db.execute(select(Fact))).scalars(), key=lambda each: (each.happened_at, each.id))

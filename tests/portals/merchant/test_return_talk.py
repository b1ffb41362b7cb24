"""What staff say to a shopper on a return's page: asked, answered, and a no that is looked at again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.portals.merchant.conftest import OpenTab
from tests.portals.tabs import Tab
from tests.returning import bought, returned, takes_back
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_link, scope_of_system
from wesupply_ui.domain.returns.decline import decline
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.talk.answer import answer
from wesupply_ui.domain.returns.talk.appeal import appeal
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.one_return.state import ReturnState
from wesupply_ui.portals.merchant.one_return.talk_state import ReturnTalkState


@pytest.fixture
async def held(sqlite: Database, acme: Merchant) -> Held:
    """R-1001, which waits for a yes."""
    async with sqlite.transaction() as db:
        scope = await takes_back(db, acme)
        await bought(db, scope)
        return await returned(db, scope, socks=2)


async def opened(tab: OpenTab, **who: Any) -> tuple[Tab, ReturnState]:
    found = await tab("/app/returns/R-1001", number="R-1001", **who)
    await found.call(ReturnState.load)
    return found, await found.state(ReturnState)


async def test_staff_ask_and_read_the_answer_which_is_said_to_be_read(tab: OpenTab, held: Held, sqlite: Database) -> None:
    page, state = await opened(tab)
    said = await page.call(ReturnTalkState.write, form={"text": "Which colour?"})
    assert "Sent to the shopper" in said.said
    async with sqlite.transaction() as db:
        link = scope_of_link(held.request.merchant_id, held.request.order_id)
        await answer(db, link, held.request.id, {"text": "Red"}, now=clock.now())
    await page.call(ReturnState.refresh)
    assert [(each.side, each.words) for each in state.page.talk] == [("mine", "Which colour?"), ("theirs", "Red")]
    assert (state.page.turn, state.page.word, state.page.next_deed) == ("staff", "Answered", "approve")
    await page.call(ReturnTalkState.take_note)
    await page.call(ReturnState.refresh)
    assert (state.page.turn, state.page.word) == ("", "To approve")


async def test_a_no_is_kept_in_words_and_a_blank_is_told(tab: OpenTab, held: Held, sqlite: Database) -> None:
    async with sqlite.transaction() as db:
        await decline(db, scope_of_system(held.request.merchant_id, "test"), held.request.id, {"reason": "Worn"}, now=clock.now())
        link = scope_of_link(held.request.merchant_id, held.request.order_id)
        await appeal(db, link, held.request.id, {"text": "It came like that"}, now=clock.now())
    page, state = await opened(tab)
    assert (state.page.is_appealed, state.page.word, state.page.next_deed) == (True, "Appealed", "approve")
    await page.call(ReturnTalkState.write, form={"text": "  ", "as": "reply"})
    assert (await page.state(ReturnTalkState)).problem == "is blank"
    await page.call(ReturnTalkState.write, form={"text": "We looked again.", "as": "reply"})
    await page.call(ReturnState.refresh)
    assert (state.page.is_appealed, state.page.word, state.page.talk[-1].words) == (False, "Declined", "We looked again.")


async def test_who_may_only_read_says_nothing_and_a_rivals_staff_see_nothing(tab: OpenTab, held: Held, rival: Merchant) -> None:
    page, state = await opened(tab, role="analyst")
    refused = await page.call(ReturnTalkState.write, form={"text": "Hello"})
    assert not refused.ran and state.page.talk == []
    other, elsewhere = await opened(tab, merchant=rival)
    assert elsewhere.lost
    await other.call(ReturnTalkState.write, form={"text": "Hello"})
    await page.call(ReturnState.refresh)
    assert state.page.talk == []

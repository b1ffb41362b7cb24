"""A merchant sets the return policy without code: staff draft it as sentences, try it, publish it; others look or stay out."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from tests.domain.returns.bought import POLICY
from tests.portals.merchant.conftest import OpenTab
from tests.portals.tabs import Tab
from tests.returning import bought, takes_back
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.returns.models import PolicyVersion
from wesupply_ui.domain.returns.quote import quote
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.settings.returns.condition_state import ConditionState as C
from wesupply_ui.portals.merchant.settings.returns.file_state import FileState as F
from wesupply_ui.portals.merchant.settings.returns.outcome_state import OutcomeState as O
from wesupply_ui.portals.merchant.settings.returns.publish_state import PublishState as P
from wesupply_ui.portals.merchant.settings.returns.reason_state import ReasonState as W
from wesupply_ui.portals.merchant.settings.returns.rule_state import RuleState as R
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState as S
from wesupply_ui.portals.merchant.settings.returns.trying_state import TryState as T
from wesupply_ui.portals.merchant.settings.returns.versions_state import VersionsState as V

PAGE = "/app/settings/returns"


@pytest.fixture
async def order(sqlite: Database, acme: Merchant) -> str:
    """A lamp and socks that arrived four days ago, and a policy by which somebody looks at each return; the order's id."""
    async with sqlite.transaction() as db:
        return await bought(db, await takes_back(db, acme))


async def opened(tab: OpenTab, **who: Any) -> tuple[Tab, Any]:
    page = await tab(PAGE, **who)
    for handler in (S.load, T.load, V.load):
        await page.call(handler)
    return page, await page.state(S)


def said(state: Any, place: int = 0) -> str:
    return "".join(piece.words for piece in state.rules[place].pieces)


async def made_final_sale(page: Tab, state: Any) -> None:
    """The rule as somebody makes it, part by part."""
    await page.call(R.add)
    key = state.rules[-1].key
    await page.call(S.open, key=key, to="name")
    await page.call(R.rename, key=key, name="No lamps")
    await page.call(C.add, path="")
    await page.call(C.ask_for, path="all.0", field="line.title")
    await page.call(C.compare, path="all.0", op="contains")
    await page.call(C.value, path="all.0", value="lamp")
    await page.call(O.speak, aspect="returnable")
    await page.call(O.speak, aspect="say")
    await page.call(O.change, aspect="say", member="", value="Lamps stay.")


async def test_a_rule_is_made_tried_and_published_and_then_holds(tab: OpenTab, sqlite: Database, acme: Merchant, order: str) -> None:
    page, state = await opened(tab)
    assert not state.has_draft and not state.is_blank
    await made_final_sale(page, state)
    assert said(state) == "If the item's name contains lamp, then it can't be returned, saying “Lamps stay.”"
    assert state.faults == [] and state.has_draft and "Draft, kept Today" in state.standing and state.undrafted.startswith("1 change ")

    tried = await page.state(T)
    assert [each.words.split(" · ")[0] for each in tried.found] == ["#5001"]
    await page.call(T.choose, order_id=order)
    verdicts = {each.title: (each.verdict, each.standing, each.rule_name) for each in tried.answers}
    assert verdicts["Brass lamp"] == ("No", "Somebody looks", "No lamps") and verdicts["Wool socks"][0] == "Somebody looks"
    assert tried.deciding == [state.rules[0].key]
    await page.call(T.ask_for, line="lamp", quantity="0")
    assert [each.title for each in tried.answers] == ["Wool socks"]

    await page.call(P.ask)
    asked = await page.state(P)
    assert [(each.sign, each.about, each.after) for each in asked.rows] == [("added", "Rule “No lamps” is new", said(state))]
    await page.call(P.choose_which, which="all_orders")
    answer = await page.call(P.publish, form={})
    assert "Published as version 2" in answer.said and not asked.is_open
    scope = scope_of_system(acme.id, "test")
    async with sqlite.reading() as db:
        raw = {"order_external_id": "5001", "lines": [{"line_external_id": "lamp", "quantity": 1, "reason": "size"}]}
        assert (await quote(db, scope, raw, now=now())).items[0].verdict == "no"


async def test_faults_stand_at_their_place_and_keep_it_from_being_published(tab: OpenTab, sqlite: Database, order: str) -> None:
    page, state = await opened(tab)
    await made_final_sale(page, state)
    await page.call(O.speak, aspect="window")
    await page.call(O.change, aspect="window", member="days", value="a month")
    assert state.outcome.window_days == "a month" and state.outcome.errors["window"] == "is no whole number"
    (fault,) = state.faults
    assert (fault.where, fault.words, fault.opens, fault.place) == ("No lamps", "Until when: is no whole number", "r1", "then.window")
    await page.call(P.ask)
    assert "cannot be published yet" in (await page.call(P.publish, form={})).said
    await page.call(O.be_silent, aspect="window")
    await page.call(C.compare, path="all.0", op="in")
    await page.call(C.less, path="all.0", value="lamp")
    assert state.parts[1].error == "is not filled in yet" and state.rules[0].fault
    await page.call(C.more, path="all.0", value="Brass lamp, Floor lamp")
    assert [each.value for each in state.parts[1].several] == ["Brass lamp", "Floor lamp"] and state.faults == []
    async with sqlite.reading() as db:
        assert len((await db.execute(select(PolicyVersion))).all()) == 1


async def test_of_two_tabs_the_second_is_told_and_does_it_again(tab: OpenTab, order: str) -> None:
    ada, mine = await opened(tab)
    grace, hers = await opened(tab, role="manager")
    await ada.call(R.add)
    answer = await grace.call(S.rename, name="Grace's name")
    assert "Somebody else changed the draft" in answer.said and hers.moved and hers.can_redo
    assert len(hers.rules) == 1 and hers.name == "Standard", "she sees what was done first"
    await grace.call(S.do_again)
    assert hers.name == "Grace's name" and len(hers.rules) == 1 and not hers.moved
    await ada.call(S.refresh)
    assert mine.name == "Grace's name"


async def test_rules_are_moved_copied_switched_removed_and_taken_back(tab: OpenTab, order: str) -> None:
    page, state = await opened(tab)
    for name in ("One", "Two", "Three"):
        await page.call(R.add)
        await page.call(R.rename, key=state.rules[-1].key, name=name)
    await page.call(R.put, moved="r3:0")
    assert [each.name for each in state.rules] == ["Three", "One", "Two"] and state.said == "“Three” is rule 1 of 3 now"
    for nonsense in ("r3", "r3:x", "r9:0", ""):
        await page.call(R.put, moved=nonsense)
    await page.call(R.duplicate, key="r1")
    await page.call(R.switch, key="r2", on=False)
    assert [(each.name, each.is_on) for each in state.rules] == [("Three", True), ("One", True), ("Copy of One", False), ("Two", False)]
    await page.call(R.remove, key="r1")
    assert state.removed == "One" and len(state.rules) == 3
    await page.call(R.take_back)
    assert [each.name for each in state.rules][1] == "One" and state.removed == ""
    await page.call(S.discard)
    assert state.rules == [] and not state.has_draft


async def test_a_reason_that_rules_ask_for_is_not_removed_unasked(tab: OpenTab, order: str) -> None:
    page, state = await opened(tab)
    await page.call(W.add, form={"label": "Smells odd", "under": ""})
    await page.call(W.add, form={"label": "Of smoke", "under": "smells_odd"})
    await page.call(R.add)
    await page.call(S.open, key="r1", to="name")
    await page.call(C.add, path="")
    await page.call(C.ask_for, path="all.0", field="return.sub_reason")
    await page.call(C.value, path="all.0", value="of_smoke")
    assert "Smells odd › Of smoke" in said(state)
    await page.call(W.remove, code="smells_odd", under="")
    asking = await page.state(W)
    assert asking.asking == "smells_odd" and "New rule" in asking.asking_rules
    await page.call(W.remove_anyway)
    assert all(tree.row.code != "smells_odd" for tree in state.reasons) and any(fault.opens == "r1" for fault in state.faults)


async def test_versions_are_compared_and_brought_back(tab: OpenTab, order: str) -> None:
    page, state = await opened(tab)
    await made_final_sale(page, state)
    await page.call(P.ask)
    await page.call(P.publish, form={})
    await page.call(V.load)
    history = await page.state(V)
    assert [(each.number, each.standing) for each in history.rows] == [("2", "In force"), ("1", "Past")]
    assert [each.about for each in history.changes] == ["Rule “No lamps” is new"]
    await page.call(V.compare, end="before", number="2")
    await page.call(V.compare, end="after", number="1")
    assert [each.about for each in history.changes] == ["Rule “No lamps” is gone"]
    await page.call(V.ask, number="1")
    await page.call(V.restore)
    await page.call(V.load)
    assert [each.number for each in history.rows] == ["3", "2", "1"] and "version 1 again" in history.rows[0].about


async def test_a_file_is_checked_before_it_is_the_draft(tab: OpenTab, order: str) -> None:
    page, state = await opened(tab)
    for text, problem in (("", "Choose a file"), ("{", "look at line 1"), ("[]", "is an object")):
        await page.call(F.take, form={"document": text})
        assert problem in (await page.state(F)).problem
    broken = POLICY | {"rules": [{"name": "X", "then": {"photo": "perhaps"}}]}
    await page.call(F.take, form={"document": json.dumps(broken)})
    assert [each.where for each in (await page.state(F)).faults] == ["rules[0].then.photo"] and not state.has_draft
    told = POLICY | {"name": "From a file", "version": 9, "published_at": "x", "effective_at": "2026-01-01T00:00:00Z"}
    await page.call(F.take, form={"document": json.dumps(told)})
    assert state.name == "From a file" and state.has_draft
    ((_name, download),) = (await page.call(F.give)).events
    taken = json.loads(base64.b64decode(download["url"].partition(",")[2]))
    assert taken["name"] == "From a file" and taken["reasons"] == POLICY["reasons"]


async def test_a_merchant_without_a_policy_begins_with_a_whole_one(tab: OpenTab, sqlite: Database) -> None:
    page, state = await opened(tab)
    assert state.is_blank
    await page.call(S.begin, key="nonsense")
    assert state.is_blank
    await page.call(S.begin, key="paid_refund")
    assert not state.is_blank and len(state.rules) == 2 and state.faults == []
    await page.call(P.ask)
    await page.call(P.publish, form={})
    async with sqlite.reading() as db:
        assert len((await db.execute(select(PolicyVersion))).all()) == 1


EDITS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (S.rename, {"name": "X"}), (S.begin, {"key": "free"}), (S.discard, {}), (R.add, {}), (R.put, {"moved": "r1:0"}),
    (R.remove, {"key": "r1"}),
    (C.add, {"path": ""}), (O.speak, {"aspect": "say"}), (W.add, {"form": {"label": "X"}}), (P.ask, {}), (P.publish, {"form": {}}),
    (V.restore, {}), (F.take, {"form": {"document": json.dumps(POLICY)}}),
)  # fmt: skip


@pytest.mark.parametrize("role", ["support", "returns_agent", "analyst"])
async def test_who_may_only_look_sees_the_policy_and_changes_nothing(tab: OpenTab, order: str, role: str) -> None:
    page, state = await opened(tab, role=role)
    assert state.loaded and state.name == "Standard"
    for handler, payload in EDITS:
        assert not (await page.call(handler, **payload)).ran
    await page.call(T.choose, order_id=order)
    assert (await page.state(T)).answers


async def test_another_merchants_draft_and_orders_are_not_there(tab: OpenTab, sqlite: Database, rival: Merchant, order: str) -> None:
    mine, _state = await opened(tab)
    await mine.call(S.rename, name="Secret of Acme")
    theirs, state = await opened(tab, merchant=rival)
    assert state.is_blank and (await theirs.state(T)).found == []
    answer = await theirs.call(T.choose, order_id=order)
    assert "no" in answer.said.casefold() and not (await theirs.state(T)).lines
    async with sqlite.reading() as db:
        assert (await db.execute(select(Order).where(Order.placed_at < now() - timedelta(days=1)))).first()

"""Staff draft the next policy together: nobody's work is overwritten, and what is published is what was looked at."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from tests.builders import a_merchant
from tests.domain.returns.bought import NOW, POLICY
from tests.returning import bought, takes_back
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import RETURNS_READ
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.returns.editing.templates import template
from wesupply_ui.domain.returns.models import PolicyDraft
from wesupply_ui.domain.returns.policy_drafts.check import check_draft
from wesupply_ui.domain.returns.policy_drafts.edit import DraftMoved, discard_draft, edit_draft
from wesupply_ui.domain.returns.policy_drafts.kept import Kept, kept
from wesupply_ui.domain.returns.policy_drafts.publish import publish_draft
from wesupply_ui.domain.returns.publish import publish
from wesupply_ui.domain.returns.read_trial import TrialAsked
from wesupply_ui.domain.returns.suggest import suggestions
from wesupply_ui.domain.returns.try_one import try_one
from wesupply_ui.domain.returns.try_out import try_over
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotAllowed

BEGIN = ("replace_all", {"document": POLICY})
FINAL: dict[str, Any] = {
    "name": "Final sale",
    "when": {"all": [{"field": "line.title", "op": "contains", "value": "lamp"}]},
    "then": {"returnable": False},
}


@pytest.fixture
def owner(merchant: Merchant) -> Scope:
    return scope_of_system(merchant.id, "ada")


async def edit(database: Database, scope: Scope, name: str, arguments: dict[str, Any], seen: int) -> Kept:
    async with database.transaction() as db:
        return await edit_draft(db, scope, name, arguments, seen=seen, now=NOW)


async def read(database: Database, scope: Scope) -> Kept:
    async with database.reading() as db:
        return await kept(db, scope)


async def test_a_change_is_kept_at_once_with_who_and_when(database: Database, owner: Scope, merchant: Merchant) -> None:
    assert (await read(database, owner)).version == 0
    first = await edit(database, owner, *BEGIN, seen=0)
    grace = scope_of_system(merchant.id, "grace")
    second = await edit(database, grace, "add_rule", {"name": "Mine"}, seen=1)
    found = await read(database, owner)
    assert (first.version, second.version, found.version, found.changed_by, found.changed_at) == (1, 2, 2, "grace", NOW)
    assert found.draft == second.draft and [rule["name"] for rule in found.draft["rules"]] == ["Mine"]
    same = await edit(database, owner, "name_policy", {"name": POLICY["name"]}, seen=2)
    assert same.version == 2, "what changes nothing is no change"
    async with database.transaction() as db:
        other = scope_of_system((await a_merchant(db, "rival", password=None)).id, "x")
    assert (await read(database, other)).version == 0


async def test_of_two_at_once_the_second_is_told_and_nothing_is_lost(database: Database, owner: Scope, merchant: Merchant) -> None:
    await edit(database, owner, *BEGIN, seen=0)
    names = ("Ada's", "Grace's", "Edsger's")
    outcomes = await asyncio.gather(
        *(edit(database, scope_of_system(merchant.id, name), "add_rule", {"name": name}, seen=1) for name in names), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["DraftMoved", "DraftMoved", "Kept"]
    (winner,) = [each for each in outcomes if isinstance(each, Kept)]
    assert (await read(database, owner)).draft == winner.draft
    again = await edit(database, owner, "add_rule", {"name": "Again"}, seen=2)
    assert [rule["name"] for rule in again.draft["rules"]] == [winner.draft["rules"][0]["name"], "Again"]


async def test_of_two_who_begin_at_once_one_is_told(database: Database, owner: Scope) -> None:
    outcomes = await asyncio.gather(*(edit(database, owner, *BEGIN, seen=0) for _ in range(3)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in outcomes) == ["DraftMoved", "DraftMoved", "Kept"]


async def test_a_draft_is_published_once_it_holds_and_is_done_with(database: Database, owner: Scope) -> None:
    await edit(database, owner, *BEGIN, seen=0)
    broken = await edit(database, owner, "add_rule", {"name": "Nothing"}, seen=1)
    async with database.transaction() as db:
        with pytest.raises(Invalid) as refused:
            await publish_draft(db, owner, seen=2, newest=0, now=NOW)
        assert [each.field for each in refused.value.problems] == ["rules[0].then"]
        assert (await check_draft(db, owner, broken.draft)).policy is None
    await edit(database, owner, "speak_of", {"place": "r1", "aspect": "returnable"}, seen=2)
    for when in ("soon", NOW.date().isoformat()):
        async with database.transaction() as db:
            with pytest.raises(Invalid):
                await publish_draft(db, owner, seen=3, newest=0, begins_on=when, now=NOW)
    async with database.transaction() as db:
        version = await publish_draft(db, owner, seen=3, newest=0, begins_on="2026-12-24", applies_to="all_orders", now=NOW)
    assert (version.number, version.applies_to, version.effective_at.isoformat()) == (1, "all_orders", "2026-12-24T06:00:00+00:00")
    found = await read(database, owner)
    assert (found.version, found.newest and found.newest.number, found.draft["rules"][0]["name"]) == (0, 1, "Nothing")
    async with database.reading() as db:
        told = [each.action for each in (await db.execute(select(AuditEntry).order_by(AuditEntry.seq))).scalars()]  # type: ignore[arg-type]
    assert told == ["return_policy.draft_begun", "return_policy.published"]


async def test_what_changed_since_it_was_looked_at_is_neither_published_nor_discarded(database: Database, owner: Scope) -> None:
    await edit(database, owner, *BEGIN, seen=0)
    await edit(database, owner, "name_policy", {"name": "Other"}, seen=1)
    async with database.transaction() as db:
        for attempt in (publish_draft(db, owner, seen=1, newest=0, now=NOW), discard_draft(db, owner, seen=1, now=NOW)):
            with pytest.raises(DraftMoved):
                await attempt
        await publish(db, owner, POLICY, now=NOW)
        with pytest.raises(DraftMoved):
            await publish_draft(db, owner, seen=2, newest=0, now=NOW)
        await discard_draft(db, owner, seen=2, now=NOW)
        assert (await db.execute(select(PolicyDraft))).first() is None
        assert (await kept(db, owner)).draft["name"] == "Standard"


async def test_who_may_only_look_drafts_nothing(database: Database, owner: Scope) -> None:
    looker = replace(owner, permissions=frozenset({RETURNS_READ}))
    async with database.transaction() as db:
        await kept(db, looker)
        for attempt in (
            edit_draft(db, looker, *BEGIN, seen=0, now=NOW),
            discard_draft(db, looker, seen=0, now=NOW),
            publish_draft(db, looker, seen=0, newest=0, now=NOW),
            kept(db, replace(owner, permissions=frozenset())),
        ):
            with pytest.raises(NotAllowed):
                await attempt


async def test_a_draft_is_tried_on_one_order_and_over_the_latest(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        shop = await takes_back(db, merchant)
        await bought(db, shop, "5001")
        await bought(db, shop, "5002", placed_at=(now() - timedelta(days=40)).isoformat())
        await edit_draft(db, shop, "add_rule", FINAL, seen=0, now=now())
        found = await check_draft(db, shop, (await kept(db, shop)).draft)
        assert found.by_key
        asked = [{"line_external_id": name, "quantity": 1, "reason": "size"} for name in ("socks", "lamp")]
        draft, standing = await try_one(db, shop, found.by_key, {"order_external_id": "5001", "lines": asked}, now=now())
        assert [item.verdict for item in draft.items] == ["ask", "no"] and draft.items[1].decided_by["returnable"] == "r1"
        assert standing and [item.verdict for item in standing.items] == ["ask", "ask"]
        heard: list[tuple[int, int]] = []

        def hear(done: int, of: int) -> None:
            heard.append((done, of))

        trial = await try_over(db, shop, found.by_key, TrialAsked(None, 1000, days=30), now=now(), progress=hear)
        assert (trial.orders, trial.flips[("ask", "no")].items, heard[-1]) == (1, 1, (1, 1))
        assert [each.after for each in trial.rules] == ["r1"]
        assert (await try_over(db, shop, found.by_key, TrialAsked(None, 1000), now=now())).orders == 2


async def test_words_that_conditions_may_ask_for_are_the_shops_own(database: Database, merchant: Merchant) -> None:
    line = {
        "external_id": "a",
        "title": "Stove",
        "unit_price": "9.00",
        "options": {"Colour": "Red"},
        "attributes": {"tags": "hazmat, sale"},
    }
    async with database.transaction() as db:
        shop = await takes_back(db, merchant)
        await bought(db, shop, "5001", lines=[line], shipments=[], tags=["vip-day"])
        found = await suggestions(db, shop)
        rival = scope_of_system((await a_merchant(db, "rival", password=None)).id, "x")
        assert await suggestions(db, rival) == {"customer.group": []}
    assert set(found["line.tags"]) == {"hazmat", "sale"} and found["line.title"] == ["Stove"] and found["order.tags"] == ["vip-day"]
    assert found["line.options."] == ["Colour"] and found["line.options.Colour"] == ["Red"]


async def test_a_template_becomes_a_policy(database: Database, owner: Scope) -> None:
    await edit(database, owner, "replace_all", {"document": template("paid_refund")}, seen=0)
    async with database.transaction() as db:
        assert (await publish_draft(db, owner, seen=1, newest=0, now=NOW)).number == 1

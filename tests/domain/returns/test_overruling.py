"""Staff make a return that the policy forbids: by permission, with a reason that is kept, and never for more than was paid."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import select

from tests.domain.returns.asked_for import a_shop, wanted
from tests.domain.returns.bought import NOW
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import RETURNS_OVERRULE
from wesupply_ui.domain.accounts.roles import permissions_of
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_link
from wesupply_ui.domain.returns.amount_of import money_of
from wesupply_ui.domain.returns.answer import Verdict, summed
from wesupply_ui.domain.returns.change_method import change_method
from wesupply_ui.domain.returns.held import Held
from wesupply_ui.domain.returns.open_return import open_return
from wesupply_ui.domain.returns.quote import quote
from wesupply_ui.domain.returns.receive import receive
from wesupply_ui.domain.returns.settle import settle
from wesupply_ui.domain.returns.unchanged import ReturnRefused
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotAllowed

WHY = "She called before it was over"
PAID = 3 * 1000 - 100 + 250 + 8000 + 660


@pytest.fixture
async def shop(database: Database, merchant: Merchant) -> Scope:
    """Takes nothing back after three days: the parcel came ten days ago."""
    return await a_shop(database, merchant, window={"days": 3})


async def opened(database: Database, scope: Scope, **more: Any) -> Held:
    own = {name: more.pop(name) for name in ("overrule", "approval", "method") if name in more}
    async with database.transaction() as db:
        return await open_return(db, scope, wanted(**more) | own, now=NOW)


async def test_the_quote_still_says_no_and_the_deed_says_who_and_why(database: Database, shop: Scope) -> None:
    with pytest.raises(ReturnRefused):
        await opened(database, shop, lamp=1)
    async with database.reading() as db:
        plain = await quote(db, shop, wanted(lamp=1), now=NOW)
        told = await quote(db, shop, wanted(lamp=1), now=NOW, overruled=True)
    assert (plain.items[0].verdict, plain.money.total) == (Verdict.NO, 0)
    assert (told.items[0].verdict, [each.code for each in told.items[0].reasons]) == (Verdict.NO, ["window_closed"])
    assert told.money.total == 8000 + 660 - 500
    held = await opened(database, shop, lamp=1, overrule=WHY, approval="now", expected_total="81.60")
    (item,) = held.items
    assert (item.overruled_by, item.overruled_because, item.why) == (shop.actor, WHY, ["window_closed"])
    assert (item.authorisation, held.request.step, money_of(item).total) == ("approved", "send", 8160)
    async with database.reading() as db:
        (note,) = (await db.execute(select(AuditEntry).where(AuditEntry.action == "return.overruled"))).scalars()
    assert (note.label, note.after) == ("R-1001", {"overruled": ["window_closed"], "because": WHY})


async def test_only_who_may_overrules(database: Database, shop: Scope) -> None:
    for role in ("support", "returns_agent", "machine"):
        somebody = replace(shop, permissions=permissions_of(role))
        with pytest.raises(NotAllowed):
            await opened(database, somebody, lamp=1, overrule=WHY)
        with pytest.raises(NotAllowed):
            async with database.reading() as db:
                await quote(db, somebody, wanted(lamp=1), now=NOW, overruled=True)
    manager = replace(shop, permissions=permissions_of("manager"))
    assert RETURNS_OVERRULE in manager.permissions and (await opened(database, manager, lamp=1, overrule=WHY)).items[0].overruled_by
    shopper = scope_of_link(shop.merchant_id, (await opened(database, shop, socks=1, overrule=WHY)).request.order_id)
    with pytest.raises(NotAllowed):
        await opened(database, shopper, socks=1, overrule=WHY)
    with pytest.raises(Invalid):
        await opened(database, shopper, socks=1, approval="now")


async def test_what_may_come_back_anyway_is_not_marked_as_overruled(database: Database, merchant: Merchant) -> None:
    scope = await a_shop(database, merchant)
    held = await opened(database, scope, socks=1, overrule=WHY, approval="review")
    assert (held.items[0].overruled_by, held.items[0].authorisation) == (None, "requested")


async def test_overruling_never_pays_more_than_was_paid(database: Database, shop: Scope) -> None:
    every = await opened(database, shop, socks=3, lamp=1, overrule=WHY, approval="now", resolution="offline_refund")
    assert summed(money_of(each) for each in every.items).gross == PAID
    for asked in ({"socks": 1}, {"lamp": 1}, {"socks": 3, "lamp": 1}):
        with pytest.raises(ReturnRefused) as refused:
            await opened(database, shop, **asked, overrule=WHY, approval="now")
        assert all("returned already" in each.message for each in refused.value.problems)
    async with database.transaction() as db:
        await receive(db, shop, "R-1001", {}, now=NOW)
        held = await settle(db, shop, "R-1001", {"items": [{"id": each.id} for each in every.items]}, now=NOW)
    assert {each.settlement for each in held.items} <= {"pending", "settled"}


async def test_an_overruled_return_can_still_be_sent_another_way(database: Database, shop: Scope) -> None:
    await opened(database, shop, lamp=1, overrule=WHY, method="label")
    async with database.transaction() as db:
        held = await change_method(db, shop, "R-1001", {"method": "store"}, now=NOW)
    assert held.items[0].method == "store"

"""What is at hand on every screen: the search, the inbox, the way to one's other merchants, all within the own merchant."""

from __future__ import annotations

import pytest

from tests.builders import a_scan, an_order, heard
from tests.portals.merchant.conftest import OpenTab
from tests.portals.tabs import Tab
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person
from wesupply_ui.domain.accounts.scopes import SignedIn
from wesupply_ui.domain.notifications import tell_staff
from wesupply_ui.domain.tracking.everywhere import look_everywhere
from wesupply_ui.jobs.outbox import dispatch_due
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.access import MERCHANT, acting, look, who
from wesupply_ui.portals.marks import Mark
from wesupply_ui.portals.merchant.inbox.state import InboxState
from wesupply_ui.portals.merchant.person import PersonState, telling_of
from wesupply_ui.portals.merchant.searching.rows import GroupRow, groups_of


@pytest.fixture
async def orders(sqlite: Database, acme: Merchant, rival: Merchant) -> None:
    async with sqlite.transaction() as db:
        for merchant, at in ((acme, 1), (rival, 2)):
            number = f"1Z999AA1000000000{at}"
            await an_order(db, merchant, f"#700{at}", parcels=[number], name="Grace Okafor", email=f"grace@{merchant.slug}.example")
            await heard(db, number, a_scan("Departed", ago=5), a_scan("Lost", None, condition="lost", reason="lost"))
        for at in range(7):
            await an_order(db, acme, f"#800{at}", name="Ada Lovelace", email="ada@example.com")
    await dispatch_due(sqlite, (tell_staff.on_fact,), now())


async def found(tab: Tab, typed: str) -> dict[str, list[tuple[str, str]]]:
    state = await tab.state(PersonState)
    with acting(Mark(MERCHANT, "orders.read")):
        async with look(state) as (db, scope):
            everything = await look_everywhere(db, scope, typed)
    groups: list[GroupRow] = groups_of(everything, typed, await telling_of(state), scope.permissions)
    return {group.name: [(hit.title, hit.href) for hit in group.hits] for group in groups}


async def test_one_search_finds_orders_parcels_customers_and_pages(tab: OpenTab, orders: None) -> None:
    one = await tab()
    by_name = await found(one, "grace")
    assert [title for title, _ in by_name["Orders"]] == ["#7001"]
    assert by_name["Customers"] == [("Grace Okafor", "/app/orders?q=grace%40acme.example")]
    assert "Parcels" not in by_name, "a name means no parcel's number"
    by_number = await found(one, "1Z 999 AA1 00")
    assert [title for title, _ in by_number["Parcels"]] == ["1Z999AA10000000001"]
    assert [href for _, href in (await found(one, "audit"))["Pages"]] == ["/app/settings/audit"]


async def test_more_orders_than_are_shown_lead_to_the_list(tab: OpenTab, orders: None) -> None:
    hits = (await found(await tab(), "lovelace"))["Orders"]
    assert len(hits) == 6 and hits[-1][1] == "/app/orders?q=lovelace"


@pytest.mark.parametrize("typed", ["", "g", "   ", "%", "'; drop table", "\x00\x00", "x" * 5000])
async def test_what_means_nothing_finds_nothing(tab: OpenTab, orders: None, typed: str) -> None:
    assert await found(await tab(), typed) == {}


async def test_another_merchants_things_are_not_found(tab: OpenTab, orders: None, rival: Merchant) -> None:
    assert await found(await tab(), "#7002") == {}
    assert await found(await tab(), "1Z999AA10000000002") == {}
    assert [title for title, _ in (await found(await tab(merchant=rival), "grace"))["Orders"]] == ["#7002"]


async def test_pages_that_a_role_does_not_open_are_not_found(tab: OpenTab, orders: None) -> None:
    assert await found(await tab(role="analyst"), "audit") == {}
    assert await found(await tab(role="analyst"), "import orders") == {}


async def test_the_bell_counts_and_the_drawer_tells(tab: OpenTab, orders: None) -> None:
    one = await tab()
    await one.call(InboxState.load)
    state = await one.state(InboxState)
    assert (state.unread, state.rows) == ("1", [])
    await one.call(InboxState.set_open, is_open=True)
    (row,) = state.rows
    assert (row.words, row.is_read) == ("UPS lost parcel 1Z999AA10000000001", False)
    assert row.href.startswith("/app/orders/%237001?id=")
    await one.call(InboxState.read, notice_id=row.id)
    assert (state.unread, state.rows[0].is_read) == ("", True)


async def test_the_inbox_is_told_in_the_readers_language(tab: OpenTab, orders: None, sqlite: Database) -> None:
    one = await tab()
    async with sqlite.transaction() as db:
        scope = (await _who(one)).scope
        (await db.get_one(Person, scope.actor.partition(":")[2])).language = "fr"
    await one.call(PersonState.load)
    assert (await one.state(PersonState)).language == "fr"


async def test_who_works_at_several_merchants_sees_the_way_to_them(tab: OpenTab, sqlite: Database, rival: Merchant) -> None:
    one = await tab()
    assert [each.slug for each in (await one.state(PersonState)).workplaces] == ["acme"]
    async with sqlite.transaction() as db:
        db.add(Membership(merchant_id=rival.id, person_id=(await _who(one)).person_id, role="analyst"))
    await one.call(PersonState.load)
    assert [(each.slug, each.is_here) for each in (await one.state(PersonState)).workplaces] == [("acme", True), ("rival", False)]


async def _who(tab: Tab) -> SignedIn:
    with acting(Mark(MERCHANT, "")):
        return await who(await tab.state(PersonState))

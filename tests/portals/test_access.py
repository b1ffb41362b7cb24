"""Handlers answer those they are marked for, and nobody else; a tab never shows what somebody before left in it."""

from __future__ import annotations

import pytest
import reflex as rx

from tests.portals.staff import end_session, signed_in_as
from tests.portals.tabs import Tab
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import signed_in
from wesupply_ui.domain.accounts.sessions import rotate_session
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import NotAllowed, SignInNeeded
from wesupply_ui.portals.access import ANYONE, MERCHANT, SHOPPER, STORE, acting, audience, look, open_look, open_work, work
from wesupply_ui.portals.marks import Mark, mark_of

HYDRATE = "reflex___state____state.hydrate"


class DeskState(rx.State):
    """Handlers for each audience."""

    seen: str = ""

    @rx.event
    async def unmarked(self) -> None:
        self.seen = "unmarked"

    @rx.event
    @audience(ANYONE)
    async def for_anyone(self, word: str = "anyone") -> None:
        self.seen = word

    @rx.event
    @audience(SHOPPER)
    async def for_shoppers(self) -> None:
        async with open_look(self):
            self.seen = "shopper"

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def for_owners(self) -> None:
        async with work(self) as (_, scope):
            self.seen = scope.merchant_id

    @rx.event
    @audience(MERCHANT)
    async def for_merchants(self) -> None:
        async with look(self) as (_, scope):
            self.seen = scope.merchant_id

    @rx.event
    @audience(STORE)
    async def for_stores(self) -> None:
        async with look(self) as (_, scope):
            self.seen = scope.location_id or "every store"

    @rx.event
    @audience(SHOPPER)
    async def shopper_reaching_for_staff_work(self) -> None:
        async with work(self):
            self.seen = "too far"


@pytest.fixture
async def acme(sqlite: Database) -> Merchant:
    merchant = Merchant(slug="acme", name="Acme")
    async with sqlite.transaction() as db:
        db.add(merchant)
    return merchant


async def test_an_unmarked_handler_answers_nobody(sqlite: Database, acme: Merchant) -> None:
    tab = Tab(await signed_in_as(sqlite, acme))
    answer = await tab.call(DeskState.unmarked)
    assert (answer.ran, answer.events) == (False, [])
    assert (await tab.state(DeskState)).seen == ""


async def test_the_built_in_setter_answers_nobody(sqlite: Database, acme: Merchant) -> None:
    tab = Tab(await signed_in_as(sqlite, acme))
    setvar = f"{DeskState.get_full_name()}.setvar"
    assert not (await tab.send(setvar, var_name="seen", value="forged")).ran
    assert not (await tab.send("reflex___state____state.setvar", var_name="is_hydrated", value=True)).ran


async def test_an_unknown_handler_answers_nobody() -> None:
    assert not (await Tab().send("no.such.handler")).ran


async def test_anyone_may_call_what_is_for_anyone() -> None:
    tab = Tab()
    assert (await tab.call(DeskState.for_anyone, word="hello")).ran
    assert (await tab.state(DeskState)).seen == "hello"


async def test_a_stranger_at_a_staff_handler_is_sent_to_sign_in_and_changes_nothing(sqlite: Database) -> None:
    for session in (None, "made-up", "x" * 5000, "a;b=c"):
        tab = Tab(session)
        answer = await tab.call(DeskState.for_merchants)
        assert not answer.ran
        assert answer.redirected_to == "/login"
        assert (await tab.state(DeskState)).seen == ""


async def test_a_session_reaches_its_own_merchant(sqlite: Database, acme: Merchant) -> None:
    tab = Tab(await signed_in_as(sqlite, acme))
    assert (await tab.call(DeskState.for_owners)).ran
    assert (await tab.state(DeskState)).seen == acme.id


async def test_a_role_without_the_permission_gets_silence(sqlite: Database, acme: Merchant) -> None:
    tab = Tab(await signed_in_as(sqlite, acme, "analyst"))
    answer = await tab.call(DeskState.for_owners)
    assert (answer.ran, answer.events) == (False, [])
    assert (await tab.call(DeskState.for_merchants)).ran


async def test_store_staff_reach_their_store_and_not_the_merchants_portal(sqlite: Database, acme: Merchant) -> None:
    tab = Tab(await signed_in_as(sqlite, acme, "support", location_id="store-7"))
    answer = await tab.call(DeskState.for_merchants)
    assert (answer.ran, answer.redirected_to) == (False, "/store")
    assert (await tab.call(DeskState.for_stores)).ran
    assert (await tab.state(DeskState)).seen == "store-7"


async def test_a_session_that_ended_elsewhere_opens_nothing_and_the_tab_is_emptied(sqlite: Database, acme: Merchant) -> None:
    session = await signed_in_as(sqlite, acme)
    tab = Tab(session)
    await tab.call(DeskState.for_merchants)
    await end_session(sqlite, session)
    assert (await tab.call(DeskState.for_merchants)).redirected_to == "/login"
    assert (await tab.state(DeskState)).seen == ""


async def test_a_tab_whose_session_got_another_token_asks_its_browser_for_it(sqlite: Database, acme: Merchant) -> None:
    session = await signed_in_as(sqlite, acme)
    tab = Tab(session, path="/app/orders")
    await tab.call(DeskState.for_merchants)
    async with sqlite.transaction() as db:
        person = await signed_in(db, session, now=now())
        assert person
        fresh = await rotate_session(db, person.session_id, now=now())
    answer = await tab.call(DeskState.for_merchants)
    assert not answer.ran and "goOn" in answer.said and answer.redirected_to == "/login?next=%2Fapp%2Forders"
    assert (await tab.state(DeskState)).seen == "", "until it has it, it shows nothing"
    loaded_anew = Tab(fresh.token, path="/app/orders")
    assert (await loaded_anew.call(DeskState.for_merchants)).ran


async def test_a_reloaded_tab_is_emptied_when_its_holder_has_changed(sqlite: Database, acme: Merchant) -> None:
    tab = Tab(await signed_in_as(sqlite, acme))
    await tab.send(HYDRATE)
    await tab.call(DeskState.for_merchants)
    await tab.send(HYDRATE)
    assert (await tab.state(DeskState)).seen == acme.id
    tab.sign_out()
    await tab.send(HYDRATE)
    assert (await tab.state(DeskState)).seen == ""


async def test_a_shoppers_handler_never_gets_a_staff_scope(sqlite: Database, acme: Merchant) -> None:
    tab = Tab(await signed_in_as(sqlite, acme))
    answer = await tab.call(DeskState.shopper_reaching_for_staff_work)
    assert "Only staff work" in answer.said
    assert (await tab.state(DeskState)).seen == ""


async def test_the_database_is_closed_to_code_that_no_marked_handler_started(sqlite: Database) -> None:
    state = await Tab().state(DeskState)
    for way in (work, look, open_work, open_look):
        with pytest.raises(NotAllowed):
            async with way(state):
                pass


async def test_staff_work_without_a_session_raises_before_anything_is_touched(sqlite: Database) -> None:
    state = await Tab().state(DeskState)
    with acting(Mark(MERCHANT)), pytest.raises(SignInNeeded):
        async with work(state):
            pass
    with acting(Mark(MERCHANT)), pytest.raises(NotAllowed):
        async with open_work(state):
            pass


def test_a_mark_leaves_the_function_as_it_is_and_shoppers_have_no_permissions() -> None:
    async def handler(self: object) -> None: ...

    assert audience(MERCHANT, may="orders.read")(handler) is handler
    assert mark_of(handler) == Mark(MERCHANT, "orders.read")
    with pytest.raises(ValueError, match="Only staff"):
        audience(SHOPPER, may="orders.read")

"""A person's own page: what it shows, what it changes, and that nobody without their second factor gets further than here."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

import wesupply_ui.wesupply_ui  # noqa: F401  (pages give States their route arguments)
from tests.builders import a_merchant
from tests.domain.accounts.proving import with_codes
from tests.domain.accounts.test_desk import Shop, a_shop
from tests.portals.staff import signed_in_as
from tests.portals.tabs import Tab
from wesupply_ui.domain.accounts import desk, pins
from wesupply_ui.domain.accounts.models import Merchant, Person, StaffSession
from wesupply_ui.domain.accounts.scopes import scope_of_person, signed_in
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.secrets import fingerprint, new_token
from wesupply_ui.portals.merchant.person import PersonState
from wesupply_ui.portals.merchant.settings.security.two_factor import TwoFactorState
from wesupply_ui.portals.site.account.factors import FactorState
from wesupply_ui.portals.site.account.rows import device_of
from wesupply_ui.portals.site.account.state import AccountState
from wesupply_ui.portals.store.desk.state import DeskState

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
PIN = "593817"


@pytest.fixture
async def acme(sqlite: Database) -> Merchant:
    async with sqlite.transaction() as db:
        return await a_merchant(db, password=None)


async def _require(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        (await db.get_one(Merchant, merchant.id)).requires_two_factor = True


async def test_who_lacks_a_factor_is_led_to_their_account_and_nowhere_else(sqlite: Database, acme: Merchant) -> None:
    tab = Tab(await signed_in_as(sqlite, acme), path="/app/orders")
    assert (await tab.call(PersonState.load)).ran
    await _require(sqlite, acme)
    answer = await tab.call(PersonState.load)
    assert not answer.ran and answer.redirected_to == "/login/confirm?next=%2Fapp%2Forders"
    tab.go("/app/account")
    assert (await tab.call(AccountState.load)).ran and (await tab.call(FactorState.load)).ran
    assert (await tab.state(AccountState)).asks_for_factor
    await tab.call(FactorState.start_codes)
    assert (await tab.state(FactorState)).picture.startswith("data:image/svg+xml")


async def test_a_session_of_before_the_codes_has_to_prove_them(sqlite: Database, acme: Merchant) -> None:
    here, elsewhere = await signed_in_as(sqlite, acme), new_token()
    async with sqlite.transaction() as db:
        mine = (await db.execute(select(StaffSession).where(StaffSession.token_hash == fingerprint(here)))).scalar_one()
        other = StaffSession(token_hash=fingerprint(elsewhere), person_id=mine.person_id, merchant_id=acme.id, last_seen_at=clock.now(),
                             expires_at=clock.now() + timedelta(days=1))  # fmt: skip
        db.add(other)
    assert (await Tab(elsewhere, path="/app").call(PersonState.load)).ran
    await with_codes(sqlite, here, clock.now())
    assert (await Tab(elsewhere, path="/app").call(PersonState.load)).redirected_to == "/login/confirm?next=%2Fapp"
    assert (await Tab(here, path="/app").call(PersonState.load)).ran, "who set them up has proven both"


async def test_sessions_are_told_in_words_and_ended_one_by_one_or_all_but_this(sqlite: Database, acme: Merchant) -> None:
    token, stranger = await signed_in_as(sqlite, acme), await signed_in_as(sqlite, acme, "support")
    async with sqlite.transaction() as db:
        mine = (await db.execute(select(StaffSession).where(StaffSession.token_hash == fingerprint(token)))).scalar_one()
        for each in "ab":
            more = StaffSession(token_hash=each, person_id=mine.person_id, merchant_id=acme.id, device=CHROME, address="192.0.2.9",
                                last_seen_at=clock.now() - timedelta(hours=3), expires_at=clock.now() + timedelta(days=1))  # fmt: skip
            db.add(more)
        theirs = (await db.execute(select(StaffSession.id).where(StaffSession.token_hash == fingerprint(stranger)))).scalar_one()
    tab = Tab(token, path="/app/account")
    await tab.call(AccountState.load)
    state = await tab.state(AccountState)
    assert [(row.is_this, row.device) for row in state.sessions][1:] == [(False, "Chrome on Windows")] * 2
    assert state.sessions[0].is_this and state.sessions[1].seen == "3 hours ago" and state.sessions[1].place == "192.0.2.9"
    assert "There is no such session" in (await tab.call(AccountState.end_session, session_id=theirs)).said
    await tab.call(AccountState.end_session, session_id=state.sessions[1].id)
    assert len(state.sessions) == 2
    await tab.call(AccountState.end_others)
    assert [row.is_this for row in state.sessions] == [True]
    async with sqlite.reading() as db:
        assert await signed_in(db, stranger, now=clock.now())


async def test_dangerous_things_ask_for_a_fresh_proof(sqlite: Database, acme: Merchant) -> None:
    token = await signed_in_as(sqlite, acme)
    tab = Tab(token, path="/app/account")
    with clock.at(clock.now() + timedelta(minutes=11)):
        for handler in (FactorState.start_codes, FactorState.remove_codes, FactorState.make_recovery_codes, TwoFactorState.leave_free):
            assert "/login/confirm?next=" in (await tab.call(handler)).said
        assert "/login/confirm?next=" in (await tab.call(FactorState.remove_key, key="x")).said
    assert (await tab.state(FactorState)).recovery == []


async def test_a_person_changes_their_language_and_time_zone(sqlite: Database, acme: Merchant) -> None:
    tab = Tab(await signed_in_as(sqlite, acme), path="/app/account")
    await tab.call(AccountState.save, form={"name": "Ada L.", "language": "tlh", "time_zone": "Mars"})
    assert set((await tab.state(AccountState)).errors) == {"language", "time_zone"}
    await tab.call(AccountState.save, form={"name": "Ada L.", "language": "de", "time_zone": "Europe/Madrid"})
    async with sqlite.reading() as db:
        kept = (await db.execute(select(Person).where(Person.name == "Ada L."))).scalar_one()
    assert (kept.language, kept.time_zone) == ("de", "Europe/Madrid")


async def test_a_visit_keeps_the_session_alive_up_to_ninety_days(sqlite: Database, acme: Merchant) -> None:
    token, start = await signed_in_as(sqlite, acme), clock.now()

    async def visit(days: float) -> bool:
        with clock.at(start + timedelta(days=days)):
            return (await Tab(token, path="/app").call(PersonState.load)).ran

    assert [await visit(day) for day in (0.9, 14, 27, 40, 53, 66, 79, 89)] == [True] * 8
    assert not await visit(90.1)


@pytest.fixture
async def desks(sqlite: Database) -> Shop:
    return await a_shop(sqlite, "desks")


async def test_a_locked_desk_shows_names_and_an_open_one_its_store(sqlite: Database, desks: Shop) -> None:
    nora = desks.people[0]
    async with sqlite.transaction() as db:
        await pins.set_pin(db, scope_of_person(desks.merchant.id, nora.id, clock.now()), nora.id, PIN, now=clock.now())
    locked = Tab(path="/store")
    locked._route["headers"] = {"origin": "http://localhost", "cookie": f"{desk.DEVICE_COOKIE}={desks.token}"}
    locked.go("/store")
    await locked.call(DeskState.load)
    state = await locked.state(DeskState)
    assert (state.mode, [row.name for row in state.names], state.pickups, state.store) == ("locked", ["Nora"], [], "")
    await locked.call(DeskState.choose, person_id=desks.people[1].id)
    assert state.chosen == "", "who works elsewhere cannot be picked"
    assert not (await locked.call(DeskState.show)).ran
    async with sqlite.transaction() as db:
        opened = await desk.unlock(db, desks.tablet, nora.id, PIN, address="", now=clock.now())
    tab = Tab(opened.token, path="/store")
    assert (await tab.call(DeskState.show)).ran and (await tab.state(DeskState)).store == "north"
    for handler in (AccountState.load, FactorState.start_codes, PersonState.load, DeskState.tablets_page):
        assert not (await tab.call(handler)).ran, "six digits at a shared tablet open nothing else"
    with clock.at(clock.now() + timedelta(minutes=6)):
        assert (await tab.call(DeskState.show)).redirected_to == "/store?locked=1"
        assert (await tab.state(DeskState)).store == ""
    assert (await Tab(path="/store").call(DeskState.load)).redirected_to == "/login?next=/store"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "Chrome on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile/15E1 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Mac"),
        ("curl/8.9", "curl"),
        ("", "Unknown device"),
    ],
)
def test_a_browser_is_called_what_people_call_it(agent: str, words: str) -> None:
    assert device_of(agent) == words

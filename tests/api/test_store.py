"""A store's tablet over HTTP: registered by who may, opened by PIN alone with the tablet's own cookie, guesses wait."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import update
from sqlmodel import col

from tests.domain.accounts.test_desk import PIN, Shop, a_shop
from tests.portals.staff import signed_in_as
from tests.portals.tabs import Tab
from wesupply_ui.domain.accounts import pins
from wesupply_ui.domain.accounts.desk import DEVICE_COOKIE
from wesupply_ui.domain.accounts.models import Membership
from wesupply_ui.domain.accounts.scopes import scope_of_person, signed_in
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.store.desk.state import DeskState

BROWSER = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
async def acme(sqlite: Database) -> Shop:
    shop = await a_shop(sqlite, "acme")
    nora = shop.people[0].id
    async with sqlite.transaction() as db:
        await pins.set_pin(db, scope_of_person(shop.merchant.id, nora, clock.now()), nora, PIN, now=clock.now())
    return shop


async def _post(stranger: httpx.AsyncClient, path: str, cookies: dict[str, str], **form: str) -> httpx.Response:
    stranger.cookies.clear()
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return await stranger.post(f"/api/store/{path}", data=form, headers=BROWSER | {"Cookie": cookie})


async def test_a_manager_makes_this_browser_a_tablet_and_is_signed_out_of_it(
    sqlite: Database, stranger: httpx.AsyncClient, acme: Shop
) -> None:
    manager = await signed_in_as(sqlite, acme.merchant, "manager")
    answer = await _post(stranger, "tablets", {SESSION_COOKIE: manager}, location=acme.stores[1], name="Till")
    assert answer.headers["location"] == "/store" and answer.cookies[DEVICE_COOKIE] and "HttpOnly" in answer.headers["set-cookie"]
    async with sqlite.reading() as db:
        assert await signed_in(db, manager, now=clock.now()) is None
    support = await signed_in_as(sqlite, acme.merchant, "support")
    assert (await _post(stranger, "tablets", {SESSION_COOKIE: support}, location=acme.stores[1], name="Till")).status_code == 403
    elsewhere = await signed_in_as(sqlite, acme.merchant, "store_manager", location_id=acme.stores[0])
    refused = await _post(stranger, "tablets", {SESSION_COOKIE: elsewhere}, location=acme.stores[1], name="Till")
    assert "error=not_found" in refused.headers["location"] and DEVICE_COOKIE not in refused.cookies


async def test_a_managers_pin_changes_no_tablets(stranger: httpx.AsyncClient, acme: Shop, sqlite: Database) -> None:
    """Six digits that somebody watched being typed must not plant a tablet that opens the store for a year."""
    nora = acme.people[0].id
    async with sqlite.transaction() as db:
        await db.execute(update(Membership).where(col(Membership.person_id) == nora).values(role="store_manager"))
    session = (await _post(stranger, "unlock", {DEVICE_COOKIE: acme.token}, person=nora, pin=PIN)).cookies[SESSION_COOKIE]
    refused = await _post(stranger, "tablets", {SESSION_COOKIE: session}, location=acme.tablet.location_id, name="Planted")
    assert refused.status_code == 403 and DEVICE_COOKIE not in refused.cookies
    tab = Tab(session, path="/store")
    assert (await tab.call(DeskState.show)).ran
    for handler, how in (
        (DeskState.tablets_page, {}),
        (DeskState.remove, {"tablet_id": acme.tablet.id}),
        (DeskState.set_idle, {"minutes": "30"}),
    ):
        assert not (await tab.call(handler, **how)).ran


async def test_a_pin_opens_only_the_registered_tablet_of_its_store_and_guesses_wait(
    stranger: httpx.AsyncClient, acme: Shop, sqlite: Database
) -> None:
    nora, tablet = acme.people[0].id, {DEVICE_COOKIE: acme.token}
    opened = await _post(stranger, "unlock", tablet, person=nora, pin=PIN)
    assert opened.headers["location"] == "/store"
    session = opened.cookies[SESSION_COOKIE]
    for path in ("/api/account/password", "/api/account/pin"):
        refused = await stranger.post(path, data={"pin": "602914"}, headers=BROWSER | {"Cookie": f"{SESSION_COOKIE}={session}"})
        assert refused.headers["location"].startswith("/login")
    await _post(stranger, "lock", {SESSION_COOKIE: session})
    async with sqlite.reading() as db:
        assert await signed_in(db, session, now=clock.now()) is None
    assert (await _post(stranger, "unlock", {}, person=nora, pin=PIN)).status_code == 403
    assert (await _post(stranger, "unlock", {DEVICE_COOKIE: "guess"}, person=nora, pin=PIN)).status_code == 403
    rival = await a_shop(sqlite, "rival")
    other = await _post(stranger, "unlock", {DEVICE_COOKIE: rival.token}, person=nora, pin=PIN)
    assert "error=wrong" in other.headers["location"]
    told = [(await _post(stranger, "unlock", tablet, person=nora, pin="602914")).headers["location"] for _ in range(6)]
    assert "too_many" in told[-1] and "too_many" not in told[4]
    assert "too_many" in (await _post(stranger, "unlock", tablet, person=nora, pin=PIN)).headers["location"]

"""People and their accounts over plain HTTP: the cookie follows what they may do, and other sites can do nothing for them."""

from __future__ import annotations

import httpx
import pytest
from sqlmodel import select

from tests.builders import PASSWORD, a_merchant
from tests.portals.staff import signed_in_as
from wesupply_ui.domain.accounts.memberships import merchants_of
from wesupply_ui.domain.accounts.models import Membership, Merchant
from wesupply_ui.domain.accounts.scopes import signed_in
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database

BROWSER = {"Accept": "text/html,*/*", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
async def ada(sqlite: Database, stranger: httpx.AsyncClient) -> str:
    """Ada manages Acme, where she is signed in, and supports Rival; nobody asked her to Third. Her session's token."""
    async with sqlite.transaction() as db:
        acme = await a_merchant(db, password=None)
        rival = await a_merchant(db, "rival", name="Rival Gear", password=None)
        await a_merchant(db, "third", name="Third", password=None)
    token = await signed_in_as(sqlite, acme, "manager")
    async with sqlite.transaction() as db:
        person = await signed_in(db, token, now=clock.now())
        assert person
        db.add(Membership(merchant_id=rival.id, person_id=person.person_id, role="support"))
    stranger.cookies.set(SESSION_COOKIE, token, domain="localhost.local", path="/")
    return token


async def at(sqlite: Database, token: str) -> str | None:
    """The merchant at which this session stands, with the role there."""
    async with sqlite.reading() as db:
        person = await signed_in(db, token, now=clock.now())
    return person and f"{person.merchant_slug} {person.role}"


async def test_a_person_goes_on_at_another_merchant_under_a_new_token(sqlite: Database, stranger: httpx.AsyncClient, ada: str) -> None:
    answer = await stranger.post("/api/switch-merchant", data={"merchant": "rival", "next": "/app/orders"}, headers=BROWSER)
    assert (answer.status_code, answer.headers["location"]) == (303, "/app/orders")
    fresh = answer.cookies[SESSION_COOKIE]
    assert await at(sqlite, fresh) == "rival support"
    assert fresh != ada and await at(sqlite, ada) is None
    assert "HttpOnly" in answer.headers["set-cookie"]


async def test_nobody_goes_to_a_merchant_where_they_do_not_work(sqlite: Database, stranger: httpx.AsyncClient, ada: str) -> None:
    foreign, missing = [await stranger.post("/api/switch-merchant", data={"merchant": slug}) for slug in ("third", "nowhere")]
    assert foreign.status_code == missing.status_code == 404 and foreign.json() == missing.json()
    async with sqlite.transaction() as db:
        rival = (await db.execute(select(Merchant.id).where(Merchant.slug == "rival"))).scalar_one()
        left = (await db.execute(select(Membership).where(Membership.merchant_id == rival, Membership.role == "support"))).scalar_one()
        left.is_active = False
    assert (await stranger.post("/api/switch-merchant", data={"merchant": "rival"})).status_code == 404
    assert await at(sqlite, ada) == "acme manager"


async def test_another_site_moves_nobody(sqlite: Database, stranger: httpx.AsyncClient, ada: str) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = await stranger.post("/api/switch-merchant", data={"merchant": "rival"}, headers=headers)
        assert answer.status_code == 403
    assert await at(sqlite, ada) == "acme manager"


async def test_without_a_session_there_is_only_the_sign_in(stranger: httpx.AsyncClient, sqlite: Database) -> None:
    answer = await stranger.post("/api/switch-merchant", data={"merchant": "acme"}, headers=BROWSER)
    assert answer.headers["location"] == "/login" and "set-cookie" not in answer.headers


async def test_the_switcher_lists_where_a_person_may_enter_by_name(sqlite: Database, ada: str) -> None:
    async with sqlite.reading() as db:
        person = await signed_in(db, ada, now=clock.now())
        assert person
        found = await merchants_of(db, person.person_id)
    assert [(each.slug, each.role_name) for each in found] == [("acme", "Manager"), ("rival", "Support")]


async def test_a_browser_learns_whether_its_own_cookie_opens_a_session_and_no_more(stranger: httpx.AsyncClient, sqlite: Database) -> None:
    async with sqlite.transaction() as db:
        await a_merchant(db)
    assert (await stranger.get("/api/session")).json() == {"open": False}
    await stranger.post("/api/sign-in", data={"email": "owner@acme.example", "password": PASSWORD})
    answer = await stranger.get("/api/session")
    assert (answer.json(), answer.headers["cache-control"]) == ({"open": True}, "no-store")
    await stranger.post("/api/sign-out")
    assert (await stranger.get("/api/session")).json() == {"open": False}

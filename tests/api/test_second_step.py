"""Two steps over HTTP: half a sign-in opens nothing, guesses wait, cookies cannot be forged, and no session survives a new password."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from pyotp.totp import TOTP

from tests.builders import PASSWORD, a_merchant
from tests.domain.accounts.proving import with_codes
from wesupply_ui.domain.accounts.scopes import scope_of_session, signed_in
from wesupply_ui.domain.accounts.second_step import SECOND_COOKIE
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE, sign_in
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database

OWNER = "owner@acme.example"
BROWSER = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin", "User-Agent": "Firefox"}
FORM = {"email": OWNER, "password": PASSWORD}


@pytest.fixture
async def session(sqlite: Database) -> str:
    """The owner's session, by password alone."""
    async with sqlite.transaction() as db:
        await a_merchant(db)
    async with sqlite.transaction() as db:
        return (await sign_in(db, email=OWNER, password=PASSWORD, device="Firefox", now=clock.now())).token


@pytest.fixture
async def phone(sqlite: Database, session: str) -> TOTP:
    return await with_codes(sqlite, session, clock.now() - timedelta(minutes=2))


async def _post(stranger: httpx.AsyncClient, path: str, **form: str) -> httpx.Response:
    return await stranger.post(path, data=form, headers=BROWSER)


async def test_the_password_brings_a_slip_and_the_code_the_session(stranger: httpx.AsyncClient, phone: TOTP) -> None:
    half = await _post(stranger, "/api/sign-in", **FORM, next="/app/orders")
    assert half.headers["location"] == "/login/second?next=%2Fapp%2Forders"
    cookie = half.headers["set-cookie"]
    assert SESSION_COOKIE not in half.cookies and SECOND_COOKIE in half.cookies and "HttpOnly" in cookie and "SameSite=lax" in cookie
    whole = await _post(stranger, "/api/sign-in/second", code=phone.at(clock.now()))
    assert whole.headers["location"] == "/app/orders" and whole.cookies[SESSION_COOKIE] and SECOND_COOKIE not in stranger.cookies


async def test_a_slip_is_no_session_and_a_made_up_one_is_no_slip(stranger: httpx.AsyncClient, phone: TOTP, sqlite: Database) -> None:
    half = await _post(stranger, "/api/sign-in", **FORM)
    slip = half.cookies[SECOND_COOKIE]
    async with sqlite.reading() as db:
        assert await signed_in(db, slip, now=clock.now()) is None
    stranger.cookies.clear()
    for forged in ("", "x", slip[:-4] + "AAA=", slip.swapcase()):
        answer = await stranger.post(
            "/api/sign-in/second", data={"code": phone.at(clock.now())}, headers=BROWSER | {"Cookie": f"{SECOND_COOKIE}={forged}"}
        )
        assert answer.headers["location"].startswith("/login?error=late") and SESSION_COOKIE not in answer.cookies


async def test_six_digits_cannot_be_guessed_by_trying(stranger: httpx.AsyncClient, phone: TOTP) -> None:
    await _post(stranger, "/api/sign-in", **FORM)
    answers = [await _post(stranger, "/api/sign-in/second", code=f"{each:06}") for each in range(6)]
    assert [each.headers["location"].partition("?")[2][:11] for each in answers] == ["error=wrong"] * 5 + ["error=too_m"]
    right = await _post(stranger, "/api/sign-in/second", code=phone.at(clock.now()))
    assert "too_many" in right.headers["location"] and SESSION_COOKIE not in right.cookies
    with clock.at(clock.now() + timedelta(minutes=2)):
        await _post(stranger, "/api/sign-in", **FORM)
        later = await _post(stranger, "/api/sign-in/second", code=phone.at(clock.now()))
        assert later.cookies[SESSION_COOKIE]


async def test_a_session_that_somebody_planted_is_not_taken_over(stranger: httpx.AsyncClient, sqlite: Database, session: str) -> None:
    planted = {"Cookie": f"{SESSION_COOKIE}=planted"}
    answer = await stranger.post("/api/sign-in", data=FORM, headers=BROWSER | planted)
    assert answer.cookies[SESSION_COOKIE] not in ("planted", session)
    async with sqlite.reading() as db:
        assert await signed_in(db, "planted", now=clock.now()) is None


async def test_a_fresh_proof_and_a_new_password_give_the_session_a_new_token(
    stranger: httpx.AsyncClient, sqlite: Database, session: str
) -> None:
    cookie = {"Cookie": f"{SESSION_COOKIE}={session}"}
    wrong = await stranger.post("/api/confirm", data={"password": "not this one", "next": "/app/account"}, headers=BROWSER | cookie)
    assert wrong.headers["location"] == "/login/confirm?error=wrong&next=%2Fapp%2Faccount"
    fresh = (await stranger.post("/api/confirm", data={"password": PASSWORD}, headers=BROWSER | cookie)).cookies[SESSION_COOKIE]
    stranger.cookies.clear()
    cookie = {"Cookie": f"{SESSION_COOKIE}={fresh}"}
    weak = {"current": PASSWORD, "new": "Password2026!!"}
    assert "error=password" in (await stranger.post("/api/account/password", data=weak, headers=BROWSER | cookie)).headers["location"]
    new = {"current": PASSWORD, "new": "nine tall towers"}
    changed = await stranger.post("/api/account/password", data=new, headers=BROWSER | cookie)
    assert changed.headers["location"] == "/app/account?done=password"
    async with sqlite.reading() as db:
        assert await scope_of_session(db, changed.cookies[SESSION_COOKIE], now=clock.now())
        for former in (session, fresh):
            assert await signed_in(db, former, now=clock.now()) is None


async def test_what_is_about_the_account_asks_for_a_session(stranger: httpx.AsyncClient, sqlite: Database) -> None:
    for path in ("password", "codes", "pin"):
        answer = await _post(stranger, f"/api/account/{path}", code="1", pin="1")
        assert answer.headers["location"].startswith("/login") and SESSION_COOKIE not in answer.cookies
    for path in ("/api/confirm", "/api/passkeys/register/options", "/api/passkeys/confirm"):
        assert (await stranger.post(path, data={}, headers={"Content-Type": "application/x-www-form-urlencoded"})).status_code == 401
    assert (await stranger.post("/api/passkeys/enter", json={"credential": {}})).status_code == 401

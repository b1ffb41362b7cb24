"""The way to an OpenID provider and back, over HTTP with a real provider: who gets in, who is told why not, and what cannot be replayed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select

from tests.adapters.identity_provider import Provider, providing
from tests.builders import PASSWORD, a_merchant
from wesupply_ui import runtime
from wesupply_ui.api.oidc import OIDC_COOKIE
from wesupply_ui.domain.accounts.factors import CodeSecret, LinkedIdentity, Passkey, RecoveryCode
from wesupply_ui.domain.accounts.forgot import check_reset
from wesupply_ui.domain.accounts.links import RESET, make_link, token_of
from wesupply_ui.domain.accounts.models import Merchant, Person
from wesupply_ui.domain.accounts.passwords import hashed
from wesupply_ui.domain.accounts.scopes import signed_in
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE, NotIn, open_session, sign_in
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import NotFound
from wesupply_ui.kernel.settings import settings

OWNER = "owner@acme.example"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providing() as running:
        running.has("ada-1", email=OWNER, email_verified=True)
        running.has("nobody", email="nobody@example.com", email_verified=True)
        running.has("unsure", email=OWNER, email_verified=False)
        yield running


@pytest.fixture(autouse=True)
async def installation(sqlite: Database, provider: Provider, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Acme, on an installation that trusts the provider."""
    monkeypatch.setenv("WESUPPLY_OIDC_ISSUER", provider.url)
    monkeypatch.setenv("WESUPPLY_OIDC_CLIENT_ID", "wesupply")
    monkeypatch.setenv("WESUPPLY_OIDC_CLIENT_SECRET", "a secret")
    for each in (settings, runtime.identity_provider, runtime.http):
        each.cache_clear()
    async with sqlite.transaction() as db:
        await a_merchant(db, password=None)
        (await db.execute(select(Person))).scalar_one().email_confirmed_at = clock.now()
    yield
    await runtime.http().aclose()
    monkeypatch.undo()
    for each in (settings, runtime.identity_provider, runtime.http):
        each.cache_clear()


async def _back(stranger: httpx.AsyncClient, provider: Provider, subject: str, **changes: str) -> httpx.Response:
    start = await stranger.get("/api/oidc/start?next=/app/orders")
    assert start.status_code == 303 and "HttpOnly" in start.headers["set-cookie"] and "SameSite=lax" in start.headers["set-cookie"]
    query = await provider.agree(start.headers["location"], subject)
    return await stranger.get("/api/oidc/callback", params=query | changes, headers={"Accept": "text/html"})


async def test_a_verified_address_opens_the_account_and_is_linked_by_its_subject(
    sqlite: Database, stranger: httpx.AsyncClient, provider: Provider
) -> None:
    for _ in range(2):
        answer = await _back(stranger, provider, "ada-1")
        assert answer.headers["location"] == "/app/orders" and answer.cookies[SESSION_COOKIE]
    async with sqlite.transaction() as db:
        linked = (await db.execute(select(LinkedIdentity))).scalar_one()
        assert (linked.issuer, linked.subject) == (provider.url, "ada-1")
        (await db.execute(select(Person))).scalar_one().email = "moved@acme.example"
    answer = await _back(stranger, provider, "ada-1")
    assert SESSION_COOKIE in answer.cookies, "the subject counts, not the address"


@pytest.mark.parametrize(("subject", "told"), [("nobody", "no_account"), ("unsure", "unverified")])
async def test_who_has_no_account_or_no_verified_address_is_told_so(
    sqlite: Database, stranger: httpx.AsyncClient, provider: Provider, subject: str, told: str
) -> None:
    answer = await _back(stranger, provider, subject)
    assert answer.headers["location"] == f"/login?error={told}&next=%2Fapp%2Forders" and SESSION_COOKIE not in answer.cookies
    async with sqlite.reading() as db:
        assert not (await db.execute(select(LinkedIdentity))).first()


async def test_who_signed_up_under_anothers_address_has_nothing_left_once_its_owner_comes(
    sqlite: Database, stranger: httpx.AsyncClient, provider: Provider
) -> None:
    """Somebody waits with a password, a session, a passkey, codes and a sign-in of their own in an account that was never confirmed."""
    now = clock.now()
    async with sqlite.transaction() as db:
        person = (await db.execute(select(Person))).scalar_one()
        person.email_confirmed_at, person.password_hash = None, await hashed(PASSWORD)
        merchant_id = (await db.execute(select(Merchant.id))).scalar_one()
        planted = open_session(db, person_id=person.id, merchant_id=merchant_id, device="evil", now=now - timedelta(hours=1))
        db.add_all(
            [
                Passkey(person_id=person.id, name="evil", credential_id="x", public_key="x"),
                CodeSecret(person_id=person.id, secret="x", confirmed_at=now),
                RecoveryCode(person_id=person.id, code_hash="x"),
                LinkedIdentity(person_id=person.id, issuer="https://evil.example", subject="x", email="x"),
            ]
        )
        reset_link = token_of(await make_link(db, RESET, person_id=person.id, merchant_id=merchant_id, now=now))
    answer = await _back(stranger, provider, "ada-1")
    assert SESSION_COOKIE in answer.cookies
    async with sqlite.transaction() as db:
        person = (await db.execute(select(Person))).scalar_one()
        assert person.email_confirmed_at and person.password_hash is None
        assert await signed_in(db, planted.token, now=clock.now()) is None
        assert await signed_in(db, answer.cookies[SESSION_COOKIE], now=clock.now())
        for table in (Passkey, CodeSecret, RecoveryCode):
            assert not (await db.execute(select(table))).first(), table
        assert [each.subject for each in (await db.execute(select(LinkedIdentity))).scalars()] == ["ada-1"]
        with pytest.raises(NotIn):
            await sign_in(db, email=person.email, password=PASSWORD, device="evil", now=clock.now())
        with pytest.raises(NotFound):
            await check_reset(db, reset_link, now=clock.now())


async def test_a_confirmed_account_keeps_its_password_when_a_sign_in_elsewhere_is_linked(
    sqlite: Database, stranger: httpx.AsyncClient, provider: Provider
) -> None:
    async with sqlite.transaction() as db:
        (await db.execute(select(Person))).scalar_one().password_hash = await hashed(PASSWORD)
    assert SESSION_COOKIE in (await _back(stranger, provider, "ada-1")).cookies
    async with sqlite.transaction() as db:
        assert await sign_in(db, email=OWNER, password=PASSWORD, device="", now=clock.now())


async def test_a_state_that_is_another_missing_or_used_opens_nothing(stranger: httpx.AsyncClient, provider: Provider) -> None:
    answer = await _back(stranger, provider, "ada-1", state="another")
    assert "error=oidc" in answer.headers["location"] and SESSION_COOKIE not in answer.cookies
    answer = await _back(stranger, provider, "ada-1", error="access_denied")
    assert "error=oidc" in answer.headers["location"]
    start = await stranger.get("/api/oidc/start")
    cookie = start.cookies[OIDC_COOKIE]
    query = await provider.agree(start.headers["location"], "ada-1")
    stranger.cookies.clear()
    other_browser = await stranger.get("/api/oidc/callback", params=query)
    assert "error=late" in other_browser.headers["location"]
    header = {"Cookie": f"{OIDC_COOKIE}={cookie}"}
    assert SESSION_COOKIE in (await stranger.get("/api/oidc/callback", params=query, headers=header)).cookies
    stranger.cookies.clear()
    replayed = await stranger.get("/api/oidc/callback", params=query, headers=header)
    assert "error=late" in replayed.headers["location"] and SESSION_COOKIE not in replayed.cookies

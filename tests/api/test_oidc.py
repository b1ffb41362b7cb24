"""The way to an OpenID provider and back, over HTTP with a real provider: who gets in, who is told why not, and what cannot be replayed."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from sqlmodel import select

from tests.adapters.identity_provider import Provider, providing
from tests.builders import a_merchant
from wesupply_ui import runtime
from wesupply_ui.api.oidc import OIDC_COOKIE
from wesupply_ui.domain.accounts.factors import LinkedIdentity
from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
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


async def test_an_account_whose_address_was_never_confirmed_is_not_opened(
    sqlite: Database, stranger: httpx.AsyncClient, provider: Provider
) -> None:
    """Else whoever signs up under somebody's address first would have them fall into that account."""
    async with sqlite.transaction() as db:
        (await db.execute(select(Person))).scalar_one().email_confirmed_at = None
    answer = await _back(stranger, provider, "ada-1")
    assert "error=unconfirmed" in answer.headers["location"] and SESSION_COOKIE not in answer.cookies


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

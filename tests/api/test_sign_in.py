"""Machines get tokens, people get cookies; whoever guesses is told nothing and then to wait."""

from __future__ import annotations

import base64

import httpx
import pytest
from sqlmodel import update

from wesupply_ui.api.sign_in import local_path
from wesupply_ui.domain.accounts.api_clients import create_client
from wesupply_ui.domain.accounts.create_merchant import create_merchant
from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.accounts.scopes import scope_of_session, scope_of_system
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.language import LANGUAGE_COOKIE

PASSWORD = "correct horse battery"
BROWSER = {"Accept": "text/html,*/*", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
async def credentials(sqlite: Database) -> dict[str, str]:
    """A merchant's machine, and its owner ada@example.com."""
    async with sqlite.transaction() as db:
        merchant = await create_merchant(db, slug="acme", name="Acme", owner_email="ada@example.com", password=PASSWORD, now=clock.now())
        client, secret = await create_client(db, scope_of_system(merchant.id, "test"), name="shop", now=clock.now())
    return {"grant_type": "client_credentials", "client_id": client.client_id, "client_secret": secret}


async def test_a_machine_gets_a_token_for_an_hour(stranger: httpx.AsyncClient, credentials: dict[str, str]) -> None:
    answer = await stranger.post("/api/v1/oauth/token", data=credentials)
    token = answer.json()
    assert answer.status_code == 200 and (token["token_type"], token["expires_in"]) == ("Bearer", 3600)
    assert answer.headers["cache-control"] == "no-store"
    orders = await stranger.get("/api/v1/orders", headers={"Authorization": f"Bearer {token['access_token']}"})
    assert orders.json() == {"items": [], "next_cursor": None} and orders.headers["ratelimit-remaining"] == "1199"


async def test_credentials_may_come_as_http_basic(stranger: httpx.AsyncClient, credentials: dict[str, str]) -> None:
    pair = base64.b64encode(f"{credentials['client_id']}:{credentials['client_secret']}".encode()).decode()
    form = {"grant_type": "client_credentials"}
    answer = await stranger.post("/api/v1/oauth/token", data=form, headers={"Authorization": f"Basic {pair}"})
    assert answer.status_code == 200
    broken = await stranger.post("/api/v1/oauth/token", data=form, headers={"Authorization": "Basic ???"})
    assert broken.status_code == 400


async def test_wrong_secrets_are_refused_alike_and_then_throttled(stranger: httpx.AsyncClient, credentials: dict[str, str]) -> None:
    wrong = [credentials | {"client_secret": "guess"}, credentials | {"client_id": "nobody"}]
    first, second = [await stranger.post("/api/v1/oauth/token", data=each) for each in wrong]
    assert first.status_code == second.status_code == 401 and first.json() == second.json() and first.json()["error"] == "invalid_client"
    answers = [await stranger.post("/api/v1/oauth/token", data=wrong[0]) for _ in range(20)]
    assert answers[-1].status_code == 429 and int(answers[-1].headers["retry-after"]) > 0
    assert answers[-1].json()["type"].endswith("/too-many")


async def test_other_grants_and_media_are_refused(stranger: httpx.AsyncClient, credentials: dict[str, str]) -> None:
    grant = await stranger.post("/api/v1/oauth/token", data=credentials | {"grant_type": "password"})
    assert grant.status_code == 400 and grant.json()["error"] == "unsupported_grant_type"
    assert (await stranger.post("/api/v1/oauth/token", json=credentials)).status_code == 415


async def test_a_person_signs_in_and_out(sqlite: Database, stranger: httpx.AsyncClient, credentials: dict[str, str]) -> None:
    form = {"email": " Ada@example.com", "password": PASSWORD, "next": "/app/orders?q=1"}
    answer = await stranger.post("/api/sign-in", data=form, headers=BROWSER)
    assert (answer.status_code, answer.headers["location"]) == (303, "/app/orders?q=1")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{SESSION_COOKIE}=") and "HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" not in cookie
    token = answer.cookies[SESSION_COOKIE]
    async with sqlite.reading() as db:
        assert await scope_of_session(db, token, now=clock.now())
    out = await stranger.post("/api/sign-out", headers=BROWSER)
    assert out.headers["location"] == "/login" and f'{SESSION_COOKIE}=""' in out.headers["set-cookie"]
    async with sqlite.reading() as db:
        assert await scope_of_session(db, token, now=clock.now()) is None


async def test_the_first_page_after_signing_in_speaks_the_persons_language(
    sqlite: Database, stranger: httpx.AsyncClient, credentials: dict[str, str]
) -> None:
    async with sqlite.transaction() as db:
        await db.execute(update(Person).values(language="de"))
    answer = await stranger.post("/api/sign-in", data={"email": "ada@example.com", "password": PASSWORD}, headers=BROWSER)
    (cookie,) = (each for each in answer.headers.get_list("set-cookie") if each.startswith(f"{LANGUAGE_COOKIE}="))
    assert cookie.startswith(f"{LANGUAGE_COOKIE}=de;") and "HttpOnly" not in cookie and "SameSite=lax" in cookie


async def test_wrong_passwords_go_back_to_the_form_and_are_throttled(stranger: httpx.AsyncClient, credentials: dict[str, str]) -> None:
    form = {"email": "ada@example.com", "password": "guess", "next": "/app/orders"}
    answer = await stranger.post("/api/sign-in", data=form, headers=BROWSER)
    assert answer.headers["location"] == "/login?error=wrong&next=%2Fapp%2Forders" and "set-cookie" not in answer.headers
    nobody = await stranger.post("/api/sign-in", data=form | {"email": "nobody@example.com"}, headers=BROWSER)
    assert nobody.headers["location"] == answer.headers["location"]
    for _ in range(10):
        answer = await stranger.post("/api/sign-in", data=form, headers=BROWSER)
    assert answer.headers["location"].startswith("/login?error=too_many") and int(answer.headers["retry-after"]) > 0
    program = await stranger.post("/api/sign-in", data=form)
    assert program.status_code == 429 and program.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}])
@pytest.mark.parametrize("path", ["/api/sign-in", "/api/sign-out"])
async def test_forms_of_other_sites_are_refused(stranger: httpx.AsyncClient, sqlite: Database, headers: dict[str, str], path: str) -> None:
    answer = await stranger.post(path, data={"email": "a", "password": "b"}, headers=headers)
    assert answer.status_code == 403 and answer.json()["type"].endswith("/other-site")


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "app", "", "/a\nb", "/\t/x"]
)
def test_only_paths_of_this_site_are_gone_to(wanted: str) -> None:
    assert local_path(wanted) == "/app"
    assert local_path("/app/orders?q=a#b") == "/app/orders?q=a#b"

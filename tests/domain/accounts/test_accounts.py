"""Merchants come in, staff sign in and out, machines get tokens; strangers get nothing and learn nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from wesupply_ui.domain.accounts import api_clients, scopes
from wesupply_ui.domain.accounts.create_merchant import create_merchant, is_country
from wesupply_ui.domain.accounts.models import ApiClient, Membership, Person
from wesupply_ui.domain.accounts.sign_in import SESSION_LIFE, change_password, sign_in, sign_out
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Conflict, Invalid, NotAllowed, SignInNeeded

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PASSWORD = "correct horse battery"


async def _acme(database: Database) -> str:
    async with database.transaction() as db:
        merchant = await create_merchant(
            db, slug="acme", name="Acme", owner_email="Ada@Example.com", password=PASSWORD, now=NOW, time_zone="America/Chicago"
        )
    return merchant.id


async def _open(database: Database, email: str = "ada@example.com", password: str = PASSWORD) -> str:
    async with database.transaction() as db:
        return (await sign_in(db, email=email, password=password, device="test", now=NOW)).token


async def test_an_owner_signs_in_with_the_address_in_any_case_and_has_every_right(database: Database) -> None:
    acme = await _acme(database)
    token = await _open(database, email=" ADA@example.com ")
    async with database.reading() as db:
        scope = await scopes.scope_of_session(db, token, now=NOW)
    assert scope and scope.merchant_id == acme and scope.may("settings.write")


@pytest.mark.parametrize(
    ("email", "password"),
    [("ada@example.com", "wrong password!"), ("nobody@example.com", PASSWORD), ("", ""), ("ada@example.com", "x" * 10_000)],
)
async def test_every_wrong_sign_in_gets_the_same_answer(database: Database, email: str, password: str) -> None:
    await _acme(database)
    with pytest.raises(SignInNeeded, match=r"^The address or the password is not right.$"):
        await _open(database, email, password)


async def test_a_session_ends_at_sign_out_at_its_end_and_when_the_password_changes(database: Database) -> None:
    await _acme(database)
    first, second, third = [await _open(database) for _ in range(3)]
    async with database.transaction() as db:
        await sign_out(db, token=first, now=NOW)
    async with database.reading() as db:
        assert await scopes.scope_of_session(db, first, now=NOW) is None
        assert await scopes.scope_of_session(db, second, now=NOW + SESSION_LIFE - timedelta(minutes=1))
        assert await scopes.scope_of_session(db, second, now=NOW + SESSION_LIFE) is None
    async with database.transaction() as db:
        person = (await db.execute(select(Person))).scalar_one()
        await change_password(db, person, password="another good one", now=NOW + timedelta(minutes=1))
    async with database.reading() as db:
        assert await scopes.scope_of_session(db, third, now=NOW + timedelta(minutes=2)) is None


async def test_who_was_deactivated_is_out_at_once(database: Database) -> None:
    await _acme(database)
    token = await _open(database)
    async with database.transaction() as db:
        (await db.execute(select(Membership))).scalar_one().is_active = False
    async with database.reading() as db:
        assert await scopes.scope_of_session(db, token, now=NOW) is None
    with pytest.raises(SignInNeeded):
        await _open(database)


@pytest.mark.parametrize("cookie", [None, "", "guess", "x" * 5_000])
async def test_a_cookie_that_is_no_session_opens_nothing(database: Database, cookie: str | None) -> None:
    await _acme(database)
    async with database.reading() as db:
        assert await scopes.scope_of_session(db, cookie, now=NOW) is None


async def test_a_merchant_with_odd_details_is_refused_with_every_field_named(database: Database) -> None:
    async with database.transaction() as db:
        with pytest.raises(Invalid) as refused:
            await create_merchant(
                db, slug="No Spaces", name=" ", owner_email="nope", password=None, now=NOW, time_zone="Mars", currency="XXL", country="ZZ"
            )
    assert {problem.field for problem in refused.value.problems} == {"slug", "name", "owner_email", "time_zone", "currency", "country"}


async def test_a_slug_belongs_to_one_merchant(database: Database) -> None:
    await _acme(database)
    with pytest.raises(Conflict):
        await _acme(database)


async def test_a_machine_gets_an_hour_for_right_credentials_and_nothing_after_it_is_revoked(database: Database) -> None:
    acme = await _acme(database)
    async with database.transaction() as db:
        client, secret = await api_clients.create_client(db, scopes.scope_of_system(acme, "test"), name="shop", now=NOW)
    async with database.transaction() as db:
        issued = await api_clients.issue_token(db, client_id=client.client_id, client_secret=secret, now=NOW)
        token, life = issued.token, issued.life
    async with database.reading() as db:
        scope = await scopes.scope_of_api_token(db, token, now=NOW + life - timedelta(seconds=1))
        assert scope and scope.merchant_id == acme and not scope.may("settings.write")
        assert await scopes.scope_of_api_token(db, token, now=NOW + life) is None
    async with database.transaction() as db:
        (await db.execute(select(ApiClient))).scalar_one().revoked_at = NOW
    async with database.reading() as db:
        assert await scopes.scope_of_api_token(db, token, now=NOW) is None


@pytest.mark.parametrize(("known", "secret"), [(True, "ws_wrong"), (False, "ws_wrong"), (True, ""), (False, "")])
async def test_wrong_credentials_get_no_token(database: Database, known: bool, secret: str) -> None:
    acme = await _acme(database)
    async with database.transaction() as db:
        client, _ = await api_clients.create_client(db, scopes.scope_of_system(acme, "test"), name="shop", now=NOW)
    async with database.transaction() as db:
        with pytest.raises(SignInNeeded):
            await api_clients.issue_token(db, client_id=client.client_id if known else "wc_unknown", client_secret=secret, now=NOW)


async def test_a_viewer_may_not_make_credentials(database: Database) -> None:
    acme = await _acme(database)
    viewer = scopes.Scope(acme, scopes.Audience.STAFF, "person:1", scopes.permissions_of("analyst"))
    async with database.transaction() as db:
        with pytest.raises(NotAllowed):
            await api_clients.create_client(db, viewer, name="shop", now=NOW)


def test_countries_are_those_of_the_standard() -> None:
    assert all(map(is_country, ("US", "DE", "BR", "XK"))) and not any(map(is_country, ("us", "ZZ", "EU", "USA", "", "1A")))

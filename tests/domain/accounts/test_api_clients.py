"""API clients: what they may is what they were given, secrets change without a standstill, and who is revoked is out at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from wesupply_ui.domain.accounts.api_clients import ScopeRefused, clients_of, create_client, issue_token
from wesupply_ui.domain.accounts.audit_queries import Asked, entries
from wesupply_ui.domain.accounts.change_client import change_client
from wesupply_ui.domain.accounts.models import ApiClient, Merchant
from wesupply_ui.domain.accounts.revoke_client import revoke_client
from wesupply_ui.domain.accounts.rotate_client import end_old_secret, rotate_secret
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_api_token, scope_of_system
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotAllowed, NotFound, SignInNeeded

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def owner(merchant: Merchant) -> Scope:
    return scope_of_system(merchant.id, "test")


async def made(database: Database, owner: Scope, *scopes: str) -> tuple[ApiClient, str]:
    async with database.transaction() as db:
        return await create_client(db, owner, name="shop", scopes=scopes or ("orders.read", "orders.write"), now=NOW)


async def token(database: Database, client: ApiClient, secret: str, at: datetime = NOW, wanted: str | None = None) -> str:
    async with database.transaction() as db:
        return (await issue_token(db, client_id=client.client_id, client_secret=secret, now=at, wanted=wanted)).token


async def may(database: Database, bearer: str, at: datetime = NOW) -> list[str] | None:
    async with database.reading() as db:
        scope = await scope_of_api_token(db, bearer, now=at)
    return None if scope is None else sorted(scope.permissions)


async def test_a_client_may_what_it_was_given_and_a_token_can_be_narrower(database: Database, owner: Scope) -> None:
    client, secret = await made(database, owner)
    assert await may(database, await token(database, client, secret)) == ["orders.read", "orders.write"]
    assert await may(database, await token(database, client, secret, wanted=" orders.read ")) == ["orders.read"]
    for wanted in ("orders.export", "orders.read everything"):
        with pytest.raises(ScopeRefused):
            await token(database, client, secret, wanted=wanted)


async def test_other_scopes_hold_for_tokens_that_are_out_already(database: Database, owner: Scope) -> None:
    client, secret = await made(database, owner)
    wide, narrow = await token(database, client, secret), await token(database, client, secret, wanted="orders.write")
    async with database.transaction() as db:
        await change_client(db, owner, client.id, name="shop", scopes=["orders.read", "insights.read"], now=NOW)
    assert (await may(database, wide), await may(database, narrow)) == (["insights.read", "orders.read"], [])


async def test_the_old_secret_goes_on_for_a_while_or_ends_at_once(database: Database, owner: Scope) -> None:
    client, old = await made(database, owner)
    async with database.transaction() as db:
        _, new = await rotate_secret(db, owner, client.id, days="7", now=NOW)
    bearer = await token(database, client, old, NOW + timedelta(days=6))
    await token(database, client, new)
    with pytest.raises(SignInNeeded):
        await token(database, client, old, NOW + timedelta(days=8))
    async with database.transaction() as db:
        await end_old_secret(db, owner, client.id, now=NOW + timedelta(days=6))
    assert await may(database, bearer, NOW + timedelta(days=6)) is None, "a token got by the old secret ends with it"
    with pytest.raises(SignInNeeded):
        await token(database, client, old, NOW + timedelta(days=6))
    async with database.transaction() as db:
        await rotate_secret(db, owner, client.id, days=0, now=NOW)
    with pytest.raises(SignInNeeded):
        await token(database, client, new)


async def test_who_is_revoked_is_out_with_every_token(database: Database, owner: Scope) -> None:
    client, secret = await made(database, owner)
    bearer = await token(database, client, secret)
    async with database.transaction() as db:
        await revoke_client(db, owner, client.id, now=NOW)
    assert await may(database, bearer) is None
    with pytest.raises(SignInNeeded):
        await token(database, client, secret)
    async with database.transaction() as db:
        with pytest.raises(NotFound):
            await rotate_secret(db, owner, client.id, days=7, now=NOW)
        assert [(each.name, each.revoked_at) for each in await clients_of(db, owner)] == [("shop", NOW)]


@pytest.mark.parametrize(("name", "scopes"), [("", ["orders.read"]), ("x" * 81, ["orders.read"]), ("a\0b", ["orders.read"]), ("shop", [])])
async def test_odd_input_is_refused_beside_its_field(database: Database, owner: Scope, name: str, scopes: list[str]) -> None:
    async with database.transaction() as db:
        with pytest.raises(Invalid):
            await create_client(db, owner, name=name, scopes=scopes, now=NOW)


@pytest.mark.parametrize("scope", ["staff.manage", "ownership.transfer", "api.manage", "nothing"])
async def test_no_machine_is_given_what_only_people_may(database: Database, owner: Scope, scope: str) -> None:
    async with database.transaction() as db:
        with pytest.raises(Invalid):
            await create_client(db, owner, name="shop", scopes=["orders.read", scope], now=NOW)


async def test_another_merchant_and_who_may_not_manage_reach_no_client(database: Database, owner: Scope) -> None:
    client, secret = await made(database, owner)
    async with database.transaction() as db:
        rival = Merchant(slug="rival", name="Rival")
        db.add(rival)
        await db.flush()
        theirs = scope_of_system(rival.id, "test")
        for deed in (revoke_client(db, theirs, client.id, now=NOW), rotate_secret(db, theirs, client.id, days=0, now=NOW)):
            with pytest.raises(NotFound):
                await deed
        with pytest.raises(NotAllowed):
            await clients_of(db, replace(owner, permissions=frozenset({"orders.read"})))
        assert await clients_of(db, theirs) == []
    assert await may(database, await token(database, client, secret))


async def test_the_log_tells_what_was_done_and_no_secret(database: Database, owner: Scope) -> None:
    client, secret = await made(database, owner)
    async with database.transaction() as db:
        _, new = await rotate_secret(db, owner, client.id, days=1, now=NOW)
        await revoke_client(db, owner, client.id, now=NOW)
        log = (await entries(db, owner, Asked())).items
    assert [entry.action for entry in log] == ["api_client.revoked", "api_client.secret_renewed", "api_client.made"]
    told = str([(entry.before, entry.after, entry.label) for entry in log])
    assert secret not in told and new not in told and client.secret_hash not in told

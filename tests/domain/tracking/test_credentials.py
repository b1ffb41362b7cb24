"""Carriers are asked with the merchant's own account, kept encrypted, else with the platform's."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from tests.domain.tracking.parcels import BEGIN, scope
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_link
from wesupply_ui.domain.tracking.credentials import account_for, accounts_for, forget_credential, keep_credential
from wesupply_ui.domain.tracking.models import CarrierCredential
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import NotAllowed

OWN = {"client_id": "mine", "client_secret": "hush", "account": "A1"}


def _platform(_carrier: str) -> dict[str, str]:
    return {"client_id": "platform", "client_secret": "theirs", "url": "http://localhost:8600/ups"}


def _nothing(_carrier: str) -> dict[str, str]:
    return {}


async def _keep(database: Database, merchant: Merchant, secrets: dict[str, str]) -> None:
    async with database.transaction() as db:
        await keep_credential(db, scope(merchant), "ups", secrets, now=BEGIN)


async def test_a_merchants_own_account_wins_over_the_platforms(database: Database, merchant: Merchant) -> None:
    other = Merchant(slug="other", name="Other")
    async with database.transaction() as db:
        db.add(other)
    await _keep(database, merchant, OWN)
    async with database.reading() as db:
        accounts = await accounts_for(db, "ups", [merchant.id, other.id], platform=_platform)
    mine, theirs = accounts[merchant.id], accounts[other.id]
    assert (mine.client_id, mine.client_secret, mine.account, mine.base_url) == ("mine", "hush", "A1", None)
    assert (theirs.client_id, theirs.base_url) == ("platform", "http://localhost:8600/ups")
    assert mine.key != theirs.key
    assert "hush" not in repr(mine)


async def test_without_either_there_is_no_account(database: Database, merchant: Merchant) -> None:
    async with database.reading() as db:
        assert await account_for(db, merchant.id, "ups", platform=_nothing) is None


async def test_secrets_are_stored_encrypted_and_replaced_at_once(database: Database, merchant: Merchant) -> None:
    await _keep(database, merchant, OWN)
    await _keep(database, merchant, OWN | {"client_secret": "new"})
    async with database.reading() as db:
        (stored,) = (await db.execute(select(CarrierCredential))).scalars()
        account = await account_for(db, merchant.id, "ups", platform=_nothing)
    assert "hush" not in stored.sealed and "mine" not in stored.sealed
    assert account is not None and account.client_secret == "new"


async def test_a_credential_that_cannot_be_opened_is_not_replaced_by_somebody_elses(database: Database, merchant: Merchant) -> None:
    await _keep(database, merchant, OWN)
    async with database.transaction() as db:
        await db.execute(update(CarrierCredential).values(sealed="gAAAAA-of-another-key"))
    async with database.reading() as db:
        assert await account_for(db, merchant.id, "ups", platform=_platform) is None


async def test_a_forgotten_account_gives_way_to_the_platforms(database: Database, merchant: Merchant) -> None:
    await _keep(database, merchant, OWN)
    async with database.transaction() as db:
        await forget_credential(db, scope(merchant), "ups")
    async with database.reading() as db:
        account = await account_for(db, merchant.id, "ups", platform=_platform)
    assert account is not None and account.client_id == "platform"


async def test_shoppers_and_associates_change_no_accounts(database: Database, merchant: Merchant) -> None:
    with pytest.raises(NotAllowed):
        async with database.transaction() as db:
            await keep_credential(db, scope_of_link(merchant.id, "1"), "ups", OWN, now=BEGIN)

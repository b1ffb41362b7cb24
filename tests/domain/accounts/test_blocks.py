"""Whoever is refused too often is kept out for a growing time; a merchant sees and lifts what concerns it alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import a_merchant, a_person
from wesupply_ui.domain.accounts.blocks import EVERYWHERE, LENGTHS, Door, block_by_hand, block_by_rule, blocks_of, unblock
from wesupply_ui.domain.accounts.keeping_out import PATIENCE, admit, merchant_of_account, refused
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotFound, TooMany

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


async def test_each_time_is_longer_and_a_good_while_forgives(database: Database, merchant: Merchant) -> None:
    at, lengths = NOW, []
    for _ in range(6):
        async with database.transaction() as db:
            made = await block_by_rule(db, Door.LOOK_UP, "203.0.113.7", merchant_id=merchant.id, tries=10, now=at)
        lengths.append(made.ends_at - at)
        at = made.ends_at + timedelta(minutes=1)
    assert lengths == [*LENGTHS, LENGTHS[-1]]
    async with database.transaction() as db:
        later = at + timedelta(days=30)
        made = await block_by_rule(db, Door.LOOK_UP, "203.0.113.7", merchant_id=merchant.id, tries=10, now=later)
    assert made.ends_at - later == LENGTHS[0]


async def test_too_many_refusals_close_this_merchants_door_and_no_other(database: Database, merchant: Merchant) -> None:
    for _ in range(PATIENCE[Door.LOOK_UP]):
        await refused(Door.LOOK_UP, "203.0.113.8", merchant_id=merchant.id)
        await admit(Door.LOOK_UP, "203.0.113.8", merchant_id=merchant.id)
    await refused(Door.LOOK_UP, "203.0.113.8", merchant_id=merchant.id)
    with pytest.raises(TooMany) as refusal:
        await admit(Door.LOOK_UP, "203.0.113.8", merchant_id=merchant.id)
    assert 800 < refusal.value.retry_after <= 900
    for address, door, shop in (
        ("203.0.113.9", Door.LOOK_UP, merchant.id),
        ("203.0.113.8", Door.LOOK_UP, "rival"),
        ("203.0.113.8", Door.API, ""),
    ):
        await admit(door, address, merchant_id=shop)
    scope = scope_of_system(merchant.id, "test")
    async with database.transaction() as db:
        [block] = await blocks_of(db, scope, now=clock.now())
        await unblock(db, scope, block.id, now=clock.now())
    await admit(Door.LOOK_UP, "203.0.113.8", merchant_id=merchant.id)


async def test_whose_account_is_guessed_at_makes_no_difference_at_the_door(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        await block_by_rule(db, Door.SIGN_IN, "203.0.113.8", merchant_id=merchant.id, tries=10, now=clock.now())
    with pytest.raises(TooMany):
        await admit(Door.SIGN_IN, "203.0.113.8")


async def test_a_guessed_account_names_its_merchant_when_there_is_one(database: Database) -> None:
    async with database.transaction() as db:
        acme, rival = await a_merchant(db, password=None), await a_merchant(db, "rival", password=None)
        await a_person(db, acme, "ada@example.com")
        assert await merchant_of_account(db, "ada@example.com") == acme.id
        assert await merchant_of_account(db, "nobody@example.com") == EVERYWHERE
        assert rival.id != acme.id


async def test_another_merchant_sees_and_lifts_nothing_and_nobody_lifts_the_installations(database: Database, merchant: Merchant) -> None:
    async with database.transaction() as db:
        mine = await block_by_hand(db, scope_of_system(merchant.id, "test"), " 2001:db8::1 ", now=NOW)
        everywhere = await block_by_rule(db, Door.API, "203.0.113.8", merchant_id=EVERYWHERE, tries=60, now=NOW)
        assert mine.address == "2001:db8::/64"
        theirs = scope_of_system("rival", "test")
        assert await blocks_of(db, theirs, now=NOW) == []
        assert [each.id for each in await blocks_of(db, scope_of_system(merchant.id, "test"), now=NOW)] == [mine.id]
        for scope, key in ((theirs, mine.id), (theirs, everywhere.id), (scope_of_system(merchant.id, "test"), everywhere.id)):
            with pytest.raises(NotFound):
                await unblock(db, scope, key, now=NOW)


@pytest.mark.parametrize("address", ["", "nowhere", "127.0.0.1", "::1", "203.0.113.0/24", None, "1" * 100])
async def test_what_is_no_address_is_not_blocked(database: Database, merchant: Merchant, address: object) -> None:
    async with database.transaction() as db:
        with pytest.raises(Invalid):
            await block_by_hand(db, scope_of_system(merchant.id, "test"), address, now=NOW)

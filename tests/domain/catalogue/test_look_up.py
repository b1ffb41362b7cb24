"""What the catalogue says of a SKU reaches the rules of returns, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.catalogue.feed_csv import products_of_csv
from wesupply_ui.domain.catalogue.look_up import look_up
from wesupply_ui.domain.catalogue.take_in_feed import take_in_feed
from wesupply_ui.kernel.db import Database

NOW = datetime(2026, 11, 20, tzinfo=UTC)
FEED = b"""sku,title,variant_of,stock,attribute Material,availability
BOOT,Boots,,,Leather,
BOOT-42,,BOOT,0,,
BOOT-43,,BOOT,2,Suede,
HAT-R,Red hat,HAT,,,out of stock
HAT-B,Blue hat,HAT,,,out_of_stock
MUG,Mug,,,,"""


@pytest.fixture
def owner(merchant: Merchant) -> Scope:
    return scope_of_system(merchant.id, "test")


async def test_a_variant_has_its_parents_attributes_and_its_familys_stock(database: Database, owner: Scope) -> None:
    async with database.transaction() as db:
        report = await take_in_feed(db, owner, products_of_csv(FEED), now=NOW)
    assert (report.created, report.rejected) == (6, 0)
    async with database.reading() as db:
        known = await look_up(db, owner, {"BOOT-42", "BOOT-43", "HAT-R", "MUG", "NOTHING"})
        nobodys = await look_up(db, scope_of_system("rival", "test"), {"BOOT-42"})
    assert {sku: each.attributes.get("material") for sku, each in known.items()} == {
        "BOOT-42": "Leather",
        "BOOT-43": "Suede",
        "HAT-R": None,
        "MUG": None,
    }
    assert {sku: each.in_stock for sku, each in known.items()} == {"BOOT-42": True, "BOOT-43": True, "HAT-R": False, "MUG": None}
    assert nobodys == {}


async def test_a_feed_that_comes_again_changes_nothing(database: Database, owner: Scope) -> None:
    for expected in ((6, 0, 0), (0, 0, 6)):
        async with database.transaction() as db:
            report = await take_in_feed(db, owner, products_of_csv(FEED), now=NOW)
        assert (report.created, report.updated, report.unchanged) == expected

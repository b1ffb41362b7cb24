"""Parcels are listed, counted and searched within their merchant; those that need a person are found kind by kind."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import a_merchant, a_scan, an_order, heard
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.tracking.listing import ParcelFilter, count_parcels, list_parcels, orders_in
from wesupply_ui.domain.tracking.register import NewNumber, register
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid


@pytest.fixture
async def scope(database: Database, merchant: Merchant) -> Scope:
    """Five parcels of Acme's, one of a rival's."""
    scope = scope_of_system(merchant.id, "test")
    async with database.transaction() as db:
        for at, condition in enumerate(("ok", "lost", "held", "attempt_failed")):
            number = f"1Z999AA100000000{at:02d}"
            await an_order(db, merchant, f"#500{at}", parcels=[number], name="Ada Lovelace" if at else "Grace Okafor")
            second = [a_scan("More", None, condition=condition, reason="other", ago=0.5)] if at else []
            await heard(db, number, a_scan("Departed", ago=20), *second, due=now().date() + timedelta(days=-4 if at == 0 else 1))
        await register(db, scope, NewNumber("1Z999AA10000000077", "ups"), now=now())
        rival = await a_merchant(db, "rival", password=None)
        await an_order(db, rival, "#5000", parcels=["1Z999AA10000000099"])
        await heard(db, "1Z999AA10000000099", a_scan("Lost", None, condition="lost", reason="lost"))
    return scope


async def test_pages_hold_every_parcel_once(database: Database, scope: Scope) -> None:
    async with database.reading() as db:
        first = await list_parcels(db, scope, limit=3)
        rest = await list_parcels(db, scope, limit=3, cursor=first.next_cursor)
        with pytest.raises(Invalid):
            await list_parcels(db, scope, cursor="bm9wZQ")
    numbers = [parcel.number for parcel in (*first.items, *rest.items)]
    assert len(numbers) == len(set(numbers)) == 5
    assert "1Z999AA10000000099" not in numbers
    assert rest.next_cursor is None


@pytest.mark.parametrize(
    ("shown", "count"),
    [
        (ParcelFilter(), 5),
        (ParcelFilter(condition="lost"), 1),
        (ParcelFilter(milestone="in_transit"), 4),
        (ParcelFilter(carrier="fedex"), 0),
        (ParcelFilter(typed="1z 999aa1 0000000077"), 1),
        (ParcelFilter(typed="1Z999AA1000000000"), 4),
        (ParcelFilter(typed="grace"), 1),
        (ParcelFilter(typed="ada 5002"), 1),
        (ParcelFilter(typed="1Z999AA10000000099"), 0),
        (ParcelFilter(typed="%"), 0),
    ],
)
async def test_they_are_searched_and_counted(database: Database, scope: Scope, shown: ParcelFilter, count: int) -> None:
    async with database.reading() as db:
        assert (await count_parcels(db, scope, shown)).value == count
        assert len((await list_parcels(db, scope, shown)).items) == count


async def test_the_orders_in_a_parcel_are_named(database: Database, scope: Scope) -> None:
    async with database.reading() as db:
        found = (await list_parcels(db, scope)).items
        inside = await orders_in(db, scope, [parcel.id for parcel in found])
    assert sorted(each.number for orders in inside.values() for each in orders) == ["#5000", "#5001", "#5002", "#5003"]

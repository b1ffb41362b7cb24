"""Parcels are listed, counted and searched within their merchant; those that need a person are found kind by kind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from tests.builders import a_merchant, a_scan, an_order, heard
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.domain.tracking.listing import ParcelFilter, count_parcels, ids_of, list_parcels, orders_in
from wesupply_ui.domain.tracking.overlooked import keep_overlooked
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


@pytest.fixture
async def varied(database: Database, scope: Scope) -> Scope:
    """As above, and one that is due tomorrow and comes from the store Austin, to Germany; one that was delivered yesterday."""
    async with database.transaction() as db:
        merchant = (await db.execute(select(Merchant).where(Merchant.id == scope.merchant_id))).scalar_one()
        await put_location(db, scope, "austin", {"kind": "store", "name": "Austin"}, now=now())
        line = {"external_id": "l1", "sku": "B", "title": "Boots", "quantity": 1, "unit_price": "9.00", "location": "austin"}
        address = {"name": "Eva", "line1": "Weg 1", "city": "Berlin", "postcode": "10115", "country": "DE"}
        number = "1Z999AA10000000050"
        await an_order(db, merchant, "#6000", parcels=[number], lines=[line], shipping_address=address, name="Eva Braun")
        await heard(db, number, a_scan("Departed", ago=20), due=now().date() + timedelta(days=1))
        await an_order(db, merchant, "#6001", parcels=["1Z999AA10000000051"], name="Eva Late")
        await heard(db, "1Z999AA10000000051", a_scan("Delivered", "delivered", ago=24), due=now().date() - timedelta(days=3))
        await keep_overlooked(db, scope.merchant_id, now=now())
    return scope


async def test_parcels_are_narrowed_by_case_lateness_dates_place_and_country(database: Database, varied: Scope) -> None:
    today = now().date()
    questions = [
        (ParcelFilter(case="any"), ["01", "02", "03", "00"]),
        (ParcelFilter(case="lost"), ["01"]),
        (ParcelFilter(case="late"), ["00"]),
        (ParcelFilter(case="no such kind"), []),
        (ParcelFilter(late_on=today - timedelta(days=2)), ["00"]),
        (ParcelFilter(late_on=today - timedelta(days=9)), []),
        (ParcelFilter(expected_from=today, expected_before=today + timedelta(days=2)), ["01", "02", "03", "50"]),
        (ParcelFilter(country="DE"), ["50"]),
        (ParcelFilter(country="US", condition="held"), ["02"]),
        (ParcelFilter(location="austin"), ["50"]),
        (ParcelFilter(location="nowhere"), []),
        (ParcelFilter(typed="eva", country="DE"), ["50"]),
        (ParcelFilter(delivered_from=now() - timedelta(days=2), delivered_before=now()), ["51"]),
        (ParcelFilter(delivered_from=now()), []),
        (ParcelFilter(registered_from=now() + timedelta(days=1)), []),
        (ParcelFilter(registered_before=now() + timedelta(days=1), carrier="ups", case="held"), ["02"]),
    ]
    async with database.reading() as db:
        for shown, ends in questions:
            found = (await list_parcels(db, varied, shown)).items
            assert sorted(parcel.number[-2:] for parcel in found) == sorted(ends), shown
            assert (await count_parcels(db, varied, shown)).value == len(ends) == len(await ids_of(db, varied, shown, most=50)), shown


async def test_the_orders_in_a_parcel_are_named(database: Database, scope: Scope) -> None:
    async with database.reading() as db:
        found = (await list_parcels(db, scope)).items
        inside = await orders_in(db, scope, [parcel.id for parcel in found])
    assert sorted(each.number for orders in inside.values() for each in orders) == ["#5000", "#5001", "#5002", "#5003"]

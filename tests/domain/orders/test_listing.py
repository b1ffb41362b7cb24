"""The order list finds, filters, sorts and pages, the same on both databases and whichever way is taken."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from sqlmodel import select

from tests.domain.orders.orders import NOW, an_order
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_link, scope_of_system
from wesupply_ui.domain.orders import search, walk
from wesupply_ui.domain.orders.listing import Count, Filter, Sort, count_orders, list_orders
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.take_in import take_in
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.errors import Invalid, NotAllowed

PEOPLE = [("Ada", "Lovelace"), ("José", "Álvarez"), ("Grace", "Hopper")]


@pytest.fixture
async def scope(database: Database, merchant: Merchant) -> Scope:
    """Thirty orders: every third of each person, some due, some shipped."""
    scope = scope_of_system(merchant.id, "test")
    raws = []
    for index in range(30):
        first, last = PEOPLE[index % 3]
        placed = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=index // 2)
        customer = {"email": f"{first}.{index % 3}@example.com".replace("é", "e"), "first_name": first, "last_name": last}
        raws.append(
            an_order(
                f"{100 + index}",
                placed_at=placed.isoformat(),
                customer=customer,
                status="shipped" if index % 2 else "processing",
                total_amount=f"{(index * 7) % 30}.00",
                shipping_address={"postcode": "78701", "country": "US"},
                shipments=[{"carrier": "ups" if index % 4 else "dhl", "tracking_number": f"1Z9990000000{index:04d}"}],
            )
        )
    async with database.transaction() as db:
        await take_in(db, scope, raws, now=NOW)
    async with database.transaction() as db:
        for order in (await db.execute(select(Order))).scalars():
            index = int(order.external_id) - 100
            order.due_on = date(2025, 2, 1) + timedelta(days=index % 5) if index % 3 else None
            order.milestone = "delivered" if index < 20 else None
    return scope


async def numbers(database: Database, scope: Scope, shown: Filter = Filter(), sort: Sort = Sort.NEWEST, limit: int = 7) -> list[int]:
    """Every page, one after the other."""
    found: list[int] = []
    cursor = None
    while True:
        async with database.reading() as db:
            page = await list_orders(db, scope, shown, sort=sort, limit=limit, cursor=cursor)
        found += [int(row.external_id) - 100 for row in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return found


async def test_pages_hold_every_order_once_in_order(database: Database, scope: Scope) -> None:
    async with database.reading() as db:
        orders = {int(row.external_id) - 100: row for row in (await list_orders(db, scope, limit=100)).items}
    for sort in Sort:
        found = await numbers(database, scope, sort=sort)
        assert sorted(found) == list(range(30)), sort
        column = {"placed": "placed_at", "due": "due_on", "total": "total_minor", "updated": "updated_at"}[sort.lstrip("-")]
        values = [getattr(orders[index], column) for index in found]
        known = [value for value in values if value is not None]
        assert known == sorted(known, reverse=sort.startswith("-")) and values[len(known) :] == [None] * (30 - len(known)), sort


TYPED = {
    "ada": {index for index in range(30) if index % 3 == 0},
    "ADA love": {index for index in range(30) if index % 3 == 0},
    "jose alv": {index for index in range(30) if index % 3 == 1},
    "grace.2@ex": {index for index in range(30) if index % 3 == 2},
    "#105": {5},
    "10": set(range(10)),
    "1z 999 00000000017": {17},
    "1z99900000000017": {17},
    "nobody": set(),
    "??": set(),
    "=ups": set(),
}


async def test_search_as_you_type(database: Database, scope: Scope) -> None:
    for typed, expected in TYPED.items():
        found = await numbers(database, scope, Filter(typed))
        assert set(found) == expected and len(found) == len(expected), typed
        async with database.reading() as db:
            assert await count_orders(db, scope, Filter(typed)) == Count(len(expected)), typed


SHOWN = [
    (Filter(status="shipped"), {index for index in range(30) if index % 2}),
    (Filter(milestone="none"), set(range(20, 30))),
    (Filter(milestone="delivered", status="shipped"), {index for index in range(20) if index % 2}),
    (Filter(attention="any"), set()),
    (Filter(carrier="dhl"), {index for index in range(30) if index % 4 == 0}),
    (Filter("ada", carrier="dhl", milestone="delivered"), {0, 12}),
    (Filter(placed_from=datetime(2025, 1, 1, 3, tzinfo=UTC), placed_before=datetime(2025, 1, 1, 4, tzinfo=UTC)), {6, 7}),
    (Filter("ada", placed_before=datetime(2025, 1, 1, 4, tzinfo=UTC)), {0, 3, 6}),
]


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.CHEAPEST, Sort.DUE])
async def test_filters_meet(database: Database, scope: Scope, sort: Sort) -> None:
    for shown, expected in SHOWN:
        found = await numbers(database, scope, shown, sort)
        assert set(found) == expected and len(found) == len(expected), shown
        async with database.reading() as db:
            assert await count_orders(db, scope, shown) == Count(len(expected)), shown


async def test_common_and_rare_words_are_found_alike(database: Database, scope: Scope) -> None:
    """However common a word counts as, the page is the same: the way is a matter of speed alone."""
    word = search.Word("ada")
    checks = (walk.Check(walk.O.c.status, "shipped"),)
    ways = [walk.Way(walk.O.c.placed_at), walk.Way(walk.O.c.total_minor, False), walk.Way(walk.O.c.updated_at)]
    cases = product((walk.Wanted(scope.merchant_id, (), (word,)), walk.Wanted(scope.merchant_id, checks, (word,))), ways, (0, 3, 1000))
    for wanted, way, walked in cases:
        async with database.reading() as db:
            rare = await walk.find_ids(db, wanted, way, 4)
            common = await walk.find_ids(db, wanted, way, 4, thresholds=walk.Thresholds(word=0, filter=0, walked=walked))
        assert rare == common and len(rare) == 4, (wanted, way, walked)


async def test_counts_end_at_ten_thousand() -> None:
    assert str(Count(10_000, is_more=True)) == "10,000+" and str(Count(9_999)) == "9,999"


async def test_a_bent_cursor_is_refused(database: Database, scope: Scope) -> None:
    async with database.reading() as db:
        page = await list_orders(db, scope, sort=Sort.DUE, limit=2)
        for cursor, sort in (("nonsense", Sort.NEWEST), (page.next_cursor, Sort.NEWEST), (page.next_cursor, Sort.DUE_LAST)):
            with pytest.raises(Invalid):
                await list_orders(db, scope, sort=sort, cursor=cursor)


async def test_another_merchant_and_a_shopper_see_nothing_of_the_list(database: Database, scope: Scope) -> None:
    other = Merchant(slug="other", name="Other")
    async with database.transaction() as db:
        db.add(other)
    assert await numbers(database, scope_of_system(other.id, "test"), Filter("ada")) == []
    async with database.reading() as db:
        with pytest.raises(NotAllowed):
            await list_orders(db, scope_of_link(scope.merchant_id, "any"))

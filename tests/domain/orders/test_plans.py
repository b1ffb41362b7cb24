"""The list's queries are answered from indexes on both databases, at a size at which a planner would rather read everything if it could."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert
from sqlmodel import select

from tests.domain.plans import analysed, plans, reads_everything
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.orders.custom.models import OrderField, OrderFieldValue
from wesupply_ui.domain.orders.find import find_order
from wesupply_ui.domain.orders.links import link_hash, order_of_token
from wesupply_ui.domain.orders.listing import Filter, Sort, count_orders, list_orders, page_and_count
from wesupply_ui.domain.orders.models import Order, OrderTerm
from wesupply_ui.domain.orders.upsert import load_orders
from wesupply_ui.kernel.db import Database

COUNT = 5_000
START = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
async def scope(database: Database, merchant: Merchant) -> Scope:
    """Five thousand orders; every tenth is late, half are shipped, every word common or rare; two fields of the merchant's own."""
    orders, terms, values = [], [], []
    rank, gift = (
        OrderField(merchant_id=merchant.id, key=key, label=key, kind=kind) for key, kind in (("rank", "number"), ("gift", "yes_no"))
    )
    template = Order(merchant_id=merchant.id, external_id="", number="", number_key="", placed_at=START, currency="USD", link_hash="")
    for index in range(COUNT):
        row = template.model_dump() | {
            "id": f"{index:026d}",
            "external_id": str(index),
            "number": f"#{index}",
            "number_key": f"{index}",
            "placed_at": START + timedelta(minutes=index),
            "total_minor": index * 7919 % 10_007,
            "status": "shipped" if index % 2 else "processing",
            "attention": "late" if index % 10 == 0 else None,
            "link_hash": link_hash(str(index), 1),
        }
        orders.append(row)
        for word in (f"{index}", "ada" if index % 3 else "grace"):
            terms.append({"merchant_id": merchant.id, "term": word, "order_id": row["id"], "placed_at": row["placed_at"]})
        for field, key, number in ((rank, f"{index}", float(index)), (gift, "yes" if index % 5 else "no", None)):
            if field is rank and index % 4 == 0:
                continue
            value = {"value_text": key, "value_key": key, "value_number": number}
            values.append({"order_id": row["id"], "field_id": field.id, "merchant_id": merchant.id} | value)
    async with database.transaction() as db:
        db.add_all([rank, gift])
        await db.flush()
        connection = await db.connection()
        await connection.execute(insert(Order.__table__), orders)  # type: ignore[attr-defined]
        await connection.execute(insert(OrderTerm.__table__), terms)  # type: ignore[attr-defined]
        await connection.execute(insert(OrderFieldValue.__table__), values)  # type: ignore[attr-defined]
    await analysed(database)
    return scope_of_system(merchant.id, "test")


LISTS = [
    *((Filter(), sort) for sort in Sort),
    (Filter(status="shipped"), Sort.NEWEST),
    (Filter(status="shipped"), Sort.DEAREST),
    (Filter(status="processing", attention="late"), Sort.NEWEST),
    (Filter(attention="any"), Sort.NEWEST),
    (Filter("12"), Sort.NEWEST),
    (Filter("ada"), Sort.NEWEST),
    (Filter("ada", status="shipped"), Sort.NEWEST),
    (Filter("grace 12"), Sort.CHEAPEST),
    (Filter(own=(("gift", "yes"),)), Sort.NEWEST),
    (Filter(own=(("rank", "70..4000"),), status="shipped"), Sort.NEWEST),
    (Filter(own=(("rank", "..99"), ("gift", "yes"))), Sort.DEAREST),
    (Filter("ada", own=(("gift", "no"), ("rank", "*"))), Sort.NEWEST),
    (Filter(own=(("rank", "-"),), attention="late"), Sort.NEWEST),
]


async def test_pages_and_counts_come_from_indexes(database: Database, scope: Scope) -> None:
    for shown, sort in LISTS:
        async with plans(database) as (db, found):
            page = await list_orders(db, scope, shown, sort=sort, limit=20)
            next_page = await list_orders(db, scope, shown, sort=sort, limit=20, cursor=page.next_cursor)
            count = await count_orders(db, scope, shown)
            both = await page_and_count(db, scope, shown, sort=sort, limit=20)
        assert both == (page, count), (shown, sort)
        assert len(page.items) == 20 and not {row.id for row in page.items} & {row.id for row in next_page.items}, (shown, sort)
        assert found and not [plan for plan in found if reads_everything(plan)], (shown, sort)


async def test_a_page_of_all_orders_is_not_sorted_but_walked(database: Database, scope: Scope) -> None:
    for sort in Sort:
        async with plans(database) as (db, found):
            await list_orders(db, scope, sort=sort, limit=20)
        pages = [plan for plan in found if "ix_order_" in plan]
        assert pages and not [plan for plan in pages if "TEMP B-TREE FOR ORDER BY" in plan or "Sort Key" in plan], sort


async def test_looking_up_one_order_comes_from_indexes(database: Database, scope: Scope) -> None:
    async with plans(database) as (db, found):
        await find_order(db, scope.merchant_id, number="#1234", second_fact="ada@example.com")
        await order_of_token(db, "x" * 22)
        await load_orders(db, scope.merchant_id, [str(number) for number in range(500)])
        await db.execute(select(Order).where(Order.id == "x"))
    assert len(found) == 4 and not [plan for plan in found if reads_everything(plan)]

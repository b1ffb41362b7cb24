"""A shopper finds an order by its number and a second fact, or by its link, and otherwise learns nothing."""

from __future__ import annotations

import pytest
from sqlmodel import select

from tests.domain.orders.orders import NOW, an_order
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.orders.find import find_order
from wesupply_ui.domain.orders.links import link_token, order_of_token, tracking_url
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.take_in import take_in
from wesupply_ui.kernel.db import Database


@pytest.fixture
async def order(database: Database, merchant: Merchant) -> Order:
    """Ada's #WEB-5001, and somebody else's order of the same number."""
    ada = an_order("1", number="#WEB-5001")
    british = {"postcode": "SW1A 1AA", "country": "GB"}
    other = an_order("2", number="web5001", customer={"email": "grace@example.com"}, shipping_address=british)
    async with database.transaction() as db:
        await take_in(db, scope_of_system(merchant.id, "test"), [ada, other], now=NOW)
    async with database.reading() as db:
        return (await db.execute(select(Order).where(Order.external_id == "1"))).scalar_one()


@pytest.mark.parametrize(
    ("number", "fact"),
    [("#WEB-5001", "ada@example.com"), ("web 5001", " ADA@Example.com "), ("Web-5001", "78701"), ("WEB5001", "78701-1234")],
)
async def test_number_and_second_fact_find_the_order(database: Database, order: Order, number: str, fact: str) -> None:
    async with database.reading() as db:
        token = await find_order(db, order.merchant_id, number=number, second_fact=fact)
        assert token == link_token(order.id, 1) and tracking_url(order).endswith(f"/t/{token}")


async def test_orders_of_the_same_number_are_told_apart_by_the_second_fact(database: Database, order: Order) -> None:
    async with database.reading() as db:
        token = await find_order(db, order.merchant_id, number="WEB-5001", second_fact="sw1a1aa")
        assert token and token != link_token(order.id, 1)


@pytest.mark.parametrize(
    ("number", "fact"),
    [
        ("WEB-5001", "eve@example.com"),
        ("WEB-5001", ""),
        ("WEB-5001", "787"),
        ("WEB-5002", "ada@example.com"),
        ("", ""),
        ("x" * 9000, "y" * 9000),
    ],
)
async def test_misses_are_all_the_same(database: Database, order: Order, number: str, fact: str) -> None:
    async with database.reading() as db:
        assert await find_order(db, order.merchant_id, number=number, second_fact=fact) is None


async def test_another_merchants_orders_are_not_found(database: Database, order: Order) -> None:
    async with database.reading() as db:
        assert await find_order(db, "another", number="WEB-5001", second_fact="78701") is None


async def test_a_link_leads_to_its_order_until_its_version_ends(database: Database, order: Order) -> None:
    async with database.reading() as db:
        found = await order_of_token(db, link_token(order.id, 1))
        assert found and found.id == order.id
        for token in ("", "guess", link_token(order.id, 2), link_token(order.id, 1)[:-1], "x" * 5000):
            assert await order_of_token(db, token) is None

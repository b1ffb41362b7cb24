"""Orders are listed by what they have in a merchant's own fields: alone, with other filters, and never another merchant's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import a_merchant, an_order
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.orders.asked import OrdersAsked
from wesupply_ui.domain.orders.custom.archive import archive_field
from wesupply_ui.domain.orders.custom.make import make_field
from wesupply_ui.domain.orders.custom.queries import fields_of
from wesupply_ui.domain.orders.listing import Filter, Sort, count_orders, ids_of, list_orders
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database

CUSTOM = (
    {"po": "PO-4711", "deposit": 5, "due": "2026-11-20", "gift": True, "wrap": "Gift"},
    {"po": "po 4712", "deposit": -2.5, "due": "2026-11-25", "gift": False, "wrap": "Plain"},
    {"po": "Zebra", "deposit": 1000},
    {},
)


async def fields(db, scope: Scope) -> None:
    for raw in (
        {"label": "PO", "key": "po"},
        {"label": "Deposit", "key": "deposit", "kind": "number"},
        {"label": "Due", "key": "due", "kind": "date"},
        {"label": "Gift", "key": "gift", "kind": "yes_no"},
        {"label": "Wrap", "key": "wrap", "kind": "choice", "options": ["Plain", "Gift", "Gift deluxe"]},
    ):
        await make_field(db, scope, raw, now=now())


@pytest.fixture
async def scope(database: Database, merchant: Merchant) -> Scope:
    """#0 is the newest of four; a rival has the same fields, and an order that looks like #0."""
    scope = scope_of_system(merchant.id, "test")
    async with database.transaction() as db:
        await fields(db, scope)
        for at, custom in enumerate(CUSTOM):
            await an_order(db, merchant, f"#{at}", placed=now() - timedelta(hours=at), custom=custom, channel="store" if at else "online")
        rival = await a_merchant(db, "rival", password=None)
        await fields(db, scope_of_system(rival.id, "test"))
        await an_order(db, rival, "#0", custom=CUSTOM[0])
    return scope


@pytest.mark.parametrize(
    ("own", "numbers"),
    [
        ({"po": "po"}, "01"),
        ({"po": "PO 4711"}, "0"),
        ({"po": "4711"}, ""),
        ({"po": "*"}, "012"),
        ({"po": "-"}, "3"),
        ({"po": "%"}, ""),
        ({"deposit": "5"}, "0"),
        ({"deposit": "..5"}, "01"),
        ({"deposit": "5.."}, "02"),
        ({"deposit": "-2.5..-1"}, "1"),
        ({"deposit": "lots"}, ""),
        ({"deposit": ".."}, ""),
        ({"due": "2026-11-21..2026-11-30"}, "1"),
        ({"due": "2026-11-20"}, "0"),
        ({"gift": "no"}, "1"),
        ({"gift": "yes", "wrap": "gift"}, "0"),
        ({"wrap": "gift"}, "0"),
        ({"wrap": "purple"}, ""),
        ({"gift": "-", "po": "*"}, "2"),
        ({"nothing_of_ours": "x"}, ""),
    ],
)
async def test_orders_are_narrowed_by_own_fields(database: Database, scope: Scope, own: dict[str, str], numbers: str) -> None:
    shown = Filter(own=tuple(own.items()))
    async with database.reading() as db:
        for sort in (Sort.NEWEST, Sort.DUE, Sort.DEAREST):
            found = [row.number.strip("#") for row in (await list_orders(db, scope, shown, sort=sort)).items]
            assert "".join(found if sort is Sort.NEWEST else sorted(found)) == numbers
        assert (await count_orders(db, scope, shown)).value == len(numbers) == len(await ids_of(db, scope, shown, most=10))


async def test_own_fields_go_with_every_other_filter_and_a_search(database: Database, scope: Scope) -> None:
    own = (("po", "*"),)
    async with database.reading() as db:
        for shown, numbers in (
            (Filter(own=own, channel="store"), ["#1", "#2"]),
            (Filter("ada", own=own, channel="online"), ["#0"]),
            (Filter(own=own, placed_from=now() - timedelta(minutes=90)), ["#0", "#1"]),
            (Filter(own=(("po", "-"),), channel="online"), []),
        ):
            assert [row.number for row in (await list_orders(db, scope, shown)).items] == numbers
            assert (await count_orders(db, scope, shown)).value == len(numbers)


async def test_a_field_that_is_out_of_use_lets_nothing_through_rather_than_everything(database: Database, scope: Scope) -> None:
    async with database.transaction() as db:
        (po, *_) = await fields_of(db, scope)
        await archive_field(db, scope, po.id, now=now())
        assert (await list_orders(db, scope, Filter(own=(("po", "*"),)))).items == []


def test_an_address_keeps_what_is_asked_of_own_fields() -> None:
    asked = OrdersAsked.of({"custom.po": "47", "custom.gift": "", "custom.Bad Key": "x", "channel": "store", "custom.b": "1" * 999})
    assert asked.query() == {"channel": "store", "custom.b": "1" * 200, "custom.po": "47"} and asked.is_narrowed
    assert OrdersAsked.of(asked.query()) == asked
    assert len(OrdersAsked.of({f"custom.f{at}": "x" for at in range(99)}).own) == 10

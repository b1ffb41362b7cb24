"""What staff look at is answered from an index, however large the shop: SQLite, which keeps no statistics, is shown the way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.exceptions.one import _orders as stakes_of
from wesupply_ui.domain.exceptions.outlook import outlook
from wesupply_ui.domain.exceptions.queries import CaseFilter, carriers_of, count, inbox, these
from wesupply_ui.domain.insights import figures
from wesupply_ui.domain.insights.behind import Behind
from wesupply_ui.domain.insights.deliveries import by_day
from wesupply_ui.domain.insights.news import recent_news
from wesupply_ui.domain.insights.opened import opened_by_day
from wesupply_ui.domain.insights.orders import orders_of
from wesupply_ui.domain.insights.overview import needs
from wesupply_ui.domain.insights.period import Period
from wesupply_ui.domain.orders import listing
from wesupply_ui.domain.orders.custom.queries import values_of
from wesupply_ui.domain.orders.find import find_order
from wesupply_ui.domain.orders.marks import carriers_of as carriers_of_orders
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.queries import orders_by_number, other_orders
from wesupply_ui.domain.tracking.listing import ParcelFilter, list_parcels, orders_in, parcel_rows
from wesupply_ui.domain.tracking.overlooked import keep_overlooked
from wesupply_ui.kernel.db import Database

NOW = datetime(2026, 11, 22, tzinfo=UTC)
WEEK = Period(date(2026, 11, 15), NOW.date())
ACME = scope_of_system("acme", "test")
SOMEBODYS = Order(
    merchant_id="acme", external_id="1", number="1", number_key="1", customer_id="c", placed_at=NOW, currency="USD", link_hash=""
)

Read = Callable[[AsyncSession, Scope], Awaitable[Any]]
FEW = [f"{at:026d}" for at in range(60)]
BY_ID = [
    ("rows of orders", lambda db, scope: listing.rows_of(db, scope, FEW), {"sqlite_autoindex_order_1 (id=?)"}),
    ("rows of parcels", lambda db, scope: parcel_rows(db, scope, FEW), {"sqlite_autoindex_parcel_1 (id=?)"}),
    ("rows of cases", lambda db, scope: these(db, scope, FEW), {"sqlite_autoindex_parcel_case_1 (id=?)"}),
    ("carriers of orders", lambda db, scope: carriers_of_orders(db, scope, FEW), {"ix_order_term_order (order_id=? AND term>?"}),
    ("whose orders a case is about", lambda db, scope: stakes_of(db, scope, FEW[0]), {"sqlite_autoindex_order_1 (id=?)"}),
    ("own fields of orders", lambda db, scope: values_of(db, scope, FEW, ["a"]), {"PRIMARY KEY (order_id=? AND field_id=?)"}),
]
"""A few things by their ids: nothing else of the merchant may be looked at, though SQLite would like to."""
READS: list[tuple[str, Read, set[str]]] = [
    *BY_ID,
    ("an order's number", lambda db, scope: orders_by_number(db, scope, "#5001"), {"ix_order_number"}),
    ("a shopper's look-up", lambda db, scope: find_order(db, scope.merchant_id, number="1", second_fact="x"), {"ix_order_number"}),
    ("a customer's orders", lambda db, scope: other_orders(db, scope, SOMEBODYS), {"ix_order_customer"}),
    ("whose parcels", lambda db, scope: orders_in(db, scope, ["a", "b"]), {"ix_shipment_parcel_id"}),
    ("parcels", list_parcels, {"ix_parcel_registered"}),
    ("parcels delivered", lambda db, scope: list_parcels(db, scope, ParcelFilter(milestone="delivered")), {"ix_parcel_milestone"}),
    ("parcels on hold", lambda db, scope: list_parcels(db, scope, ParcelFilter(condition="held")), {"ix_parcel_condition"}),
    ("odd parcels", lambda db, scope: list_parcels(db, scope, ParcelFilter(unmapped_since=NOW)), {"ix_scan_unmapped"}),
    ("late parcels", lambda db, scope: list_parcels(db, scope, ParcelFilter(late_on=NOW.date())), {"ix_parcel_awaited"}),
    ("parcels expected", lambda db, scope: list_parcels(db, scope, ParcelFilter(expected_from=NOW.date())), {"ix_parcel_awaited"}),
    ("parcels that arrived", lambda db, scope: list_parcels(db, scope, ParcelFilter(delivered_from=NOW)), {"ix_parcel_delivered"}),
    ("a carrier's parcels", lambda db, scope: list_parcels(db, scope, ParcelFilter(carrier="ups")), {"sqlite_autoindex_parcel_2"}),
    ("parcels with a case", lambda db, scope: list_parcels(db, scope, ParcelFilter(case="lost")), {"ix_parcel_case_inbox"}),
    ("parcels to a country", lambda db, scope: list_parcels(db, scope, ParcelFilter(country="DE")), {"order_term USING PRIMARY KEY"}),
    ("parcels from a place", lambda db, scope: list_parcels(db, scope, ParcelFilter(location="a")), {"ix_order_line_location"}),
    ("parcels of a week", lambda db, scope: list_parcels(db, scope, ParcelFilter(registered_from=NOW)), {"ix_parcel_registered"}),
    ("the inbox", inbox, {"ix_parcel_case_inbox"}),
    ("cases counted", count, {"ix_parcel_case_inbox"}),
    ("cases of carriers", carriers_of, {"ix_parcel_case_"}),
    ("resolved cases", lambda db, scope: inbox(db, scope, CaseFilter(state="resolved")), {"ix_parcel_case_resolved"}),
    ("similar cases", lambda db, scope: outlook(db, scope, kind="late", carrier="ups", but="", now=NOW), {"ix_parcel_case_kind"}),
    (
        "parcels overlooked",
        lambda db, scope: keep_overlooked(db, scope.merchant_id, now=NOW),
        {"ix_parcel_condition", "sqlite_autoindex_parcel_case"},
    ),
    ("days", lambda db, scope: by_day(db, scope, now=NOW, zone=UTC), {"COVERING INDEX ix_parcel_delivered"}),
    ("exceptions", lambda db, scope: opened_by_day(db, scope, now=NOW, zone=UTC), {"COVERING INDEX ix_parcel_case_opened"}),
    ("news", recent_news, {"ix_fact_news"}),
    (
        "deliveries by day",
        lambda db, scope: figures.delivered(db, scope, WEEK),
        {"sqlite_autoindex_delivery_day", "ix_day_to_count", "COVERING INDEX ix_trip_delivered", "ix_trip_order"},
    ),
    (
        "troubles of one country",
        lambda db, scope: figures.troubles(db, scope, WEEK, UTC, country="FR"),
        {"ix_parcel_case_opened", "ix_shipment_parcel_id (parcel_id=?)", "ix_order_term_order (order_id=? AND term=?)"},
    ),
    ("cases opened", lambda db, scope: figures.cases_opened(db, scope, WEEK, UTC), {"COVERING INDEX ix_parcel_case_opened"}),
    ("troubles", lambda db, scope: figures.troubles(db, scope, WEEK, UTC), {"ix_parcel_case_opened"}),
    (
        "orders behind a figure",
        lambda db, scope: orders_of(db, scope, Behind("late", WEEK.first, WEEK.last), UTC),
        {"COVERING INDEX ix_trip_delivered"},
    ),
    (
        "what waits",
        lambda db, scope: needs(db, scope, now=NOW),
        {"COVERING INDEX ix_parcel_case_inbox", "ix_scan_unmapped", "ix_message_merchant"},
    ),
]


@pytest.mark.parametrize(("read", "indexes"), [pytest.param(read, indexes, id=name) for name, read, indexes in READS])
async def test_an_index_answers(sqlite: Database, read: Read, indexes: set[str]) -> None:
    plan = await plan_of(sqlite, read)
    assert not [index for index in indexes if index not in plan], plan
    whole_tables = {
        f"SCAN {table}" for table in ("order", "order_term", "parcel", "shipment", "scan", "fact", "message", "parcel_case", "trip")
    }
    assert not [line for line in plan.splitlines() if line in whole_tables], plan


async def plan_of(database: Database, read: Read) -> str:
    """What SQLite would do for every statement of a read."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    async with database.reading() as db:
        connection = (await db.connection()).sync_connection
        assert connection is not None
        event.listen(connection, "before_cursor_execute", note)
        await read(db, ACME)
        event.remove(connection, "before_cursor_execute", note)
        lines = []
        for statement, parameters in asked:
            rows = await (await db.connection()).exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            lines += [str(row[3]) for row in rows]
    return "\n".join(lines)

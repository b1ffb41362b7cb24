"""Files of any length stream: a page is read when the one before has been taken, each in a transaction that ends at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import event, insert
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.orders.export import begin_export, exported_rows
from wesupply_ui.domain.orders.links import link_hash
from wesupply_ui.domain.orders.listing import Filter, Sort
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking.export import exported_parcels
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.narrow import ParcelFilter
from wesupply_ui.kernel import csv_out, paging
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database

COUNT = 3 * paging.MAX_LIMIT + 50
START = datetime(2026, 1, 1, tzinfo=UTC)


class Meter:
    """Transactions of an export: how many were begun, how many are open, and the most rows that one statement brought."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.begun = self.open = self.most_asked = 0

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[AsyncSession]:
        self.begun, self.open = self.begun + 1, self.open + 1
        async with self._database.reading() as db:
            connection = (await db.connection()).sync_connection
            assert connection is not None
            event.listen(connection, "before_cursor_execute", self._note)
            yield db
            event.remove(connection, "before_cursor_execute", self._note)
        self.open -= 1

    def _note(self, _connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if 'FROM "order"' in statement or "FROM parcel" in statement:
            assert "LIMIT" in statement or " IN (" in statement, f"nothing bounds it: {statement}"
            self.most_asked = max(self.most_asked, len(parameters))


async def _many(database: Database, merchant: Merchant) -> None:
    order = Order(merchant_id=merchant.id, external_id="", number="", number_key="", placed_at=START, currency="USD", link_hash="")
    parcel = Parcel(merchant_id=merchant.id, carrier="ups", number="")
    orders, parcels = [], []
    for at in range(COUNT):
        number = {"external_id": f"{at}", "number": f"#{at}", "number_key": f"{at}", "link_hash": link_hash(f"{at}", 1)}
        orders.append(order.model_dump() | number | {"id": f"{at:026d}", "placed_at": START + timedelta(minutes=at)})
        moment = {"registered_at": START + timedelta(minutes=at)}
        parcels.append(parcel.model_dump() | moment | {"id": f"{at:026d}", "number": f"{at}"})
    async with database.transaction() as db:
        connection = await db.connection()
        await connection.execute(insert(Order.__table__), orders)  # type: ignore[attr-defined]
        await connection.execute(insert(Parcel.__table__), parcels)  # type: ignore[attr-defined]


async def _taken_slowly(lines: AsyncIterator[Any], meter: Meter) -> int:
    """Line by line: after each no more than the pages taken so far has been read, and no transaction is left open."""
    count = 0
    async for _line in lines:
        count += 1
        assert meter.begun <= (count - 1) // paging.MAX_LIMIT + 1, "it reads ahead"
        assert meter.open == 0, "it keeps a transaction while somebody takes their time"
    return count


async def test_a_file_of_any_length_holds_one_page_in_memory(database: Database, merchant: Merchant) -> None:
    await _many(database, merchant)
    scope = scope_of_system(merchant.id, "test")
    async with database.transaction() as db:
        export = await begin_export(db, scope, columns="", query={}, now=now())
    meter = Meter(database)
    assert await _taken_slowly(exported_rows(meter, export, Filter(), sort=Sort.NEWEST, zone=UTC), meter) == COUNT
    assert meter.most_asked <= paging.MAX_LIMIT + 10
    meter = Meter(database)
    assert await _taken_slowly(exported_parcels(meter, scope, ParcelFilter(), ["carrier", "order"], zone=UTC), meter) == COUNT
    assert meter.most_asked <= paging.MAX_LIMIT + 10


async def test_bytes_leave_before_the_last_line_is_read(database: Database, merchant: Merchant) -> None:
    await _many(database, merchant)
    meter = Meter(database)
    lines = exported_parcels(meter, scope_of_system(merchant.id, "test"), ParcelFilter(), ["carrier"], zone=UTC)
    pieces = csv_out.csv_bytes(["Number", "Carrier"], lines)
    first = await anext(pieces)
    assert meter.begun <= 2 and first.count(b"\r\n") == 200
    assert (first + b"".join([piece async for piece in pieces])).count(b"\r\n") == COUNT + 1

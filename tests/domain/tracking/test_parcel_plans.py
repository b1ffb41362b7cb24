"""Every filter of the list of parcels is answered from indexes on both databases, whether few or most of the parcels pass it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert

from tests.domain.plans import analysed, plans, reads_everything
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.orders.links import link_hash
from wesupply_ui.domain.orders.models import Order, OrderLine, OrderTerm
from wesupply_ui.domain.tracking.listing import count_parcels, ids_of, list_parcels
from wesupply_ui.domain.tracking.models import Case, Parcel, Scan, Shipment, ShipmentLine
from wesupply_ui.domain.tracking.narrow import ParcelFilter
from wesupply_ui.domain.tracking.trouble import URGENCY
from wesupply_ui.kernel.db import Database

COUNT = 4_000
START = datetime(2025, 1, 1, tzinfo=UTC)
DAY = date(2025, 6, 1)


@pytest.fixture
async def scope(database: Database, merchant: Merchant) -> Scope:
    """Four thousand parcels, each of an order. Most go well with UPS to Germany from Austin; every fortieth differs in all of that."""
    mine = merchant.id
    order = Order(merchant_id=mine, external_id="", number="", number_key="", placed_at=START, currency="USD", link_hash="").model_dump()
    line = OrderLine(merchant_id=mine, order_id="", external_id="1").model_dump()
    parcel = Parcel(merchant_id=mine, carrier="ups", number="").model_dump()
    tables: dict[type, list[dict]] = {kind: [] for kind in (Order, OrderLine, OrderTerm, Parcel, Shipment, ShipmentLine, Scan, Case)}
    for at in range(COUNT):
        id_, is_rare, moment = f"{at:026d}", at % 40 == 0, START + timedelta(minutes=at)
        number = {"external_id": f"{at}", "number": f"#{at}", "number_key": f"{at}", "link_hash": link_hash(f"{at}", 1)}
        tables[Order].append(order | number | {"id": id_, "placed_at": moment})
        tables[OrderLine].append(line | {"id": id_, "order_id": id_, "location": "paris" if is_rare else "austin"})
        country = "=c:FR" if is_rare else "=c:DE"
        tables[OrderTerm] += [{"merchant_id": mine, "term": each, "order_id": id_, "placed_at": moment} for each in (country, f"{at}")]
        stands = {"carrier": "dhl", "condition": "lost", "due_on": DAY} if is_rare else {"milestone": "delivered", "delivered_at": moment}
        tables[Parcel].append(parcel | {"id": id_, "number": f"{at}", "registered_at": moment} | stands)
        tables[Shipment].append({"id": id_, "merchant_id": mine, "order_id": id_, "parcel_id": id_, "position": 0})
        tables[ShipmentLine].append({"shipment_id": id_, "line_id": id_, "quantity": 1})
        if is_rare:
            case = Case(merchant_id=mine, parcel_id=id_, carrier="dhl", kind="lost", urgency=URGENCY["lost"], opened_at=moment)
            tables[Case].append(case.model_dump() | {"id": id_})
            odd = Scan(merchant_id=mine, parcel_id=id_, key="1", at=moment, is_mapped=False, seen_at=moment)
            tables[Scan].append(odd.model_dump() | {"id": id_})
    async with database.transaction() as db:
        connection = await db.connection()
        for kind, rows in tables.items():
            await connection.execute(insert(kind.__table__), rows)  # type: ignore[attr-defined]
    await analysed(database)
    return scope_of_system(mine, "test")


FILTERS = [
    ParcelFilter(),
    ParcelFilter("39"),
    ParcelFilter(milestone="delivered"),
    ParcelFilter(condition="lost"),
    ParcelFilter(carrier="ups"),
    ParcelFilter(carrier="dhl"),
    ParcelFilter(unmapped_since=START),
    ParcelFilter(case="any"),
    ParcelFilter(case="lost"),
    ParcelFilter(late_on=DAY),
    ParcelFilter(expected_from=DAY, expected_before=DAY + timedelta(days=1)),
    ParcelFilter(country="FR"),
    ParcelFilter(country="DE"),
    ParcelFilter(location="paris"),
    ParcelFilter(location="austin"),
    ParcelFilter(registered_from=START + timedelta(hours=1), registered_before=START + timedelta(hours=9)),
    ParcelFilter(delivered_from=START + timedelta(hours=1), delivered_before=START + timedelta(hours=9)),
    ParcelFilter(country="DE", carrier="dhl", location="austin", case="late"),
]


async def test_pages_counts_and_choices_of_parcels_come_from_indexes(database: Database, scope: Scope) -> None:
    for shown in FILTERS:
        async with plans(database) as (db, found):
            page = await list_parcels(db, scope, shown, limit=20)
            if page.next_cursor:
                await list_parcels(db, scope, shown, limit=20, cursor=page.next_cursor)
            await count_parcels(db, scope, shown)
            await ids_of(db, scope, shown, most=100)
        assert len(page.items) == (0 if shown.location and shown.case else 20), shown
        assert found and not [plan for plan in found if reads_everything(plan)], shown

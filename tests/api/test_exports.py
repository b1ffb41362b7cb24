"""Lists leave as CSV: as they are filtered, harmless, by the person's clock, for those who may, and never another merchant's."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlmodel import select

from tests.builders import a_merchant, an_order, parcel_of
from tests.portals.staff import signed_in_as
from wesupply_ui.domain.accounts.audit import AuditEntry
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.domain.orders.custom.make import make_field
from wesupply_ui.kernel.clock import now
from wesupply_ui.kernel.db import Database


@pytest.fixture
async def acme(sqlite: Database) -> Merchant:
    """In Chicago, with three orders; a rival has one of the same number."""
    async with sqlite.transaction() as db:
        acme, rival = await a_merchant(db, password=None), await a_merchant(db, "rival", password=None)
        await an_order(db, acme, "#5001", placed=datetime(2026, 11, 20, 16, 15, tzinfo=UTC), name="=HYPERLINK(1) Lovelace")
        await an_order(
            db, acme, "#5002", placed=datetime(2026, 11, 21, 16, 15, tzinfo=UTC), channel="store", parcels=["1Z999AA10000000001"]
        )
        await an_order(db, acme, "#5003", placed=datetime(2026, 11, 22, 16, 15, tzinfo=UTC), tags=["Gift", "vip"])
        await an_order(db, rival, "#5001", name="Eve Secret")
    return acme


async def fetch(stranger: httpx.AsyncClient, sqlite: Database, merchant: Merchant, address: str, role: str = "owner") -> httpx.Response:
    token = await signed_in_as(sqlite, merchant, role)
    return await stranger.get(address, headers={"cookie": f"{SESSION_COOKIE}={token}"})


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


async def test_a_file_holds_what_the_list_shows_by_the_persons_clock_and_runs_nothing(
    stranger: httpx.AsyncClient, sqlite: Database, acme: Merchant
) -> None:
    answer = await fetch(stranger, sqlite, acme, "/api/exports/orders.csv?sort=placed")
    found = rows(answer)
    assert [row["Order"] for row in found] == ["#5001", "#5002", "#5003"]
    assert found[0]["Placed"] == "2026-11-20T10:15:00-06:00"
    assert found[0]["Customer"].startswith("'=HYPERLINK")
    assert (found[0]["Total"], found[0]["Currency"], found[2]["Tags"], found[1]["Carrier"]) == ("123.20", "USD", "Gift, vip", "ups")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert f'filename="acme-orders-{(now() - timedelta(hours=6)):%Y-%m-%d}.csv"' in answer.headers["content-disposition"]
    assert "Eve" not in answer.text


async def test_filters_columns_and_single_orders_are_as_asked(stranger: httpx.AsyncClient, sqlite: Database, acme: Merchant) -> None:
    answer = await fetch(stranger, sqlite, acme, "/api/exports/orders.csv?channel=store&cols=total,customer,nothing&mark=no")
    assert answer.content.decode().splitlines() == [
        "Order,Order id,Total,Currency,Customer,E-mail",
        "#5002,5002,123.20,USD,Ada Lovelace,ada@example.com",
    ]
    ids = [row["Order id"] for row in rows(await fetch(stranger, sqlite, acme, "/api/exports/orders.csv"))]
    assert ids == ["5003", "5002", "5001"]
    assert rows(await fetch(stranger, sqlite, acme, "/api/exports/orders.csv?ids=nobody,else")) == []


async def test_the_merchants_own_fields_are_columns_and_filters_of_a_file(
    stranger: httpx.AsyncClient, sqlite: Database, acme: Merchant
) -> None:
    async with sqlite.transaction() as db:
        staff = scope_of_system(acme.id, "test")
        await make_field(db, staff, {"label": "=PO", "key": "po"}, now=now())
        await make_field(db, staff, {"label": "Balance", "kind": "number"}, now=now())
        await an_order(db, acme, "#5004", custom={"po": "@SUM(1)", "balance": -12.5})
    answer = await fetch(stranger, sqlite, acme, "/api/exports/orders.csv?custom.balance=..0&cols=custom.po,custom.balance")
    assert rows(answer) == [{"Order": "#5004", "Order id": "5004", "'=PO": "'@SUM(1)", "Balance": "-12.5"}]
    assert "'=PO" in rows(await fetch(stranger, sqlite, acme, "/api/exports/orders.csv"))[0], "every column has them too"


async def test_shipments_leave_too(stranger: httpx.AsyncClient, sqlite: Database, acme: Merchant) -> None:
    (found,) = rows(await fetch(stranger, sqlite, acme, "/api/exports/shipments.csv?carrier=ups"))
    assert (found["Tracking number"], found["Order"], found["Carrier"]) == ("1Z999AA10000000001", "#5002", "ups")
    assert rows(await fetch(stranger, sqlite, acme, "/api/exports/shipments.csv?carrier=dhl")) == []
    assert len(rows(await fetch(stranger, sqlite, acme, "/api/exports/shipments.csv?country=US&late=0&registered_from=2026-01-01"))) == 1
    assert rows(await fetch(stranger, sqlite, acme, "/api/exports/shipments.csv?expected_to=2020-01-01")) == []


async def test_chosen_shipments_leave_alone_and_harmless_and_a_rivals_stay(
    stranger: httpx.AsyncClient, sqlite: Database, acme: Merchant
) -> None:
    async with sqlite.transaction() as db:
        await an_order(db, acme, "@SUM(1)", parcels=["1Z999AA10000000002"], name="=1+1 Lovelace")
        mine = (await parcel_of(db, "1Z999AA10000000002")).id
        rival = await a_merchant(db, "third", password=None)
        await an_order(db, rival, "#9", parcels=["1Z999AA10000000003"])
        theirs = (await parcel_of(db, "1Z999AA10000000003")).id
    (found,) = rows(await fetch(stranger, sqlite, acme, f"/api/exports/shipments.csv?ids={mine},{theirs}&cols=order,customer"))
    assert found == {"Tracking number": "1Z999AA10000000002", "Order": "'@SUM(1)", "Customer": "'=1+1 Lovelace"}


async def test_more_than_a_page_comes_whole(stranger: httpx.AsyncClient, sqlite: Database, acme: Merchant) -> None:
    async with sqlite.transaction() as db:
        for at in range(230):
            await an_order(db, acme, f"#{7000 + at}", placed=now() - timedelta(minutes=at))
    found = rows(await fetch(stranger, sqlite, acme, "/api/exports/orders.csv?cols=total"))
    assert len(found) == len({row["Order"] for row in found}) == 233


async def test_who_may_not_export_gets_nothing_and_what_is_taken_is_told(
    stranger: httpx.AsyncClient, sqlite: Database, acme: Merchant
) -> None:
    assert (await stranger.get("/api/exports/orders.csv")).status_code == 401
    assert (await fetch(stranger, sqlite, acme, "/api/exports/orders.csv", "returns_agent")).status_code == 403
    assert (await fetch(stranger, sqlite, acme, "/api/exports/shipments.csv", "returns_agent")).status_code == 403
    await fetch(stranger, sqlite, acme, "/api/exports/orders.csv?channel=store&cols=total", "analyst")
    async with sqlite.reading() as db:
        (entry,) = (await db.execute(select(AuditEntry).where(AuditEntry.action == "orders.exported"))).scalars()
    assert entry.after == {"filters": {"channel": "store"}, "columns": ["total"]}


async def test_orders_of_another_merchant_cannot_be_named(stranger: httpx.AsyncClient, sqlite: Database, acme: Merchant) -> None:
    async with sqlite.transaction() as db:
        theirs = await an_order(db, await a_merchant(db, "third", password=None), "#9")
    assert rows(await fetch(stranger, sqlite, acme, f"/api/exports/orders.csv?ids={theirs.id}")) == []

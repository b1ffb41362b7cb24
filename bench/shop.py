"""A merchant with 100,000 orders of the last year in every state, as a database file: the world in which lists and figures are measured.

Orders come in by the import itself; what carriers and staff would have done since is written into the tables, and the product's own rules
make summaries, cases and trips of it.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from bench import deeds
from bench.made_orders import LINES_PER_ORDER, orders
from wesupply_ui.domain import tables
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.insights.note_trips import note_trips
from wesupply_ui.domain.orders.custom.make import make_field
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.read_file import OrderFile
from wesupply_ui.domain.tracking.keep_cases import keep_cases
from wesupply_ui.domain.tracking.models import Case, Parcel, Scan, Shipment
from wesupply_ui.domain.tracking.summary import refresh_orders
from wesupply_ui.domain.tracking.take_in_file import take_in_file
from wesupply_ui.jobs.trips import count_due
from wesupply_ui.kernel import clock, schema
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.ids import new_id
from wesupply_ui.kernel.outbox import Fact

ORDERS = int(os.environ.get("BENCH_ORDERS", "100000"))
MINUTES_APART = 5
COUNTRIES = ("US",) * 6 + ("CA", "GB", "DE", "FR", "MX", "AU")
SHOP_TAGS = ("vip", "gift", "wholesale", "pre-order")
TROUBLES = ("delayed", "held", "attempt_failed", "lost", "damaged", "returning")
_AT_ONCE = 1_000
_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_folder = tempfile.TemporaryDirectory(prefix="wesupply-shop-")
assert tables


@cache
def file() -> Path:
    """The SQLite file, made once a run; `BENCH_SHOP` names one that is kept from run to run, and made when it is not there."""
    path = Path(os.environ.get("BENCH_SHOP") or Path(_folder.name) / "shop.sqlite3")
    if not path.is_file():
        import asyncio

        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        asyncio.run(_made(f"sqlite+aiosqlite:///{unfinished}"))
        unfinished.rename(path)
    return path


async def _made(url: str) -> None:
    database = Database(url)
    await stock(database)
    await database.close()


async def stock(database: Database, count: int = ORDERS) -> Scope:
    """Fill an empty database of either kind."""
    print(f"Stocking a shop with {count:,} orders …", flush=True)
    await schema.migrate(database)
    merchant = Merchant(slug="acme", name="Acme Outfitters", time_zone="America/Chicago", currency="USD", country="US")
    people = [Person(email=f"staff{at}@acme.example", name=f"Staff Member {at}", email_confirmed_at=clock.now()) for at in range(12)]
    async with database.transaction() as db:
        db.add_all([merchant, *people])
        await db.flush()
        roles = ("owner", "manager", *["support"] * 10)
        db.add_all(Membership(merchant_id=merchant.id, person_id=person.id, role=role) for person, role in zip(people, roles, strict=True))
    scope = scope_of_system(merchant.id, "bench")
    async with database.transaction() as db:
        await make_field(db, scope, {"label": "Cost centre", "kind": "text", "is_searched": True, "is_listed": True}, now=clock.now())
    await _import(database, scope, count)
    await _carry(database, scope)
    while await count_due(database):
        pass
    await deeds.done(database, scope, [person.id for person in people])
    return scope


async def _import(database: Database, scope: Scope, count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="wesupply-shop-") as folder:
        path = Path(folder) / "orders.jsonl"
        with path.open("w", encoding="utf-8") as target:
            target.writelines(json.dumps(order) + "\n" for order in _orders(count))
        with OrderFile(path) as source:
            report = await take_in_file(database, scope, source, now=clock.now())
    if set(report.counts) != {"created"}:
        raise RuntimeError(f"Not all were created: {dict(report.counts)} {report.told[:3]}")


def _orders(count: int) -> Iterator[dict[str, Any]]:
    """Of the last year, to several countries, some tagged by the shop; with two parcels, one, or none yet."""
    chance, now = random.Random(3), clock.now()
    for at, order in enumerate(orders(count)):
        age = timedelta(minutes=MINUTES_APART * (count - at))
        order["placed_at"] = (now - age).isoformat()
        order["shipping_address"]["country"] = chance.choice(COUNTRIES)
        order["tags"] = chance.sample(SHOP_TAGS, k=chance.choice((0, 0, 0, 0, 1, 2)))
        if chance.random() < 0.3:
            order["custom"] = {"cost_centre": f"CC-{chance.randrange(400)}"}
        first = order["shipments"][0]
        if age < timedelta(hours=20) or chance.random() < 0.01:
            order["shipments"] = []
        elif chance.random() < 0.13:
            order["shipments"] = [first, first | {"tracking_number": first["tracking_number"].replace("1Z0", "1Z9")}]
        yield order


async def _carry(database: Database, scope: Scope) -> None:
    """What carriers told of each parcel; then summaries of orders, cases and trips by the product's own rules."""
    chance, now = random.Random(5), clock.now()
    async for rows in _parcels(database):
        fates = [_fate(row.id, row.placed_at, chance, now) for row in rows]
        troubled = [fate["of"] for fate in fates if fate["milestone"] != "delivered"]
        scans = [scan for fate in fates for scan in _scans(scope.merchant_id, fate, chance)]
        facts = [_fact(scope.merchant_id, fate, now) for fate in fates if fate["delivered_at"] or fate["condition"] != "ok"]
        names = [name for name in fates[0] if name != "of"]
        statement = update(_parcel).where(_parcel.c.id == bindparam("of")).values({name: bindparam(f"new_{name}") for name in names})
        async with database.transaction() as db:
            connection = await db.connection()
            await connection.execute(statement, [{"of": fate["of"]} | {f"new_{name}": fate[name] for name in names} for fate in fates])
            for table, rows_of in ((Scan, scans), (Fact, facts)):
                if rows_of:
                    await connection.execute(insert(table), rows_of)
            await refresh_orders(db, [row.order_id for row in rows], now=now)
            await keep_cases(db, troubled, now=now)
            if ended := list(_ended_cases(scope.merchant_id, fates, chance)):
                await connection.execute(insert(Case), ended)
            await note_trips(db, [fate["of"] for fate in fates])


async def _parcels(database: Database) -> AsyncIterator[Sequence[Any]]:
    """(id, order id, when that was placed) of every parcel."""
    every = select(Parcel.id, Shipment.order_id, Order.placed_at).join(Shipment, Shipment.parcel_id == Parcel.id)  # type: ignore[call-overload]
    async with database.reading() as db:
        rows = (await db.execute(every.join(Order, Order.id == Shipment.order_id).order_by(Order.placed_at, Order.id))).all()
    for begun in range(0, len(rows), _AT_ONCE):
        yield rows[begun : begun + _AT_ONCE]


def _fate(parcel_id: str, placed_at: datetime, chance: random.Random, now: datetime) -> dict[str, Any]:
    """The parcel's columns as they are now."""
    shipped_at = placed_at + timedelta(hours=chance.randint(4, 40))
    there_at = shipped_at + timedelta(hours=chance.randint(20, 150))
    due_on = (placed_at + timedelta(days=6)).date()
    found: dict[str, Any] = {"of": parcel_id, "milestone": "delivered", "condition": "ok", "reason": None, "shipped_at": shipped_at}
    found |= {"delivered_at": there_at, "last_scan_at": there_at, "due_on": due_on, "first_due_on": due_on, "next_poll_at": None}
    if shipped_at > now:
        found |= {"milestone": "label_created", "shipped_at": None, "delivered_at": None, "last_scan_at": None}
    elif there_at > now:
        milestone = chance.choice(("accepted", "in_transit", "in_transit", "out_for_delivery", "available_for_pickup"))
        found |= {
            "milestone": milestone,
            "delivered_at": None,
            "last_scan_at": max(shipped_at, now - timedelta(hours=chance.randint(1, 30))),
        }
    elif chance.random() < 0.02:
        condition = chance.choice(TROUBLES)
        found |= {"milestone": "in_transit", "condition": condition, "delivered_at": None}
        found |= {"reason": "customs_documents" if condition == "held" else None}
    elif chance.random() < 0.01:
        found |= {"milestone": "returned", "delivered_at": None}
    found |= {"registered_at": placed_at + timedelta(hours=1), "last_news_at": found["last_scan_at"]}
    return found | {"last_polled_at": min(now, there_at + timedelta(hours=2))}


def _scans(merchant_id: str, fate: dict[str, Any], chance: random.Random) -> Iterator[dict[str, Any]]:
    row: dict[str, Any] = {"merchant_id": merchant_id, "parcel_id": fate["of"], "is_mapped": True, "seen_at": fate["last_polled_at"]}
    if fate["shipped_at"]:
        first = {"key": "1", "at": fate["shipped_at"], "text": "Picked up", "code": "OR", "milestone": "accepted"}
        yield Scan(**row, **first, country=chance.choice(("US", "US", "CN"))).model_dump()
    if fate["last_scan_at"]:
        odd = chance.random() < 0.01
        last = {"key": "2", "at": fate["last_scan_at"], "text": "On its way", "code": "ZZ" if odd else "IT", "is_mapped": not odd}
        yield Scan(**row | last, milestone=None if odd else fate["milestone"]).model_dump()


def _fact(merchant_id: str, fate: dict[str, Any], now: datetime) -> dict[str, Any]:
    name = "parcel.delivered" if fate["delivered_at"] else f"parcel.{fate['condition']}"
    at = fate["delivered_at"] or fate["last_scan_at"] or now
    own = {"merchant_id": merchant_id, "name": name, "subject": f"parcel:{fate['of']}", "data": {}}
    return Fact(id=new_id(), happened_at=at, due_at=at, handled_at=at, **own).model_dump()


def _ended_cases(merchant_id: str, fates: Sequence[dict[str, Any]], chance: random.Random) -> Iterator[dict[str, Any]]:
    """Every twentieth delivered parcel was late once; most of these were told by the calendar and ended by themselves."""
    for fate in fates:
        if fate["delivered_at"] and chance.random() < 0.05:
            ended, own = fate["delivered_at"], {"merchant_id": merchant_id, "parcel_id": fate["of"], "carrier": "ups"}
            opened = ended - timedelta(hours=30)
            yield Case(
                kind="late", urgency=7, responsible="carrier", opened_at=opened, is_present=False, state="resolved",
                resolution="delivered", resolved_at=ended, updated_at=ended, **own,
            ).model_dump()  # fmt: skip


def lines(count: int = ORDERS) -> int:
    """How many lines that many orders have."""
    return sum(LINES_PER_ORDER[at % 10] for at in range(count))

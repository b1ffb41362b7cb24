"""Orders: how fast files come in, whether memory grows with them, and how long the list takes at 100,000 orders."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlmodel import select

from bench.made_orders import orders
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.orders.listing import Filter, Sort, count_orders, list_orders
from wesupply_ui.domain.orders.read_file import OrderFile
from wesupply_ui.domain.tracking.take_in_file import take_in_file
from wesupply_ui.kernel import clock, schema
from wesupply_ui.kernel.db import Database

SIZES = tuple(int(size) for size in os.environ.get("BENCH_FILES", "10000,100000").split(","))
LIMIT_MS = 50
ROUNDS = 7
_COLUMNS = [
    "external_id",
    "number",
    "placed_at",
    "currency",
    "status",
    "channel",
    "email",
    "first_name",
    "last_name",
    "phone",
    "shipping_name",
    "shipping_line1",
    "shipping_city",
    "shipping_region",
    "shipping_postcode",
    "shipping_country",
    "line_id",
    "sku",
    "title",
    "quantity",
    "unit_price",
    "weight_grams",
    "carrier",
    "tracking_number",
]

LISTS: list[tuple[str, Filter, Sort]] = [
    ("newest", Filter(), Sort.NEWEST),
    ("by due day", Filter(), Sort.DUE),
    ("by total", Filter(), Sort.DEAREST),
    ("status", Filter(status="shipped"), Sort.NEWEST),
    ("status, by total", Filter(status="shipped"), Sort.DEAREST),
    ("status and channel", Filter(status="cancelled", channel="store"), Sort.NEWEST),
    ("nothing shipped yet, by due day", Filter(milestone="none"), Sort.DUE),
    ("carrier", Filter(carrier="ups"), Sort.NEWEST),
    ("a month", Filter(placed_from=datetime(2025, 5, 1, tzinfo=UTC), placed_before=datetime(2025, 6, 1, tzinfo=UTC)), Sort.NEWEST),
    ("search a", Filter("a"), Sort.NEWEST),
    ("search 1 (in every number)", Filter("1"), Sort.NEWEST),
    ("search 10 (the oldest tenth)", Filter("10"), Sort.NEWEST),
    ("search ada", Filter("ada"), Sort.NEWEST),
    ("search ada, by total", Filter("ada"), Sort.DEAREST),
    ("search ada lovelace", Filter("ada lovelace"), Sort.NEWEST),
    ("search #150000", Filter("#150000"), Sort.NEWEST),
    ("search nobody", Filter("zz"), Sort.NEWEST),
    ("search a among cancelled", Filter("a", status="cancelled"), Sort.NEWEST),
]


def main() -> dict[str, Any]:
    """Print the tables; the figures."""
    with tempfile.TemporaryDirectory(prefix="wesupply-bench-") as folder:
        figures: dict[str, Any] = {"import": [], "list_ms": {}}
        print(f"{'file':>6} {'orders':>8} {'MB':>6} {'orders/s':>9} {'a CPU second':>13} {'peak memory MB':>15}")
        for size in SIZES:
            for kind in ("jsonl", "csv"):
                figures["import"].append(_imported(Path(folder), kind, size))
        database = Path(folder) / f"jsonl-{SIZES[-1]}.sqlite3"
        figures["list_ms"] = asyncio.run(_lists(database))
    figures["slowest_list_ms"] = max(max(each["page"], each["count"]) for each in figures["list_ms"].values())
    print(f"slowest: {figures['slowest_list_ms']} ms (to stay under {LIMIT_MS})")
    return figures


def _imported(folder: Path, kind: str, size: int) -> dict[str, Any]:
    """In a process of its own, whose peak memory is its own too."""
    file = folder / f"orders-{size}.{kind}"
    _write(file, kind, size)
    database = folder / f"{kind}-{size}.sqlite3"
    command = [sys.executable, "-m", "bench.orders", str(file), str(database)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | {"WESUPPLY_SECRET_KEY": "k" * 40})
    figures = json.loads(done.stdout) | {"kind": kind, "orders": size, "file_mb": round(file.stat().st_size / 1e6, 1)}
    rates = f"{figures['orders_per_second']:>9,} {figures['orders_per_cpu_second']:>13,}"
    print(f"{kind:>6} {size:>8,} {figures['file_mb']:>6} {rates} {figures['peak_mb']:>15}", flush=True)
    file.unlink()
    return figures


def _write(file: Path, kind: str, size: int) -> None:
    with file.open("w", encoding="utf-8", newline="") as target:
        if kind == "jsonl":
            target.writelines(json.dumps(order) + "\n" for order in orders(size))
            return
        writer = csv.DictWriter(target, _COLUMNS)
        writer.writeheader()
        for order in orders(size):
            writer.writerows(_rows(order))


def _rows(order: dict[str, Any]) -> list[dict[str, Any]]:
    customer, address, [shipment] = order["customer"], order["shipping_address"], order["shipments"]
    own = {name: order[name] for name in ("external_id", "number", "placed_at", "currency", "status", "channel")}
    own |= customer | {f"shipping_{name}": part for name, part in address.items()} | shipment
    lines = [{"line_id": line["external_id"]} | {name: line[name] for name in line if name in _COLUMNS} for line in order["lines"]]
    return [own | line | {"external_id": order["external_id"]} for line in lines]


async def _import(file: Path, path: Path) -> None:
    """The import itself; figures on standard output."""
    database = Database(f"sqlite+aiosqlite:///{path}")
    await schema.migrate(database)
    merchant = Merchant(slug="acme", name="Acme")
    async with database.transaction() as db:
        db.add(merchant)
    started, worked = time.perf_counter(), time.process_time()
    with OrderFile(file) as orders_file:
        report = await take_in_file(database, scope_of_system(merchant.id, "bench"), orders_file, now=clock.now())
    seconds, worked = time.perf_counter() - started, time.process_time() - worked
    await database.close()
    if set(report.counts) != {"created"}:
        raise RuntimeError(f"Not all were created: {dict(report.counts)} {report.told[:3]}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rates = {"orders_per_second": round(report.orders / seconds), "orders_per_cpu_second": round(report.orders / worked)}
    print(json.dumps(rates | {"seconds": round(seconds, 1), "peak_mb": round(peak)}))


async def _lists(path: Path) -> dict[str, dict[str, Any]]:
    """The best of some rounds for each list: what the database and our part of it take, not what else the machine does."""
    database = Database(f"sqlite+aiosqlite:///{path}")
    async with database.reading() as db:
        merchant = (await db.execute(select(Merchant))).scalar_one()
    scope = scope_of_system(merchant.id, "bench")
    figures = {}
    print(f"\n{'list of 100,000 orders':<34} {'page ms':>8} {'count ms':>9}   found")
    for name, shown, sort in LISTS:
        page, count, found = await _timed(database, scope, shown, sort)
        figures[name] = {"page": page, "count": count}
        print(f"{name:<34} {page:>8} {count:>9}   {found}")
    await database.close()
    return figures


async def _timed(database: Database, scope: Scope, shown: Filter, sort: Sort) -> tuple[float, float, str]:
    pages, counts, found = [], [], ""
    for _ in range(ROUNDS):
        async with database.reading() as db:
            await db.connection()
            started = time.perf_counter()
            await list_orders(db, scope, shown, sort=sort)
            pages.append(time.perf_counter() - started)
            started = time.perf_counter()
            found = str(await count_orders(db, scope, shown))
            counts.append(time.perf_counter() - started)
    return round(min(pages) * 1000, 1), round(min(counts) * 1000, 1), found


if __name__ == "__main__":
    asyncio.run(_import(Path(sys.argv[1]), Path(sys.argv[2])))

"""Exports at 100,000 orders: how many rows a second the production server streams as CSV, and whether its memory grows with the file."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import psutil

from bench import shop
from bench.asking import console
from tests.portals.staff import signed_in_as
from tests.served import Served, apart, serving
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.sign_in import SESSION_COOKIE
from wesupply_ui.domain.orders.columns import COLUMNS
from wesupply_ui.kernel.db import Database

MOST_GROWN_MB = 60


def main() -> dict[str, Any]:
    """Print and return the figures. Fails when the server's memory grows by more than it may."""
    with tempfile.TemporaryDirectory(prefix="wesupply-exports-") as folder:
        shutil.copy(shop.file(), Path(folder) / "wesupply.sqlite3")
        with serving(Path(folder), pages=False) as served:
            token = apart(_token(served.database_url))
            figures = {name: _exported(served, token, name) for name in ("orders", "shipments")}
    worst = max(each["grown_mb"] for each in figures.values())
    if worst > MOST_GROWN_MB:
        raise RuntimeError(f"An export took {worst} MB; {MOST_GROWN_MB} MB are allowed.")
    return figures | {"load": os.getloadavg()[0]}


async def _token(database_url: str) -> str:
    database = Database(database_url)
    async with database.reading() as db:
        merchant = await db.get(Merchant, (await db.execute(Merchant.__table__.select())).first().id)  # type: ignore[attr-defined]
    assert merchant
    token = await signed_in_as(database, merchant)
    await database.close()
    return token


def _exported(served: Served, token: str, name: str) -> dict[str, Any]:
    """The whole list, all columns. Read as it comes and thrown away; memory is looked at all the while."""
    address = f"{served.url}/api/exports/{name}.csv?cols={','.join(COLUMNS[name])}"
    request = urllib.request.Request(address, headers={"Cookie": f"{SESSION_COOKIE}={token}"})
    before, peak, size, rows, worked = _memory(), 0.0, 0, 0, _worked()
    begun = time.perf_counter()
    with urllib.request.urlopen(request, timeout=600) as answer:
        first = None
        while piece := answer.read1(1 << 16):
            first = first or time.perf_counter() - begun
            size, rows, peak = size + len(piece), rows + piece.count(b"\n"), max(peak, _memory())
    seconds, worked = time.perf_counter() - begun, _worked() - worked
    found = {
        "rows": rows - 1,
        "rows_per_second": round(rows / seconds),
        "rows_per_cpu_second": round(rows / worked),
        "mb": round(size / 1e6, 1),
        "first_byte_ms": round((first or 0) * 1000),
        "grown_mb": round(peak - before, 1),
    }
    console.print(f"{name}.csv: " + ", ".join(f"{value:,} {key.replace('_', ' ')}" for key, value in found.items()))
    return found


def _server() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def _memory() -> float:
    """MB that the server holds now."""
    return sum(each.memory_info().rss for each in _server()) / 1e6


def _worked() -> float:
    return sum(sum(each.cpu_times()[:2]) for each in _server())

"""A file comes in batch by batch; a person sees first what it would do."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlmodel import func, select

from tests.domain.orders.orders import NOW, an_order
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import scope_of_system
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.orders.preview import Preview, Told, preview
from wesupply_ui.domain.orders.read_file import OrderFile
from wesupply_ui.domain.tracking.take_in_file import Report, take_in_file
from wesupply_ui.kernel.db import Database

CSV = """order id;number;created at;currency;email;line id;sku;quantity;unit price;total;Gift note
1;#1;2025-11-20T10:15:00-05:00;USD;ada@example.com;l1;BOOT;2;60,00;120,00;hello
1;#1;;;;l2;LACE;0;0,00;;
2;#2;2025-11-20 10:15;USD;ada@example.com;l1;BOOT;1;60,00;60,00;
3;#3;2025-11-20T10:15:00-05:00;USD;ada@example.com;l1;BOOT;1;60,00;99,00;
3;#3;2025-11-20T10:15:00-05:00;USD;ada@example.com;l2;BOOT;1;0,00;;
4;#4;2025-11-20T10:15:00-05:00;USD;ada@example.com;l1;BOOT;1;60,00;60,00;hi
3;#3;2025-11-20T10:15:00-05:00;USD;ada@example.com;l1;BOOT;1;60,00;99,00;
"""


async def take(database: Database, merchant: Merchant, path: Path) -> Report:
    with OrderFile(path) as file:
        return await take_in_file(database, scope_of_system(merchant.id, "test"), file, now=NOW)


async def look(database: Database, merchant: Merchant, path: Path) -> Preview:
    with OrderFile(path) as file:
        async with database.reading() as db:
            return await preview(db, scope_of_system(merchant.id, "test"), file, now=NOW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(CSV, encoding="latin-1")
    return path


def rejections(told: list[Told]) -> list[tuple[int, str]]:
    return [(each.line, each.field) for each in told if each.rejects]


async def test_what_a_preview_says_is_what_the_import_does(database: Database, merchant: Merchant, path: Path) -> None:
    seen = await look(database, merchant, path)
    assert (seen.orders, seen.new, seen.known, seen.rejected) == (5, 2, 0, 3) and seen.unknown_columns == ["Gift note"]
    report = await take(database, merchant, path)
    assert dict(report.counts) == {"created": 2, "rejected": 3}
    assert rejections(report.told) == [(3, "lines[1].quantity"), (4, "placed_at"), (8, "external_id")]
    assert sorted(rejections(seen.told)) == rejections(report.told)
    assert [(each.line, each.field) for each in report.told if not each.rejects] == [(5, "total_amount")]
    again = await look(database, merchant, path)
    assert (again.new, again.known) == (0, 2)


async def test_a_zone_that_nobody_named_is_told_of_every_order_it_is_assumed_for(
    database: Database, merchant: Merchant, path: Path
) -> None:
    scope, chicago = scope_of_system(merchant.id, "test"), ZoneInfo("America/Chicago")
    for assumes in (False, True):
        with OrderFile(path) as file:
            async with database.reading() as db:
                seen = await preview(db, scope, file, now=NOW, zone=chicago, assumes_zone=assumes)
        told = [each for each in seen.told if each.field == "placed_at"]
        assert (seen.new, seen.rejected, seen.remarks) == (3, 2, assumes) and len(told) == assumes
    assert (told[0].line, told[0].rejects) == (4, False) and "America/Chicago" in told[0].message
    with OrderFile(path) as file:
        report = await take_in_file(database, scope, file, now=NOW, zone=chicago, assumes_zone=True)
    assert [each.line for each in report.told if each.field == "placed_at"] == [4] and report.remarks == 2


async def test_unknown_columns_are_kept_with_the_order(database: Database, merchant: Merchant, path: Path) -> None:
    await take(database, merchant, path)
    async with database.reading() as db:
        assert (await db.execute(select(Order.extra).where(Order.external_id == "4"))).scalar_one() == {"Gift note": "hi"}


async def test_a_file_of_many_batches_is_taken_whole_and_a_second_time_changes_nothing(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    path = tmp_path / "orders.jsonl"
    path.write_text("\n".join(json.dumps(an_order(str(number))) for number in range(1203)))
    positions: list[int] = []
    with OrderFile(path) as file:
        first = await take_in_file(
            database, scope_of_system(merchant.id, "test"), file, now=NOW, progress=lambda _, position: positions.append(position)
        )
    assert dict(first.counts) == {"created": 1203} and positions[-1] == path.stat().st_size and len(positions) == 3
    assert dict((await take(database, merchant, path)).counts) == {"unchanged": 1203}
    async with database.reading() as db:
        assert (await db.execute(select(func.count()).select_from(Order))).scalar_one() == 1203


async def test_what_only_the_database_refuses_falls_out_alone(sqlite: Database, tmp_path: Path) -> None:
    """Many are written in one statement; should that fail, each is tried by itself."""
    acme = Merchant(slug="acme", name="Acme")
    async with sqlite.transaction() as db:
        db.add(acme)
        await db.execute(
            text("CREATE TRIGGER no BEFORE INSERT ON \"order\" WHEN NEW.external_id = '3' BEGIN SELECT RAISE(ABORT, 'no'); END")
        )
    path = tmp_path / "orders.jsonl"
    path.write_text("\n".join(json.dumps(an_order(str(number))) for number in range(5)))
    report = await take(sqlite, acme, path)
    assert dict(report.counts) == {"created": 4, "rejected": 1} and [(each.line, each.external_id) for each in report.told] == [(4, "3")]


async def test_sums_beyond_what_a_database_holds_are_told(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    path = tmp_path / "orders.json"
    lines = [{"external_id": str(index), "quantity": 1_000_000, "unit_price": "9999999999999.99"} for index in range(9)]
    path.write_text(json.dumps([an_order(lines=lines, total_amount=...)]))
    report = await take(database, merchant, path)
    assert dict(report.counts) == {"created": 1} and "total_amount" in [each.field for each in report.told]

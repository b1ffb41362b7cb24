"""A feed of products comes in: thousands at a time, each made, changed or left as it was; what was wrong with which row is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts import audit
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import ORDERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.catalogue.models import Product
from wesupply_ui.domain.catalogue.raw_products import RawProduct
from wesupply_ui.domain.catalogue.read_product import ReadProduct, read_product
from wesupply_ui.domain.catalogue.stock import levels_of, note_levels
from wesupply_ui.domain.locations.queries import external_ids_in_use
from wesupply_ui.kernel.errors import FieldProblem
from wesupply_ui.kernel.ids import new_id

AT_ONCE = 400
MOST_TOLD = 1_000
COLUMNS = ("title", "price_minor", "currency", "stock", "variant_of", "image_url", "product_url", "options", "attributes")
_product: Any = Product.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Told:
    """Something about one row. `taken`: the product was taken all the same."""

    row: int
    sku: str
    problem: FieldProblem
    taken: bool


@dataclass(slots=True)
class Report:
    """What became of a feed. `told` has the first `MOST_TOLD` things; `more` counts the others."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    told: list[Told] = field(default_factory=list)
    more: int = 0

    def tell(self, row: int, sku: str, problems: Iterable[FieldProblem], *, taken: bool) -> None:
        """Note what is wrong or odd with a row."""
        for problem in problems:
            if len(self.told) < MOST_TOLD:
                self.told.append(Told(row, sku, problem, taken))
            else:
                self.more += 1


async def take_in_feed(db: AsyncSession, scope: Scope, products: Iterable[RawProduct], *, now: datetime) -> Report:
    """Take every product that can be taken. A SKU that comes twice counts the first time. Products that a feed leaves out stay."""
    scope.require(ORDERS_WRITE)
    merchant = await db.get_one(Merchant, scope.merchant_id)
    places = await external_ids_in_use(db, scope.merchant_id)
    report, seen, batch = Report(), dict[str, int](), list[tuple[int, ReadProduct]]()
    for raw in products:
        read = read_product(raw.value, merchant.currency, places)
        problems = [*raw.problems, *read.findings.problems]
        if read.sku and read.sku in seen:
            problems.append(FieldProblem("sku", f"comes in row {seen[read.sku]} already"))
        if problems:
            report.rejected += 1
            report.tell(raw.row, read.sku, problems, taken=False)
            continue
        seen[read.sku] = raw.row
        # Columns beyond ours become attributes in a feed: that is what they are for, and nothing to remark on.
        report.tell(raw.row, read.sku, [each for each in read.findings.remarks if each.field not in read.unknown], taken=True)
        batch.append((raw.row, read))
        if len(batch) >= AT_ONCE:
            await _write(db, scope, batch, merchant.currency, report, now)
            batch = []
    await _write(db, scope, batch, merchant.currency, report, now)
    if report.created or report.updated:
        counts = {"created": report.created, "updated": report.updated, "rejected": report.rejected}
        await audit.note(db, scope, "products.imported", "catalogue:feed", at=now, label="Products", after=counts)
    return report


async def _write(
    db: AsyncSession, scope: Scope, batch: Collection[tuple[int, ReadProduct]], currency: str, report: Report, now: datetime
) -> None:
    if not batch:
        return
    skus = [read.sku for _, read in batch]
    rows = await db.execute(select(_product).where(_product.c.merchant_id == scope.merchant_id, _product.c.sku.in_(skus)))
    known = {row["sku"]: dict(row) for row in rows.mappings()}
    levels = await levels_of(db, scope, [row["id"] for row in known.values()])
    made, changed, told = [], [], {}
    for _, read in batch:
        before = known.get(read.sku)
        row = before or _blank(scope, read.sku, currency, now)
        after = row | read.values
        after["attributes"] = {**after["attributes"], **read.unknown}
        moved = read.levels is not None and read.levels != levels.get(row["id"], {})
        if moved and read.levels is not None:
            told[row["id"]] = read.levels
        if before is None:
            made.append(after)
        elif moved or any(after[name] != before[name] for name in COLUMNS):
            changed.append(after | {"updated_at": now})
    if made:
        await db.execute(insert(_product), made)
    if changed:
        statement = update(_product).where(_product.c.id == bindparam("row_id"))
        statement = statement.values({name: bindparam(f"new_{name}") for name in (*COLUMNS, "updated_at")})
        values = [{"row_id": row["id"]} | {f"new_{name}": row[name] for name in (*COLUMNS, "updated_at")} for row in changed]
        await (await db.connection()).execute(statement, values)
    await note_levels(db, scope, told)
    report.created += len(made)
    report.updated += len(changed)
    report.unchanged += len(batch) - len(made) - len(changed)


def _blank(scope: Scope, sku: str, currency: str, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(), "merchant_id": scope.merchant_id, "sku": sku, "title": sku, "price_minor": None, "currency": currency,
        "stock": None, "variant_of": None, "image_url": None, "product_url": None, "options": {}, "attributes": {}, "updated_at": now,
    }  # fmt: skip

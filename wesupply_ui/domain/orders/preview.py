"""What would an import do? Reads a file as the import does and writes nothing, so that a person can mend it first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import islice

from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.permissions import ORDERS_WRITE
from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.custom.queries import own_fields
from wesupply_ui.domain.orders.places import places_of
from wesupply_ui.domain.orders.raw_orders import RawOrder
from wesupply_ui.domain.orders.read_file import OrderFile
from wesupply_ui.domain.orders.read_order import Known, identity, read_order
from wesupply_ui.domain.orders.upsert import load_orders
from wesupply_ui.kernel.errors import FieldProblem

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is wrong or odd, and where. `rejects`: it keeps the order out."""

    line: int
    external_id: str | None
    field: str
    message: str
    rejects: bool


@dataclass(slots=True)
class Preview:
    """Counts of the whole file, and the first of what is wrong. `new` and `known`: orders that could be taken, by whether we have them."""

    kind: str
    encoding: str
    unknown_columns: list[str] = field(default_factory=list)
    orders: int = 0
    lines: int = 0
    new: int = 0
    known: int = 0
    rejected: int = 0
    remarks: int = 0
    told: list[Told] = field(default_factory=list)


async def preview(
    db: AsyncSession,
    scope: Scope,
    file: OrderFile,
    *,
    now: datetime,
    zone: tzinfo | None = None,
    assumes_zone: bool = False,
    most_told: int = 50,
    progress: Callable[[int], None] | None = None,
) -> Preview:
    """Read the whole file. `progress` is told the bytes read. Rejections are told before remarks.

    `zone`: for times without offset; `assumes_zone`: nobody named it, so each order that has some tells it.
    """
    scope.require(ORDERS_WRITE)
    merchant = await db.get_one(Merchant, scope.merchant_id)
    found = Preview(file.kind, file.encoding, file.unknown_columns)
    remarks: list[Told] = []
    own = await own_fields(db, scope)
    orders = iter(file)
    while batch := list(islice(orders, _BATCH)):
        present = await load_orders(db, merchant.id, [external_id for raw in batch if (external_id := identity(raw.value))])
        places = await places_of(db, merchant.id, [raw.value for raw in batch])
        for raw in batch:
            before = present.orders.get(identity(raw.value) or "")
            currency = before["currency"] if before else None
            known = Known(currency, merchant.currency, merchant.country, zone, assumes_zone, places, own, asks_own=True)
            problems, odd = problems_of(raw, known, file.unknown_columns, now=now)
            _count(found, raw, bool(problems), before is not None, bool(odd))
            found.told += islice(_told(raw, problems, rejects=True), max(0, most_told - len(found.told)))
            remarks += islice(_told(raw, odd, rejects=False), max(0, most_told - len(remarks)))
        if progress:
            progress(file.position)
    found.told += remarks[: max(0, most_told - len(found.told))]
    return found


def problems_of(raw: RawOrder, known: Known, unknown_columns: list[str], *, now: datetime) -> tuple[list[FieldProblem], list[FieldProblem]]:
    """(what keeps the order out, remarks). Columns that the whole file has are told once, not of each order."""
    if raw.value is None:
        return raw.problems, []
    findings = read_order(raw.value, known, now=now).findings
    return [*raw.problems, *findings.problems], without_columns([*raw.remarks, *findings.remarks], unknown_columns)


def without_columns(remarks: list[FieldProblem], unknown_columns: list[str]) -> list[FieldProblem]:
    """Remarks but those on columns that were told of the whole file."""
    return [remark for remark in remarks if remark.field.rpartition(".")[2] not in unknown_columns]


def _count(found: Preview, raw: RawOrder, is_rejected: bool, is_known: bool, is_odd: bool) -> None:
    found.orders += 1
    lines = raw.value.get("lines") if isinstance(raw.value, dict) else None
    found.lines += len(lines) if isinstance(lines, list) else 0
    found.rejected += is_rejected
    found.new += not is_rejected and not is_known
    found.known += not is_rejected and is_known
    found.remarks += is_odd and not is_rejected


def _told(raw: RawOrder, problems: list[FieldProblem], *, rejects: bool) -> Iterator[Told]:
    for each in problems:
        yield Told(raw.line_of_field(each.field), identity(raw.value), each.field, each.message, rejects)

"""A file of orders comes in, some hundred at a time, each batch a transaction of its own: a file of any size in constant memory."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import islice

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.preview import Told, without_columns
from wesupply_ui.domain.orders.raw_orders import RawOrder
from wesupply_ui.domain.orders.read_file import OrderFile
from wesupply_ui.domain.orders.read_order import identity
from wesupply_ui.domain.tracking.note_taken import note_imported
from wesupply_ui.domain.tracking.take_in import Became, Outcome, take_in
from wesupply_ui.kernel import outbox
from wesupply_ui.kernel.db import Database
from wesupply_ui.kernel.ids import new_id

BATCH = 500
# What is kept in memory of what was told; `tell` hears everything.
MOST_KEPT = 200


@dataclass(slots=True)
class Report:
    """What became of a file. `told`: the first of what was wrong or odd; all of it goes to `tell`."""

    kind: str
    encoding: str
    unknown_columns: list[str] = field(default_factory=list)
    counts: Counter[Became] = field(default_factory=Counter)
    remarks: int = 0
    told: list[Told] = field(default_factory=list)

    @property
    def orders(self) -> int:
        """How many orders the file held."""
        return self.counts.total()


async def take_in_file(
    database: Database,
    scope: Scope,
    file: OrderFile,
    *,
    now: datetime,
    zone: tzinfo | None = None,
    assumes_zone: bool = False,
    tell: Callable[[Told], None] | None = None,
    progress: Callable[[Report, int], None] | None = None,
) -> Report:
    """Take every order of the file that can be taken. What was committed stays when the rest of the file turns out unreadable (Invalid).

    `zone`: for times without offset; `assumes_zone`: nobody named it, so each order that has some tells it.
    `progress` hears the report so far and the bytes read, after each batch.
    """
    report = Report(file.kind, file.encoding, file.unknown_columns)
    orders = iter(file)
    while batch := await asyncio.to_thread(lambda: list(islice(orders, BATCH))):
        good = [raw for raw in batch if not raw.problems]
        async with database.transaction() as db:
            values = [raw.value for raw in good]
            taken = await take_in(db, scope, values, now=now, zone=zone, assumes_zone=assumes_zone, is_file=True)
            outcomes = dict(zip(map(id, good), taken, strict=True))
        for raw in batch:
            _note(report, raw, outcomes.get(id(raw)), tell)
        if progress:
            progress(report, file.position)
    async with database.transaction() as db:
        await note_imported(db, scope, report.counts, kind=report.kind, now=now)
        if report.orders:
            rejected = report.counts[Became.REJECTED]
            counts = {"taken": report.orders - rejected, "rejected": rejected}
            outbox.tell(db, merchant_id=scope.merchant_id, name="orders.imported", subject=f"import:{new_id()}", at=now, **counts)
    return report


def _note(report: Report, raw: RawOrder, outcome: Outcome | None, tell: Callable[[Told], None] | None) -> None:
    if outcome is None:
        outcome = Outcome(identity(raw.value), Became.REJECTED, problems=raw.problems)
    report.counts[outcome.became] += 1
    is_rejected = outcome.became is Became.REJECTED
    problems = without_columns([*outcome.problems, *raw.remarks], report.unknown_columns)
    report.remarks += bool(problems) and not is_rejected
    for each in problems:
        told = Told(raw.line_of_field(each.field), outcome.external_id, each.field, each.message, is_rejected)
        if tell:
            tell(told)
        if len(report.told) < MOST_KEPT:
            report.told.append(told)

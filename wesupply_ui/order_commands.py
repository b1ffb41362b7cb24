"""`wesupply orders import`: a file of orders comes in, with a progress bar and a report of what became of each."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

import orjson
import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from wesupply_ui.at_terminal import console, errors, print_json, run, scope_of_merchant
from wesupply_ui.domain.orders.preview import Told
from wesupply_ui.domain.orders.read_file import OrderFile
from wesupply_ui.domain.tracking.take_in import Became
from wesupply_ui.domain.tracking.take_in_file import MOST_KEPT, Report, take_in_file
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database

orders = typer.Typer(no_args_is_help=True, help="Orders of a merchant.")


@orders.callback()
def _group() -> None:
    """Orders of a merchant."""


@orders.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A .csv, .json or .jsonl file.")],
    merchant: Annotated[str, typer.Option(help="The merchant's slug.")],
    time_zone: Annotated[str, typer.Option(help="Of times without an offset, as Europe/Madrid; they are refused otherwise.")] = "",
    report: Annotated[Path | None, typer.Option(dir_okay=False, help="Write all that was told here, one JSON object a line.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Import orders: made when new, changed where given. Ends with 1 when any was rejected."""
    if time_zone and time_zone not in available_timezones():
        raise typer.BadParameter("is not a time zone; write it like Europe/Madrid", param_hint="--time-zone")

    async def work(db: Database) -> Report:
        scope = await scope_of_merchant(db, merchant)
        with OrderFile(file) as orders_file, _Bar(orders_file.size, quiet=as_json) as bar, _Log(report) as log:
            zone = ZoneInfo(time_zone) if time_zone else None
            return await take_in_file(db, scope, orders_file, now=clock.now(), zone=zone, tell=log.tell, progress=bar.show)

    done = run(work)
    if as_json:
        print_json(_told(done))
    else:
        _print(done, report)
    if done.counts[Became.REJECTED]:
        raise typer.Exit(1)


class _Bar:
    """A progress bar over the file's bytes, on standard error, where a person watches."""

    def __init__(self, size: int, *, quiet: bool) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=errors, disable=quiet or not sys.stderr.isatty())
        self._task = self._progress.add_task("Importing", total=size)

    def show(self, done: Report, position: int) -> None:
        """So far."""
        said = f"{done.orders:,} orders, {done.counts[Became.REJECTED]:,} rejected"
        self._progress.update(self._task, completed=position, description=said)

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


class _Log:
    """Everything told, as lines of JSON, when a file was asked for."""

    def __init__(self, path: Path | None) -> None:
        self._file = path.open("wb") if path else None

    def tell(self, told: Told) -> None:
        """One more."""
        if self._file:
            self._file.write(orjson.dumps(told) + b"\n")

    def __enter__(self) -> _Log:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()


def _told(done: Report) -> dict[str, Any]:
    counts = {became.value: done.counts[became] for became in Became}
    told = [{name: value for name, value in asdict(each).items() if name != "rejects"} | {"rejected": each.rejects} for each in done.told]
    return {
        "kind": done.kind,
        "encoding": done.encoding,
        "orders": done.orders,
        **counts,
        "with_remarks": done.remarks,
        "unknown_columns": done.unknown_columns,
        "problems": [each for each in told if each["rejected"]],
        "remarks": [each for each in told if not each["rejected"]],
    }


def _print(done: Report, report: Path | None) -> None:
    for each in done.told:
        named = f" {each.external_id}" if each.external_id else ""
        where = f" {each.field}" if each.field else ""
        console.print(f"line {each.line}:{named}{where} {each.message}", style="red" if each.rejects else "yellow", markup=False)
    if len(done.told) == MOST_KEPT:
        console.print(f"… and more; all of it is in {report}" if report else "… and more; --report FILE writes all of it", markup=False)
    if done.unknown_columns:
        console.print(f"Columns we don't know, kept with each order: {', '.join(done.unknown_columns)}", style="yellow", markup=False)
    counts = ", ".join(f"{done.counts[became]:,} {became.value}" for became in Became)
    console.print(f"{done.orders:,} orders: {counts}" + (f"; {done.remarks:,} with remarks" if done.remarks else ""), markup=False)

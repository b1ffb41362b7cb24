"""`wesupply tracking poll` and `… replay`: ask carriers now, and read all kept answers again. Results go to standard output as JSON."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from datetime import UTC, date, datetime, time
from typing import Annotated, Any

import typer
from sqlmodel import col, select

from wesupply_ui import runtime
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.tracking.detect import tidy
from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.domain.tracking.record import Recorded
from wesupply_ui.domain.tracking.replay import parcels_with_answers, replay
from wesupply_ui.jobs.polling import Poller
from wesupply_ui.kernel import clock, logs
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.settings import settings


def register(tracking: typer.Typer) -> None:
    """Add the commands of this subject to `wesupply tracking`."""
    tracking.command("poll")(poll_now)
    tracking.command("replay")(replay_all)


def poll_now(
    merchant: Annotated[str, typer.Option(help="Only this merchant's parcels, by slug.")] = "",
    number: Annotated[str, typer.Option(help="Only this tracking number, due or not.")] = "",
) -> None:
    """Ask the carriers for every parcel that is due, or for one number at once."""
    logs.configure(settings().log)
    done = asyncio.run(_poll(merchant, tidy(number)))
    if done is None:
        typer.echo("No such parcel is followed." if number else "There is no such merchant.", err=True)
        raise typer.Exit(1)
    _print(done._asdict())


def replay_all(
    since: Annotated[str, typer.Option(help="Only parcels with an answer fetched since this day or instant (ISO 8601).")] = "",
) -> None:
    """Read all kept answers again with today's parsers and code tables, and print every parcel that is told otherwise now."""
    try:
        begin = _instant(since) if since else None
    except ValueError as error:
        raise typer.BadParameter("is no day like 2026-11-20 and no instant with its offset", param_hint="--since") from error
    logs.configure(settings().log)
    read, changed = asyncio.run(_replay(begin))
    typer.echo(f"{read} parcels read again, {changed} changed.", err=True)


async def _poll(slug: str, number: str) -> Recorded | None:
    try:
        return await _poll_chosen(slug, number)
    finally:
        await runtime.http().aclose()
        await database().close()


async def _poll_chosen(slug: str, number: str) -> Recorded | None:
    poller, total = Poller(database(), runtime.carrier), Recorded()
    if not slug and not number:
        for code in runtime.carrier_codes():
            total += await poller.poll(code)
        return total
    query = select(Parcel.carrier, Parcel.id).order_by(Parcel.id)
    async with database().reading() as db:
        if slug:
            merchant_id = (await db.execute(select(Merchant.id).where(Merchant.slug == slug))).scalar_one_or_none()
            if merchant_id is None:
                return None
            query = query.where(Parcel.merchant_id == merchant_id)
        query = query.where(Parcel.number == number) if number else query.where(col(Parcel.next_poll_at) <= clock.now())
        chosen = (await db.execute(query)).all()
    if number and not chosen:
        return None
    by_carrier: dict[str, list[str]] = defaultdict(list)
    for row in chosen:
        by_carrier[row.carrier].append(row.id)
    for code, ids in by_carrier.items():
        total += await poller.poll_these(code, ids)
    return total


async def _replay(since: datetime | None) -> tuple[int, int]:
    """How many parcels were read again, and how many are told otherwise; those are printed as they come."""
    read = changed = 0
    last = ""
    try:
        while True:
            async with database().transaction() as db:
                ids = await parcels_with_answers(db, since=since, after=last)
                told = await replay(db, ids, _read_of, now=clock.now())
            for each in told:
                scans = {"added": each.added, "corrected": each.corrected, "removed": each.removed}
                _print({"carrier": each.carrier, "number": each.number, "before": each.before, "after": each.after, "scans": scans})
            read, changed = read + len(ids), changed + len(told)
            if not ids:
                return read, changed
            last = ids[-1]
    finally:
        await database().close()


def _read_of(code: str) -> Any:
    carrier = runtime.carrier(code)
    return carrier.read if carrier else None


def _instant(told: str) -> datetime:
    if len(told) == 10:
        return datetime.combine(date.fromisoformat(told), time(), tzinfo=UTC)
    at = datetime.fromisoformat(told)
    if at.tzinfo is None:
        raise ValueError(told)
    return at.astimezone(UTC)


def _print(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))

"""Which parcels does this worker ask for now? Takes due ones by lease, so that any number of workers share them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.tracking.models import Parcel
from wesupply_ui.kernel import leases

LEASE = timedelta(minutes=10)
"""Longer than the slowest call with its retries, for the last of a batch. A killed worker's parcels come back after it."""


class Claimed(NamedTuple):
    """A parcel that this worker holds, with what is needed to judge an unchanged answer without another look at the database.

    `lease` is the token of the claim: what is recorded without it being the parcel's `claimed_until` still is dropped.
    `next_poll_at` as it was when claimed: another value at the end means that somebody asked for news in the meantime.
    """

    id: str
    merchant_id: str
    carrier: str
    number: str
    digest: str | None
    milestone: str
    condition: str
    registered_at: datetime
    last_scan_at: datetime | None
    last_news_at: datetime | None
    last_polled_at: datetime | None
    watch_until: datetime | None
    due_on: date | None
    first_due_on: date | None
    failures: int
    next_poll_at: datetime | None
    is_return: bool
    lease: datetime


_COLUMNS: tuple[Any, ...] = tuple(getattr(Parcel, name) for name in Claimed._fields[1:-1])


async def claim_due(db: AsyncSession, carrier: str, *, limit: int, now: datetime) -> list[Claimed]:
    """At most `limit` parcels of one carrier that are due and that nobody holds, the longest due first, in no order."""
    return await _claim(db, _due(carrier, now), limit=limit, now=now)


def _due(carrier: str, now: datetime) -> ColumnElement[bool]:
    return (col(Parcel.carrier) == carrier) & (col(Parcel.next_poll_at) <= now)


async def is_anything_due(db: AsyncSession, carrier: str, *, now: datetime) -> bool:
    """Whether a claim would find anything: a read, which keeps no writer waiting."""
    return (await db.execute(select(Parcel.id).where(_due(carrier, now), leases.free(Parcel, now)).limit(1))).first() is not None


async def claim_unpollable(db: AsyncSession, carriers: Iterable[str], *, limit: int, now: datetime) -> list[Claimed]:
    """Due parcels of carriers other than these: nobody can ask for them, but they too grow late and silent."""
    due = col(Parcel.carrier).not_in(list(carriers)) & (col(Parcel.next_poll_at) <= now)
    return await _claim(db, due, limit=limit, now=now)


async def claim_these(db: AsyncSession, parcel_ids: Sequence[str], *, now: datetime) -> list[Claimed]:
    """These parcels, due or not, except those that another worker holds right now."""
    return await _claim(db, col(Parcel.id).in_(list(parcel_ids)), limit=len(parcel_ids), now=now)


async def _claim(db: AsyncSession, due: ColumnElement[bool], *, limit: int, now: datetime) -> list[Claimed]:
    rows = await leases.claim(db, Parcel, due=due, order_by=Parcel.next_poll_at, limit=limit, now=now, lease=LEASE, returning=_COLUMNS)
    lease = now + LEASE
    return [Claimed(*row, lease) for row in rows]


async def release(db: AsyncSession, held: Sequence[Claimed]) -> None:
    """Give parcels back unasked (a worker that is told to stop): the next one finds them due."""
    table = Parcel.__table__  # type: ignore[attr-defined]
    if held:
        statement = (
            update(table).where(table.c.id == bindparam("held"), table.c.claimed_until == bindparam("lease")).values(claimed_until=None)
        )
        await (await db.connection()).execute(statement, [{"held": each.id, "lease": each.lease} for each in held])

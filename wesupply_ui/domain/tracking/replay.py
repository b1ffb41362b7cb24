"""Derives parcels' history again from the kept raw answers, when parsers or code tables have learned, and says what changed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from wesupply_ui.domain.tracking import news
from wesupply_ui.domain.tracking.change import Change, own_scans, work_out
from wesupply_ui.domain.tracking.claim import Claimed
from wesupply_ui.domain.tracking.history import KeyedScan, reach_of
from wesupply_ui.domain.tracking.models import RawAnswer
from wesupply_ui.domain.tracking.outcome import Outcome
from wesupply_ui.domain.tracking.reading import Failure, Reading

ReadOf = Callable[[str], Callable[[bytes, str], Reading | Failure] | None]
"""A carrier's `read` by its code; None for a carrier without an adapter."""

_OF_POLLING = ("last_polled_at", "claimed_until", "failures", "failure_code", "failure_message", "last_news_at")

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Replayed:
    """A parcel that is told otherwise than before. `before`, `after`: milestone, condition and reason."""

    parcel_id: str
    carrier: str
    number: str
    before: tuple[str, str, str | None]
    after: tuple[str, str, str | None]
    added: int
    corrected: int
    removed: int


async def parcels_with_answers(db: AsyncSession, *, since: datetime | None = None, after: str = "", limit: int = 100) -> Sequence[str]:
    """Ids of parcels with an answer fetched since then, in their order; `after` the last id of the page before."""
    query = select(RawAnswer.parcel_id).where(RawAnswer.parcel_id > after)
    if since is not None:
        query = query.where(RawAnswer.fetched_at >= since)
    return (await db.execute(query.distinct().order_by(RawAnswer.parcel_id).limit(limit))).scalars().all()


async def replay(db: AsyncSession, parcel_ids: Sequence[str], read_of: ReadOf, *, now: datetime) -> list[Replayed]:
    """Read all answers of these parcels again, the oldest first, and bring the database to what they say now. Those that changed.

    Facts that turn out to be true are told with the time of their scans; those told before stay told. When a parcel is polled next stays.
    """
    loaded = await news.load(db, parcel_ids)
    answers: dict[str, list[Any]] = {parcel_id: [] for parcel_id in loaded.parcels}
    rows = select(RawAnswer.parcel_id, RawAnswer.body).where(col(RawAnswer.parcel_id).in_(list(answers)))
    for row in await db.execute(rows.order_by(col(RawAnswer.fetched_at), col(RawAnswer.id))):
        answers[row.parcel_id].append(row.body)
    changed: list[tuple[Outcome, Change]] = []
    for parcel in loaded.parcels.values():
        read = read_of(parcel.carrier)
        told = _told_altogether(_readings(parcel, answers[parcel.id], read), loaded.floors[parcel.id]) if read else None
        if told is None:
            continue
        outcome = Outcome(_unclaimed(parcel), now, told)
        change = work_out(parcel, loaded.scans[parcel.id], outcome, floor=loaded.floors[parcel.id], is_whole=True)
        for name in _OF_POLLING:
            change.parcel.pop(name, None)
        if change.is_news:
            changed.append((outcome, change))
    await news.write(db, changed, loaded)
    return [_replayed(loaded.parcels[change.parcel_id], change) for _, change in changed]


def _readings(parcel: Any, bodies: Iterable[bytes], read: Callable[[bytes, str], Reading | Failure]) -> list[Reading]:
    """What can be read of the answers; one that a parser stumbles over is passed over and logged."""
    readings: list[Reading] = []
    for body in bodies:
        try:
            told = read(zlib.decompress(body), parcel.number)
        except Exception as error:
            _log.warning("tracking.replay_stumbled", parcel=parcel.id, carrier=parcel.carrier, error=type(error).__name__)
            continue
        if isinstance(told, Reading):
            readings.append(told)
    return readings


def _told_altogether(readings: Sequence[Reading], floor: datetime) -> Reading | None:
    """The last reading with all scans that still count: each answer takes back what it reaches over, as when they came one by one."""
    if not readings:
        return None
    standing: dict[str, KeyedScan] = {}
    for reading in readings:
        told = own_scans(reading, floor)
        reach = reach_of(told)
        kept = {key: each for key, each in standing.items() if reach is None or each.scan.at < reach}
        standing = kept | {each.key: each for each in told}
    last = replace(readings[-1], scans=tuple(each.scan for each in standing.values()))
    if readings[-1].scans and not own_scans(readings[-1], floor):  # its headline, too, is about an earlier parcel under the number
        return replace(last, current=None, delivered_at=None, signed_by=None, estimated=None) if last.scans else None
    return last


def _unclaimed(parcel: Any) -> Claimed:
    """The parcel as an outcome names it; a replay holds no lease, its rows are locked."""
    values = {name: getattr(parcel, name) for name in Claimed._fields[:-1]}
    return Claimed(**values, lease=parcel.claimed_until or parcel.registered_at)


def _replayed(parcel: Any, change: Change) -> Replayed:
    after = change.parcel
    return Replayed(
        parcel.id,
        parcel.carrier,
        parcel.number,
        (parcel.milestone, parcel.condition, parcel.reason),
        (after.get("milestone", parcel.milestone), after.get("condition", parcel.condition), after.get("reason", parcel.reason)),
        len(change.insert),
        len(change.correct),
        len(change.retract),
    )

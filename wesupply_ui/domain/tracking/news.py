"""Writes the news of a batch of parcels: scans, dates, raw answers, the parcels, their orders, and the facts that became true."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.orders.models import Order
from wesupply_ui.domain.tracking import due, unmapped
from wesupply_ui.domain.tracking.change import EARLIER_LIFE, Change, work_out
from wesupply_ui.domain.tracking.facts import Happened, newly_true
from wesupply_ui.domain.tracking.keep_cases import keep_cases
from wesupply_ui.domain.tracking.models import DateSaid, Parcel, RawAnswer, Scan, Shipment
from wesupply_ui.domain.tracking.outcome import Outcome
from wesupply_ui.domain.tracking.rows import to_row
from wesupply_ui.domain.tracking.summary import refresh_orders
from wesupply_ui.domain.tracking.tell import tell_facts
from wesupply_ui.kernel import live
from wesupply_ui.kernel.ids import new_id

COMPRESSION = 4  # zlib: a fifth of the size at a third of the time of level 9

_parcel: Any = Parcel.__table__  # type: ignore[attr-defined]
_scan: Any = Scan.__table__  # type: ignore[attr-defined]
_known_scans = select(*(column for column in _scan.c if column.name not in ("merchant_id", "seen_at")))


@dataclass(slots=True)
class Loaded:
    """What the database knows of the batch: rows by parcel id."""

    parcels: dict[str, Any]
    scans: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    order_ids: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    floors: dict[str, datetime] = field(default_factory=dict)


async def apply(db: AsyncSession, outcomes: Sequence[Outcome], *, pace_of: Callable[[str], float]) -> list[Change]:
    """Work out and write what these outcomes change. Those whose claim is lost are passed over."""
    loaded = await load(db, [outcome.claimed.id for outcome in outcomes])
    held = [
        one for one in outcomes if one.claimed.id in loaded.parcels and loaded.parcels[one.claimed.id].claimed_until == one.claimed.lease
    ]
    pairs = [(outcome, _change(outcome, loaded, pace_of)) for outcome in held]
    await write(db, pairs, loaded)
    return [change for _, change in pairs]


def delays(outcomes: Iterable[Outcome], changes: Iterable[Change]) -> list[tuple[str, timedelta]]:
    """Carrier and age of each new scan. First answers are left out: their scans are as old as the parcel was when we heard of it."""
    asked = {outcome.claimed.id: outcome for outcome in outcomes if outcome.claimed.digest}
    pairs = [(asked[change.parcel_id], change) for change in changes if change.parcel_id in asked]
    return [(outcome.claimed.carrier, outcome.at - each.scan.at) for outcome, change in pairs for each in change.insert]


async def load(db: AsyncSession, parcel_ids: Sequence[str]) -> Loaded:
    """The parcels, locked in the order of their ids, with their scans and orders."""
    locked = select(_parcel).where(_parcel.c.id.in_(parcel_ids)).order_by(_parcel.c.id).with_for_update(key_share=True)
    loaded = Loaded({row.id: row for row in await db.execute(locked)})
    for row in await db.execute(_known_scans.where(_scan.c.parcel_id.in_(parcel_ids))):
        loaded.scans[row.parcel_id].append(row)
    orders = (
        select(Shipment.parcel_id, Shipment.order_id, Shipment.shipped_at, Order.placed_at)
        .join(Order, Order.id == Shipment.order_id)  # type: ignore[arg-type]
        .where(Shipment.parcel_id.in_(parcel_ids))  # type: ignore[attr-defined]
        .order_by(Shipment.order_id)
    )
    begun = {parcel_id: row.registered_at for parcel_id, row in loaded.parcels.items()}
    for row in await db.execute(orders):
        loaded.order_ids[row.parcel_id].append(row.order_id)
        begun[row.parcel_id] = min(filter(None, (begun[row.parcel_id], row.shipped_at, row.placed_at)))
    loaded.floors = {parcel_id: at - EARLIER_LIFE for parcel_id, at in begun.items()}
    return loaded


def _change(outcome: Outcome, loaded: Loaded, pace_of: Callable[[str], float]) -> Change:
    parcel = loaded.parcels[outcome.claimed.id]
    change = work_out(parcel, loaded.scans[parcel.id], outcome, floor=loaded.floors[parcel.id])
    told = change.parcel
    situation = due.Situation(
        parcel.id,
        told.get("milestone", parcel.milestone),
        told.get("condition", parcel.condition),
        parcel.registered_at,
        told["last_news_at"],
        told.get("watch_until", parcel.watch_until),
        told.get("due_on", parcel.due_on),
        told["failures"],
        outcome.failure,
    )
    planned = due.next_poll(situation, outcome.at, pace=pace_of(parcel.merchant_id))
    asked = parcel.next_poll_at if parcel.next_poll_at != outcome.claimed.next_poll_at else None
    told["next_poll_at"] = min(filter(None, (planned, asked)), default=None)
    return change


async def write(db: AsyncSession, pairs: Sequence[tuple[Outcome, Change]], loaded: Loaded) -> None:
    """Everything that changed, a statement for each table; then the orders, the facts, and word to those who are looking."""
    await _write_scans(db, pairs, loaded)
    await _write_answers(db, pairs, loaded)
    await _write_parcels(db, [change for _, change in pairs], loaded)
    told: list[tuple[Any, Happened, dict[str, Any]]] = []
    for outcome, change in pairs:
        parcel = loaded.parcels[change.parcel_id]
        told += [(parcel, fact, change.parcel) for fact in newly_true(parcel, change.parcel, change.history, now=outcome.at)]
        if change.is_news:
            topics = [f"order:{order_id}" for order_id in loaded.order_ids[parcel.id]]
            live.announce(db, f"parcel:{parcel.id}", f"merchant:{parcel.merchant_id}", *topics)
    if pairs:
        now = max(outcome.at for outcome, _ in pairs)
        affected = {order_id for _, change in pairs for order_id in loaded.order_ids[change.parcel_id]}
        await refresh_orders(db, affected, now=now)
        begun = {change.parcel_id: _told_at(change) for _, change in pairs}
        await keep_cases(db, begun, now=now, told_at=begun)
        await tell_facts(db, told, loaded.order_ids, now=now)


def _told_at(change: Change) -> datetime | None:
    """The scan that made the parcel's condition true; None when time alone did."""
    history = change.history
    if history is None or change.parcel.get("condition") != history.condition or history.condition_at is None:
        return None
    return history.condition_at.astimezone(UTC)


async def _write_scans(db: AsyncSession, pairs: Iterable[tuple[Outcome, Change]], loaded: Loaded) -> None:
    fresh, corrected, retracted = [], [], []
    unknown: Counter[tuple[str, str, str]] = Counter()
    now = datetime.min.replace(tzinfo=UTC)
    for outcome, change in pairs:
        parcel, now = loaded.parcels[change.parcel_id], max(now, outcome.at)
        ids = {"merchant_id": parcel.merchant_id, "parcel_id": parcel.id, "seen_at": outcome.at}
        fresh += [{"id": new_id(), "key": each.key, **ids, **to_row(each)} for each in change.insert]
        corrected += [{"of_scan": scan_id, **to_row(each)} for scan_id, each in change.correct]
        retracted += change.retract
        unknown.update((parcel.carrier, each.scan.code, each.scan.text) for each in change.insert if each.scan.meaning is None)
    connection = await db.connection()
    if retracted:
        await connection.execute(delete(_scan).where(_scan.c.id.in_(retracted)))
    if corrected:
        await connection.execute(update(_scan).where(_scan.c.id == bindparam("of_scan")), corrected)
    if fresh:
        await connection.execute(insert(_scan), fresh)
    if unknown:
        await unmapped.count(db, unknown, now=now)


async def _write_answers(db: AsyncSession, pairs: Iterable[tuple[Outcome, Change]], loaded: Loaded) -> None:
    answers, dates = [], []
    for outcome, change in pairs:
        parcel = loaded.parcels[change.parcel_id]
        ids = {"merchant_id": parcel.merchant_id, "parcel_id": parcel.id}
        if outcome.body is not None and outcome.digest != parcel.digest:
            body = zlib.compress(outcome.body, COMPRESSION)
            answers.append({"id": new_id(), **ids, "fetched_at": outcome.at, "digest": outcome.digest, "body": body})
        if change.dates:
            dates.append({"id": new_id(), **ids, "said_at": outcome.at, **change.dates})
    connection = await db.connection()
    if answers:
        await connection.execute(insert(RawAnswer.__table__), answers)  # type: ignore[attr-defined]
    if dates:
        await connection.execute(insert(DateSaid.__table__), dates)  # type: ignore[attr-defined]


_CHANGING = (
    "service", "milestone", "condition", "reason", "estimated_from", "estimated_to", "due_on", "first_due_on", "delivered_at",
    "delivered_offset", "signed_by", "weight_grams", "shipped_at", "last_scan_at", "last_news_at", "last_polled_at", "next_poll_at",
    "claimed_until", "watch_until", "failures", "failure_code", "failure_message", "digest",
)  # fmt: skip


async def _write_parcels(db: AsyncSession, changes: Sequence[Change], loaded: Loaded) -> None:
    rows = []
    for change in changes:
        before = loaded.parcels[change.parcel_id]._mapping
        rows.append({"of_parcel": change.parcel_id, **{name: change.parcel.get(name, before[name]) for name in _CHANGING}})
    if rows:
        await (await db.connection()).execute(update(_parcel).where(_parcel.c.id == bindparam("of_parcel")), rows)

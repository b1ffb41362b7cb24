"""What does one poll's outcome change about a parcel? Pure: the parcel's row and known scans in, everything to be written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from wesupply_ui.domain.tracking import attention, due, silence
from wesupply_ui.domain.tracking.history import History, KeyedScan, distinct, reach_of, told_by
from wesupply_ui.domain.tracking.outcome import Outcome
from wesupply_ui.domain.tracking.reading import Reading, Window
from wesupply_ui.domain.tracking.rows import from_row, is_corrected
from wesupply_ui.domain.tracking.status import Condition, Milestone

EARLIER_LIFE = timedelta(days=60)
"""Scans older than this before a parcel was registered, shipped or ordered belong to the number's earlier use."""


@dataclass(slots=True)
class Change:
    """What to write for one parcel. `parcel`: columns with their new values. `is_news`: whether anybody watching should look again."""

    parcel_id: str
    parcel: dict[str, Any]
    insert: list[KeyedScan] = field(default_factory=list)
    correct: list[tuple[str, KeyedScan]] = field(default_factory=list)
    retract: list[str] = field(default_factory=list)
    dates: dict[str, Any] | None = None
    history: History | None = None
    is_news: bool = False


def own_scans(reading: Reading, floor: datetime) -> tuple[KeyedScan, ...]:
    """The reading's scans, each once, without those of an earlier parcel under the same number (before `floor`)."""
    return tuple(each for each in distinct(reading.scans) if each.scan.at >= floor)


def work_out(parcel: Any, known: Sequence[Any], outcome: Outcome, *, floor: datetime, is_whole: bool = False) -> Change:
    """The change that this outcome brings to `parcel`. It and its `known` scans are rows of the tables. `floor`: see `own_scans`.

    `is_whole`: the reading holds all that was ever said, so that known scans that are not in it go.
    """
    change = Change(parcel.id, {})
    if outcome.reading is not None:
        told = own_scans(outcome.reading, floor)
        kept = _compare(change, known, told, is_whole)
        is_all_older = bool(outcome.reading.scans) and not told
        if not is_all_older:
            history = told_by((*kept, *told), current=outcome.reading.current)
            if not _shop_knows_more(parcel, known, history):
                _stand(change, parcel, history, outcome)
            _say_dates(change, parcel, outcome.reading.estimated)
    _notice_silence(change, parcel, outcome.at)
    differs = any(getattr(parcel, name) != value for name, value in change.parcel.items())
    change.is_news = differs or bool(change.insert or change.correct or change.retract)
    _finish(change, parcel, outcome)
    return change


def turns(claimed: Any, at: datetime) -> bool:
    """Whether time alone changes something, with the answer the same: it falls silent now, or became late since the last poll."""
    milestone, condition = Milestone(claimed.milestone), Condition(claimed.condition)
    since = {"last_scan_at": claimed.last_scan_at, "registered_at": claimed.registered_at, "is_return": claimed.is_return}
    quiet = silence.silent_from(milestone, condition, **since)
    if quiet is not None and at >= quiet:
        return True
    before = claimed.last_polled_at or claimed.registered_at
    dates = claimed.due_on, claimed.first_due_on
    return attention.is_late(milestone, *dates, at) != attention.is_late(milestone, *dates, before)


def _compare(change: Change, known: Sequence[Any], told: tuple[KeyedScan, ...], is_whole: bool) -> tuple[KeyedScan, ...]:
    """Note which scans are new, corrected or taken back; those of earlier answers that still count beside what is `told`, oldest first."""
    stored = {row.key: row for row in known}
    for each in told:
        row = stored.pop(each.key, None)
        if row is None:
            change.insert.append(each)
        elif is_corrected(row, each):
            change.correct.append((row.id, each))
    if is_whole:
        change.retract = [row.id for row in stored.values()]
        return ()
    reach = reach_of(told)
    change.retract = [row.id for row in stored.values() if reach is not None and row.at >= reach]
    return distinct(from_row(row).scan for row in stored.values() if reach is None or row.at < reach)


def _shop_knows_more(parcel: Any, known: Sequence[Any], history: History) -> bool:
    """Nothing was said of the way at all, or the shop told of a delivery that is later than everything the carrier knows."""
    if history.milestone_at is None and history.condition_at is None and history.milestone is Milestone.LABEL_CREATED:
        return history.condition is Condition.OK
    told_by_shop = parcel.milestone == Milestone.DELIVERED and not any(row.milestone == Milestone.DELIVERED for row in known)
    if not told_by_shop or history.milestone.is_final or parcel.delivered_at is None:
        return False
    return history.last_scan_at is not None and history.last_scan_at < parcel.delivered_at


def _stand(change: Change, parcel: Any, history: History, outcome: Outcome) -> None:
    """The four axes and what goes with them."""
    reading = outcome.reading
    assert reading is not None
    delivered_at = None
    if history.milestone is Milestone.DELIVERED:
        delivered_at = history.delivered_at or reading.delivered_at or parcel.delivered_at
    ended_at = delivered_at or history.milestone_at or parcel.delivered_at
    change.history = history
    change.parcel |= {
        "milestone": history.milestone.value,
        "condition": history.condition.value,
        "reason": history.reason,
        "delivered_at": delivered_at.astimezone(UTC) if delivered_at else None,
        "delivered_offset": _offset(delivered_at) if delivered_at else None,
        "signed_by": reading.signed_by if delivered_at else None,
        "shipped_at": history.moved_at.astimezone(UTC) if history.moved_at else parcel.shipped_at,
        "last_scan_at": history.last_scan_at.astimezone(UTC) if history.last_scan_at else parcel.last_scan_at,
        "service": reading.service or parcel.service,
        "weight_grams": reading.weight_grams or parcel.weight_grams,
        "watch_until": None,
    }
    if history.milestone.is_final:
        change.parcel["watch_until"] = ended_at.astimezone(UTC) + due.WATCH if ended_at else parcel.watch_until or outcome.at + due.WATCH


def _offset(at: datetime) -> int:
    return int((at.utcoffset() or timedelta(0)).total_seconds() // 60)


def _say_dates(change: Change, parcel: Any, estimated: Window | None) -> None:
    """The carrier's dates, with a row for each time they change. A parcel that has arrived keeps the last ones said."""
    if change.parcel.get("milestone", parcel.milestone) in (Milestone.DELIVERED, Milestone.RETURNED) and estimated is None:
        return
    start, end, day = (estimated.start.isoformat(), estimated.end.isoformat(), _day(estimated.end)) if estimated else (None, None, None)
    change.parcel |= {"estimated_from": start, "estimated_to": end, "due_on": day, "first_due_on": parcel.first_due_on or day}
    if (start, end) != (parcel.estimated_from, parcel.estimated_to):
        change.dates = {"estimated_from": start, "estimated_to": end, "due_on": day}


def _day(end: date | datetime) -> date:
    """The day at the destination: an instant carries that place's offset."""
    return end.date() if isinstance(end, datetime) else end


def _notice_silence(change: Change, parcel: Any, at: datetime) -> None:
    told = change.parcel
    milestone = Milestone(told.get("milestone", parcel.milestone))
    condition = Condition(told.get("condition", parcel.condition))
    last_scan_at = told.get("last_scan_at", parcel.last_scan_at)
    began = {"registered_at": parcel.registered_at, "is_return": parcel.is_return}
    since = silence.silent_from(milestone, condition, last_scan_at=last_scan_at, **began)
    if since is not None and at >= since:
        told |= {"condition": Condition.SILENT.value, "reason": silence.reason_of(milestone)}


def _finish(change: Change, parcel: Any, outcome: Outcome) -> None:
    failure = outcome.failure
    change.parcel |= {
        "last_polled_at": outcome.at,
        "claimed_until": None,
        "failures": parcel.failures + 1 if failure else 0,
        "failure_code": failure.code if failure else None,
        "failure_message": failure.message[:500] if failure else None,
        "last_news_at": outcome.at if change.is_news and not failure else parcel.last_news_at,
    }
    if outcome.digest:
        change.parcel["digest"] = outcome.digest

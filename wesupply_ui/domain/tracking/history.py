"""What do a parcel's scans say together? Orders and de-duplicates them and derives the four axes. Pure; storing is `record`'s.

The result is the same for any order and any repetition of the scans: they are keyed, grouped by instant and read oldest first.
How one moment changes the standing is in `standing.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby

from wesupply_ui.domain.tracking.reading import ClockSource, Place, ReadScan
from wesupply_ui.domain.tracking.reasons import REASONS, Reason
from wesupply_ui.domain.tracking.standing import Moment, Standing
from wesupply_ui.domain.tracking.status import Condition, Meaning, Milestone, Party


@dataclass(frozen=True, slots=True)
class KeyedScan:
    """A scan with the `key` that tells it apart from the parcel's other scans, in every answer and for ever."""

    key: str
    scan: ReadScan


@dataclass(frozen=True, slots=True)
class History:
    """A parcel's scans, oldest first, and where they leave it on the four axes.

    Instants carry the offset of the scan they come from. `milestone_at`, `condition_at`: since when it stands so, None when only the
    answer's headline says so. `moved_at`: the first sign that the carrier has the parcel. `delivered_at`: set only while the milestone
    is delivered. `reason`: a key of `reasons.REASONS`; `responsible` is unknown for a trouble without a reason.
    """

    scans: tuple[KeyedScan, ...]
    milestone: Milestone
    condition: Condition
    reason: str | None
    responsible: Party | None
    action: str | None
    action_by: Party | None
    milestone_at: datetime | None
    condition_at: datetime | None
    moved_at: datetime | None
    delivered_at: datetime | None
    last_scan_at: datetime | None


def assemble(scans: Sequence[ReadScan], *, current: Meaning | None = None) -> History:
    """The history that these scans tell, in whatever order and however often each is given.

    `current`, the answer's own headline, is where the reading starts, and only when no scan says anything about progress: a
    headline without its scans still tells more than nothing, but a scan has a time and a place. Codes that nobody mapped yet stay in
    `scans` as notes and move nothing. ValueError for a naive time.
    """
    return told_by(distinct(scans), current=current)


def told_by(scans: tuple[KeyedScan, ...], *, current: Meaning | None = None) -> History:
    """As `assemble`, of scans that `distinct` has keyed and ordered."""
    standing = Standing()
    if current and not any(each.scan.meaning and each.scan.meaning.milestone for each in scans):
        standing.take(Moment.of_headline(current))
    for _, together in groupby(scans, key=lambda each: each.scan.at.timestamp()):
        standing.take(Moment.of_scans([each.scan for each in together]))
    return _told(scans, standing)


def distinct(scans: Iterable[ReadScan]) -> tuple[KeyedScan, ...]:
    """Each event once, oldest first. Of an event told twice, the fuller telling stays.

    At the same instant the lower milestone comes first, then the lesser trouble, then the key: an order, if an arbitrary one.
    """
    best: dict[str, ReadScan] = {}
    for scan in scans:
        key = key_of(scan)
        known = best.get(key)
        if known is None or _poverty(scan) < _poverty(known):
            best[key] = scan
    return tuple(sorted((KeyedScan(key, scan) for key, scan in best.items()), key=_place_in_time))


def reach_of(told: Sequence[KeyedScan]) -> datetime | None:
    """How far back an answer goes; None for one without scans.

    An answer that reaches back beyond a scan of an earlier answer and leaves it out takes it back: carriers correct themselves. One
    that only starts later has been trimmed (carriers keep the last weeks or the last twenty events), and an empty one says nothing.
    """
    return min((each.scan.at for each in told), key=datetime.timestamp, default=None)


def key_of(scan: ReadScan) -> str:
    """16 hex digits: what was said to happen, when and where.

    The carrier's words are left out, as they come in other case, wording or language for the same event, except where there is no code to
    go by. So is our meaning, because the code tables grow. Where the offset is our own guess (`ClockSource`) the local time
    counts, not the instant: a better guess must not make another scan of it.
    """
    at = scan.at
    if at.tzinfo is None:
        raise ValueError("A scan's time must carry its offset.")
    when = int(at.timestamp()) if scan.clock is ClockSource.CARRIER else at.isoformat("T", "seconds")[:19]
    what = _folded(scan.code) or "=" + _folded(scan.text)
    return hashlib.blake2b(f"{when}|{what}|{_folded_place(scan.place)}".encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=8192)
def _folded(text: str | None) -> str:
    return "".join(filter(str.isalnum, text.casefold())) if text else ""


@lru_cache(maxsize=8192)
def _folded_place(place: Place) -> str:
    return f"{_folded(place.city)}|{_folded(place.region)}|{_folded(place.country)}"


def _place_in_time(each: KeyedScan) -> tuple[float, int, int, str]:
    meaning = each.scan.meaning or Meaning()
    rank = meaning.milestone.rank if meaning.milestone else -1
    severity = meaning.condition.severity if meaning.condition else -1
    return each.scan.at.timestamp(), rank, severity, each.key


_CLOCKS = {clock: rank for rank, clock in enumerate(ClockSource)}


def _poverty(scan: ReadScan) -> tuple[object, ...]:
    """Sorts tellings of one event, the fullest first, and the same way whatever came first."""
    meaning = scan.meaning
    said = "" if meaning is None else f"{meaning.milestone or '~'}|{meaning.condition or '~'}|{meaning.reason or '~'}"
    gaps = sum(part is None for part in _parts(scan.place))
    place = tuple(part or "" for part in _parts(scan.place))
    text = scan.text.strip()
    return meaning is None, _CLOCKS[scan.clock], gaps, text.isupper(), -len(text), text, said, place, scan.code, scan.at.isoformat()


def _parts(place: Place) -> tuple[str | None, ...]:
    return place.city, place.region, place.postcode, place.country


def _told(kept: tuple[KeyedScan, ...], standing: Standing) -> History:
    reason: Reason | None = REASONS.get(standing.reason or "")
    in_trouble = standing.condition is not Condition.OK
    acts = reason if reason and not standing.milestone.is_final else None
    return History(
        scans=kept,
        milestone=standing.milestone,
        condition=standing.condition,
        reason=reason.code if reason else None,
        responsible=reason.responsible if reason else Party.UNKNOWN if in_trouble else None,
        action=acts.action if acts else None,
        action_by=acts.action_by if acts else None,
        milestone_at=standing.milestone_at,
        condition_at=standing.condition_at,
        moved_at=standing.moved_at,
        delivered_at=standing.milestone_at if standing.milestone is Milestone.DELIVERED else None,
        last_scan_at=kept[-1].scan.at if kept else None,
    )

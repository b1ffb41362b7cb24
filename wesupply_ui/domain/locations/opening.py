"""Is a place open now, until when, and when does it open next? Pure: its hours, its clock and an instant.

Hours are wall time: on days when clocks change a span is as long as the clock's hands say it is not. What the clock skips counts
from where it goes on; what it shows twice counts the first time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from wesupply_ui.domain.locations.hours import DAYS, USUAL, Spans, minutes

_AHEAD = 15  # days looked at for the next opening: longer closures say nothing

NoHoliday = Callable[[date], str | None]


@dataclass(frozen=True, slots=True)
class Hours:
    """When a place is open: its week, the days on which it is otherwise, and `holiday`: a day's name where it is closed by custom."""

    week: Mapping[str, Spans]
    exceptions: Sequence[Mapping[str, Any]]
    zone: tzinfo
    holiday: NoHoliday = lambda _day: None


@dataclass(frozen=True, slots=True)
class Day:
    """A day's hours, and why they are so: "week", "exception" or "holiday", with its name or note."""

    spans: Spans
    why: str = "week"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """`until`: when it closes, None when it always is open; `opens_at`: when it opens next, None when not in the next two weeks."""

    is_open: bool
    until: datetime | None = None
    opens_at: datetime | None = None


def hours_on(hours: Hours, day: date) -> Day:
    """What holds on a day: an exception before a holiday before the week."""
    usual = list(hours.week.get(DAYS[day.weekday()], ()))
    for each in hours.exceptions:
        if each["date"] == day.isoformat():
            return Day(usual if each["hours"] == USUAL else list(each["hours"]), "exception", each.get("note", ""))
    name = hours.holiday(day)
    return Day([], "holiday", name) if name else Day(usual)


def standing(hours: Hours, at: datetime) -> Standing:
    """How it stands at an instant (aware)."""
    at = at.astimezone(UTC)
    today = at.astimezone(hours.zone).date()
    stretches = _stretches(hours, today - timedelta(days=1), _AHEAD + 2)
    horizon = _instant(today + timedelta(days=_AHEAD), 0, hours.zone)
    for begins, ends in stretches:
        if begins <= at < ends:
            return Standing(True, until=ends if ends < horizon else None)
        if begins > at:
            return Standing(False, opens_at=begins)
    return Standing(False)


def _stretches(hours: Hours, first: date, days: int) -> list[tuple[datetime, datetime]]:
    """When it is open, as instants in their order; what touches is one."""
    found: list[tuple[datetime, datetime]] = []
    for day in (first + timedelta(days=each) for each in range(days)):
        for opens, closes in hours_on(hours, day).spans:
            start, end = minutes(opens), minutes(closes)
            found.append((_instant(day, start, hours.zone), _instant(day, end if end > start else end + 1440, hours.zone)))
    merged: list[tuple[datetime, datetime]] = []
    for begins, ends in sorted(pair for pair in found if pair[0] < pair[1]):
        if merged and begins <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ends))
        else:
            merged.append((begins, ends))
    return merged


def _instant(day: date, minute: int, zone: tzinfo) -> datetime:
    local = datetime.combine(day, time()) + timedelta(minutes=minute)
    return local.replace(tzinfo=zone).astimezone(UTC)

"""What do opening hours say? Reads a week and its exceptions, as shops write them, into the one way they are kept.

A week is {"mon": [["09:00", "12:00"], ["13:00", "18:00"]], …}; days without spans are closed. A span that ends at or before its begin
reaches into the next day; "24:00" is midnight. An exception is {"date": "2026-12-24", "hours": [["09:00", "13:00"]], "note": "…"}: no
hours is closed all day, "usual" is open as the week says although it is a public holiday.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.language import _

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
USUAL = "usual"
MOST_SPANS = 6
MOST_EXCEPTIONS = 200
_NAMES = {
    name: day
    for day, names in zip(DAYS, ("monday", "tuesday tues", "wednesday", "thursday thur thurs", "friday", "saturday", "sunday"), strict=True)
    for name in (day, *names.split())
}
_TIME = re.compile(r"(\d{1,2})(?::?(\d{2}))?(?::00)?")
Spans = list[list[str]]


def read_week(value: Any) -> dict[str, Spans]:
    """A whole week. ValueError whose words follow the field's name."""
    week: dict[str, Spans] = {}
    for name, given in intake.as_object(value).items():
        day = _NAMES.get(str(name).strip().lower())
        if day is None:
            raise ValueError(_("has “{name}” where a day belongs; write {days}", name=str(name)[:20], days=", ".join(DAYS)))
        try:
            spans = read_spans(given)
        except ValueError as error:
            raise ValueError(_("on {day} {error}", day=day, error=error)) from None
        if spans:
            week[day] = spans
    return {day: week[day] for day in DAYS if day in week}


def read_spans(value: Any) -> Spans:
    """The spans of one day, in order; [] for closed. Takes [["09:00", "18:00"]], "9-12, 13-18" and "closed"."""
    if value is None or (isinstance(value, str) and value.strip().lower() in ("", "closed")):
        return []
    if isinstance(value, str):
        value = [re.split(r"\s*[-–]\s*", part.strip()) for part in value.split(",")]
    spans = sorted(_span(each) for each in intake.as_list(value, MOST_SPANS))
    for (_opens, earlier), (later, _closes) in pairwise(spans):
        if later < earlier:
            raise ValueError(_("has hours that overlap"))
    if spans and spans[-1][1] - 1440 > spans[0][0]:
        raise ValueError(_("has hours that overlap"))
    return [[written(opens), written(closes if closes <= 1440 else closes - 1440)] for opens, closes in spans]


def read_exceptions(value: Any) -> list[dict[str, Any]]:
    """Days on which it is otherwise, each once, by date."""
    found: dict[str, dict[str, Any]] = {}
    for at, each in enumerate(intake.as_list(value, MOST_EXCEPTIONS)):
        try:
            entry = intake.as_object(each)
            day = read_day(entry.get("date"))
            hours = USUAL if entry.get("hours") == USUAL else read_spans(entry.get("hours"))
            note = fields.text(100)(entry["note"]) if str(entry.get("note") or "").strip() else ""
        except ValueError as error:
            raise ValueError(_("has an entry ({at}) that {error}", at=at + 1, error=error)) from None
        if day in found:
            raise ValueError(_("has {day} twice", day=day))
        found[day] = {"date": day, "hours": hours, "note": note}
    return [found[day] for day in sorted(found)]


def read_day(value: Any) -> str:
    """An ISO day."""
    try:
        day = date.fromisoformat(value.strip()) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or not 2000 <= day.year <= 2200:
        raise ValueError(_("is not on a day; write it like 2026-12-24"))
    return day.isoformat()


def minutes(time: str) -> int:
    """Minutes since midnight of "09:30"."""
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)


def written(at: int) -> str:
    """ "09:30" of minutes since midnight."""
    return f"{at // 60:02}:{at % 60:02}"


def _span(value: Any) -> tuple[int, int]:
    """(opens, closes) in minutes; what reaches into the next day closes after 1440."""
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(_("has hours that are no pair; write them like 09:00-18:00"))
    opens, closes = _minutes(value[0]), _minutes(value[1])
    if opens >= 1440:
        raise ValueError(_("opens at 24:00; write 00:00 on the next day"))
    return opens, closes if closes > opens else closes + 1440


def _minutes(value: Any) -> int:
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    at = int(found[1]) * 60 + int(found[2] or 0) if found else -1
    if found is None or int(found[2] or 0) > 59 or not 0 <= at <= 1440:
        raise ValueError(_("has a time that is none; write it like 09:00"))
    return at

"""How a day or a moment is said to a shopper: by the place's own clock and the merchant's country's habits."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_time

from wesupply_ui.kernel.language import _, language

_YEAR = re.compile(r"(?:[,\s]*'de')?[,\s]*y+$|^y+[,\s]*")
_NARROW_SPACE = "\u202f"  # CLDR puts it before AM and PM; some mail programs show a box for it


def locale_of(country: str) -> Locale:
    """The task's language as written in this country (dates in its order, 12 or 24 hours); as in its home where the CLDR has none."""
    for name in (f"{language()}_{country}", language() if language() != "en" else "en_US"):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_US")


def day(value: date, locale: Locale, *, today: date) -> str:
    """ "Tuesday, November 24"; with its year when that is not this one."""
    # The CLDR has no pattern of this length without a year for most languages, so the year is taken off the full one.
    pattern = locale.date_formats["full"].pattern
    return format_date(value, pattern if value.year != today.year else _YEAR.sub("", pattern), locale=locale)


def clock(value: datetime, locale: Locale) -> str:
    """ "2:05 PM" by the offset that `value` carries."""
    return format_time(value.replace(tzinfo=None), "short", locale=locale).replace(_NARROW_SPACE, " ")


def moment(value: datetime, locale: Locale, *, today: date) -> str:
    """ "Tuesday, November 24 at 2:05 PM" by the offset that `value` carries."""
    return _("{day} at {time}", day=day(value.date(), locale, today=today), time=clock(value, locale))


def local(value: datetime, offset_minutes: int | None, zone: ZoneInfo) -> datetime:
    """A UTC instant by the place's own offset where it is known, else by the merchant's zone. Naive means UTC."""
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(timezone(timedelta(minutes=offset_minutes)) if offset_minutes is not None else zone)


def span(start: str | None, end: str | None, locale: Locale) -> str:
    """ "between 2:00 PM and 4:00 PM" when a carrier named two moments of one day (ISO 8601 with offset), else empty."""
    if not start or not end or "T" not in start or "T" not in end:
        return ""
    first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
    if first.date() != last.date() or first.tzinfo is None:
        return ""
    if first == last:
        return _("by {time}", time=clock(last, locale))
    return _("between {first} and {last}", first=clock(first, locale), last=clock(last, locale))

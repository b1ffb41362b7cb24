"""Is one of the merchant's locations open now? Brings its hours, its exceptions, its holidays and its clock together."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wesupply_ui.domain.locations.hours import DAYS
from wesupply_ui.domain.locations.models import Location
from wesupply_ui.domain.locations.opening import Hours, Standing, standing
from wesupply_ui.domain.locations.public_holidays import holiday_rule


def hours_of(location: Location) -> Hours | None:
    """The location's hours; None when nobody said any, or in words that we don't read."""
    week = location.hours
    if not location.exceptions and (not week or any(day not in DAYS or not _is_read(spans) for day, spans in week.items())):
        return None
    follows = (location.holidays or {}).get("follow", False)
    region = (location.holidays or {}).get("region") or location.address.get("region")
    zone = clock_of(location)
    return (
        Hours(week, location.exceptions, zone, holiday_rule(location.address.get("country"), region))
        if follows
        else Hours(week, location.exceptions, zone)
    )


def standing_of(location: Location, now: datetime) -> Standing | None:
    """Open or closed, and until when; None when nobody said."""
    hours = hours_of(location)
    return standing(hours, now) if hours else None


def clock_of(location: Location) -> tzinfo:
    """The location's time zone; UTC for one that this system's list of zones does not have."""
    try:
        return ZoneInfo(location.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _is_read(spans: object) -> bool:
    return isinstance(spans, list) and all(isinstance(each, list) and len(each) == 2 and ":" in str(each[0]) for each in spans)

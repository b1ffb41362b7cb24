"""How the portal says instants, days and lateness: short, by the merchant's clock, today and yesterday by their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_skeleton

from wesupply_ui.domain.tracking.attention import is_late
from wesupply_ui.domain.tracking.status import Milestone
from wesupply_ui.kernel.language import _, language, ngettext

# English as the product writes it: shorter than CLDR's, and without commas. Other languages are said by babel.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Telling:
    """`now` is aware UTC; `zone` is the merchant's."""

    now: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        """The day it is at the merchant's."""
        return self.now.astimezone(self.zone).date()

    def local(self, instant: datetime, offset_minutes: int | None = None) -> datetime:
        """A UTC instant by the clock of the place, when its offset is known, else by the merchant's."""
        return instant.astimezone(self.zone if offset_minutes is None else timezone(timedelta(minutes=offset_minutes)))

    def clock(self, instant: datetime, offset_minutes: int | None = None) -> str:
        """ "14:05"."""
        return self.local(instant, offset_minutes).strftime("%H:%M")

    def day(self, value: date) -> str:
        """ "20 Nov", with its year when that is not this one."""
        this_year = value.year == self.today.year
        if language() != "en":
            return format_skeleton("MMMd" if this_year else "yMMMd", value, locale=language())
        return f"{value.day} {_MONTHS[value.month - 1]}" + ("" if this_year else f" {value.year}")

    def weekday(self, value: date) -> str:
        """ "Fri 20 Nov"; today, tomorrow and yesterday by their names."""
        return self._near((value - self.today).days) or self.dated(value)

    def dated(self, value: date) -> str:
        """ "Fri 20 Nov", also when that is today: for what was said on another day."""
        if language() != "en":
            return format_skeleton("MMMEd" if value.year == self.today.year else "yMMMEd", value, locale=language())
        return f"{_DAYS[value.weekday()]} {self.day(value)}"

    def moment(self, instant: datetime | None, offset_minutes: int | None = None) -> str:
        """ "Today, 14:05" or "20 Nov, 14:05"; nothing for None."""
        if instant is None:
            return ""
        local = self.local(instant, offset_minutes)
        return f"{self._near((local.date() - self.today).days) or self.day(local.date())}, {local:%H:%M}"

    def iso(self, text: str) -> str:
        """An instant written as ISO text, as `moment` says it; nothing for what is none."""
        try:
            return self.moment(datetime.fromisoformat(text))
        except ValueError:
            return ""

    def age(self, since: datetime | None) -> str:
        """How long ago in one short word: "now", "5 min", "3 h", "12 d"; nothing for None."""
        return "" if since is None else span(self.now - since)

    def away(self, instant: datetime | None) -> str:
        """ "8 min ago", "in 2 h", "just now"; nothing for None."""
        if instant is None:
            return ""
        apart = instant - self.now
        if abs(apart) < timedelta(minutes=1):
            return _("just now") if apart <= timedelta(0) else _("in a moment")
        return _("in {span}", span=span(apart)) if apart > timedelta(0) else _("{span} ago", span=span(-apart))

    def promise(
        self, milestone: str | None, due_on: date | None, first_due_on: date | None, delivered_at: datetime | None
    ) -> tuple[str, str]:
        """What was promised against what is, as (words, tone): "2 days late", "Delivered 20 Nov", "Tue 24 Nov"; empty without a date."""
        if delivered_at is not None:
            return _("Delivered {day}", day=self.near(self.local(delivered_at).date())), "quiet"
        due = due_on or first_due_on
        if due is None:
            return "", "quiet"
        if is_late(Milestone(milestone or "label_created"), due_on, first_due_on, self.now):
            days = max(1, (self.today - due).days)
            return ngettext("{count} day late", "{count} days late", days), "attention"
        return self.weekday(due), "quiet"

    def near(self, value: date) -> str:
        """ "today", "yesterday" or "20 Nov", to stand inside a sentence."""
        return {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}.get((value - self.today).days) or self.day(value)

    def _near(self, days: int) -> str:
        return {0: _("Today"), -1: _("Yesterday"), 1: _("Tomorrow")}.get(days, "")


def telling(now: datetime, time_zone: str) -> Telling:
    """For a merchant's time zone by its name; UTC when nobody knows it."""
    try:
        return Telling(now, ZoneInfo(time_zone))
    except (ZoneInfoNotFoundError, ValueError):
        return Telling(now, UTC)


def span(length: timedelta) -> str:
    """ "now", "5 min", "3 h", "12 d"."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return _("now")
    if minutes < 60:
        return _("{n} min", n=minutes)
    return _("{n} h", n=minutes // 60) if minutes < 48 * 60 else _("{n} d", n=minutes // (24 * 60))


def many(count: int, one: str, more: str | None = None) -> str:
    """ "1 parcel", "12 parcels", "1,204 entries"."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"

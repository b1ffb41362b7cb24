"""How the page says days and times: in the English of the merchant's country, by the clock of the place where a thing happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo

from babel.core import Locale

from wesupply_ui.domain.notifications import dates


@dataclass(frozen=True, slots=True)
class Saying:
    """`now` is aware UTC; `zone` is where "today" is meant: at the parcel if known, else at the merchant's."""

    locale: Locale
    zone: tzinfo
    now: datetime

    @property
    def today(self) -> date:
        """The day it is there."""
        return self.now.astimezone(self.zone).date()

    def local(self, instant: datetime, offset_minutes: int | None) -> datetime:
        """A UTC instant by the place's own clock, where its offset is known."""
        return instant.astimezone(timezone(timedelta(minutes=offset_minutes)) if offset_minutes is not None else self.zone)

    def day(self, value: date) -> str:
        """ "Tuesday, November 24"; with its year when that is not this one. As in the mails."""
        return dates.day(value, self.locale, today=self.today)

    def near_day(self, value: date) -> str:
        """As `day`, but today, tomorrow and yesterday by their names."""
        names = {0: "today", 1: "tomorrow", -1: "yesterday"}
        return names.get((value - self.today).days) or self.day(value)

    def clock(self, local: datetime) -> str:
        """ "2:05 PM" or "14:05", by the offset that `local` carries."""
        return dates.clock(local, self.locale)

    def span(self, start: str | None, end: str | None) -> str:
        """ "between 2:00 PM and 4:00 PM" where a carrier named two instants of one day (ISO 8601 with offset), else nothing."""
        return dates.span(start, end, self.locale)

    def ago(self, instant: datetime) -> str:
        """ "8 minutes ago", "3 hours ago"; from a day on, the day."""
        minutes = int((self.now - instant).total_seconds() // 60)
        if minutes < 1:
            return "just now"
        if minutes < 60:
            return f"{minutes} minute{'s' if minutes > 1 else ''} ago"
        if minutes < 24 * 60:
            return f"{minutes // 60} hour{'s' if minutes >= 120 else ''} ago"
        return self.near_day(instant.astimezone(self.zone).date())

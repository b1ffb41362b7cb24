"""How the page says days and times: in the reader's language, by the clock of the place where a thing happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo

from babel.core import Locale

from wesupply_ui.domain.notifications import dates
from wesupply_ui.kernel.language import _, ngettext

# What stands before a day inside a sentence ("llega el martes", "kommt am Dienstag"), and what stays after "since" or "by".
_BEFORE_DAYS = {"es": "el ", "de": "am "}
_AFTER_WORDS = {"es": "el "}


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
        return self._near(value) or _BEFORE_DAYS.get(self.locale.language, "") + self.day(value)

    def plain_day(self, value: date) -> str:
        """As `near_day`, where a word such as "since" or "by" stands before it."""
        return self._near(value) or _AFTER_WORDS.get(self.locale.language, "") + self.day(value)

    def _near(self, value: date) -> str:
        return {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get((value - self.today).days, "")

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
            return _("just now")
        if minutes < 60:
            return ngettext("{count} minute ago", "{count} minutes ago", minutes)
        if minutes < 24 * 60:
            return ngettext("{count} hour ago", "{count} hours ago", minutes // 60)
        return self.near_day(instant.astimezone(self.zone).date())

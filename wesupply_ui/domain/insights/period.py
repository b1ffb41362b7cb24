"""Which days does a figure count, and which does it compare them with? Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MOST_DAYS_SHOWN = 100
"""Above it a table or a chart goes week by week: nobody reads a year of days."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the merchant's, both included."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Each of them."""
        return [self.first + timedelta(days=at) for at in range((self.last - self.first).days + 1)]

    @property
    def before(self) -> Period:
        """As many days before, to compare with."""
        return Period(self.first - timedelta(days=len(self.days)), self.first - timedelta(days=1))

    @property
    def is_weekly(self) -> bool:
        """Too long to be shown day by day."""
        return (self.last - self.first).days >= MOST_DAYS_SHOWN

    @property
    def steps(self) -> list[Period]:
        """What it is shown by: its days, or its weeks from Monday to Sunday, of which the first and the last may be cut."""
        if not self.is_weekly:
            return [Period(day, day) for day in self.days]
        mondays = [day for day in self.days if day == self.first or day.weekday() == 0]
        return [Period(monday, min(self.last, monday + timedelta(days=6 - monday.weekday()))) for monday in mondays]

"""Which days does a figure count, and which does it compare them with? Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


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
